package dev.gatun.tests.example;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Takes the time of the operations that a network of linear layers spends its time with. What is
/// not overridden here goes to the same kernels without a clock.
final class TracedKernels implements Kernels {
  private final Kernels kernels;
  private final Clock gemm = new Clock();
  private final Clock unary = new Clock();
  private final Clock unaryGradient = new Clock();
  private final Clock binary = new Clock();
  private final Clock biasActivation = new Clock();
  private final Clock biasActivationGradient = new Clock();
  private final Clock softmaxCrossEntropy = new Clock();
  private final Clock sgd = new Clock();

  TracedKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public Kernels fallback() {
    return kernels;
  }

  @Override
  public Map<String, String> description() {
    SequencedMap<String, String> description = new LinkedHashMap<>();
    description.put("over", String.join(", ", kernels.description().values()));
    description.put("gemm", gemm.toString());
    description.put("unary", unary.toString());
    description.put("unaryGradient", unaryGradient.toString());
    description.put("binary", binary.toString());
    description.put("biasActivation", biasActivation.toString());
    description.put("biasActivationGradient", biasActivationGradient.toString());
    description.put("softmaxCrossEntropy", softmaxCrossEntropy.toString());
    description.put("sgd", sgd.toString());
    return description;
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor c) {
    long start = System.nanoTime();
    kernels.gemm(transposeA, transposeB, alpha, a, b, beta, c);
    gemm.stop(start);
  }

  @Override
  public void unary(Unary f, double p, double q, Tensor x, Tensor y) {
    long start = System.nanoTime();
    kernels.unary(f, p, q, x, y);
    unary.stop(start);
  }

  @Override
  public void unaryGradient(Unary f, double p, double q, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    long start = System.nanoTime();
    kernels.unaryGradient(f, p, q, x, y, dy, dx);
    unaryGradient.stop(start);
  }

  @Override
  public void binary(Binary f, Tensor a, Tensor b, Tensor y) {
    long start = System.nanoTime();
    kernels.binary(f, a, b, y);
    binary.stop(start);
  }

  @Override
  public void biasActivation(Unary f, double p, double q, Tensor x, Tensor bias, Tensor y) {
    long start = System.nanoTime();
    kernels.biasActivation(f, p, q, x, bias, y);
    biasActivation.stop(start);
  }

  @Override
  public void biasActivationGradient(
      Unary f, double p, double q, Tensor y, Tensor dy, Tensor dx, Tensor dbias) {
    long start = System.nanoTime();
    kernels.biasActivationGradient(f, p, q, y, dy, dx, dbias);
    biasActivationGradient.stop(start);
  }

  @Override
  public void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    long start = System.nanoTime();
    kernels.softmaxCrossEntropy(x, labels, seeds, losses, dx);
    softmaxCrossEntropy.stop(start);
  }

  @Override
  public void sgd(
      double rate,
      double momentum,
      double decay,
      boolean nesterov,
      Tensor[] gradients,
      @Nullable Tensor velocity,
      Tensor parameters) {
    long start = System.nanoTime();
    kernels.sgd(rate, momentum, decay, nesterov, gradients, velocity, parameters);
    sgd.stop(start);
  }
}
