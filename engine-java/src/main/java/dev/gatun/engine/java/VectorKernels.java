package dev.gatun.engine.java;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import dev.gatun.engine.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Complete kernels in float32 on the Vector API; the rarer functions are those of [ScalarKernels].
///
/// Large matrix products run on several threads where [#threads] allows it, everything else on the
/// calling thread. To be loaded only where the module `jdk.incubator.vector` is there.
public final class VectorKernels extends ScalarKernels {
  private final FirstCalls gathers = new FirstCalls();
  private final FirstCalls activations = new FirstCalls();
  private final FirstCalls gradients = new FirstCalls();
  private final FirstCalls crossEntropies = new FirstCalls();

  /// Makes the kernels.
  public VectorKernels() {
    super(VectorGemm.GEMM, new VectorUpdates());
  }

  /// {@return whether vectors have 512 bits or more}
  public boolean isWide() {
    return Lanes.BITS >= 512;
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("kernels", "Vector API");
    description.put("vector", Lanes.BITS + " bits");
    return description;
  }

  @Override
  public void fill(double value, Tensor y) {
    VectorMoves.fill((float) value, y);
  }

  @Override
  public void gather(Tensor x, Tensor rows, Tensor scale, Tensor shift, Tensor y) {
    if (gathers.next()) {
      ScalarMoves.gather(true, x, rows, scale, shift, y);
    } else {
      VectorMoves.gather(x, rows, scale, shift, y);
    }
  }

  @Override
  public void unary(Unary f, double p, double q, Tensor x, Tensor y) {
    VectorUnary.unary(f, p, q, x, y);
  }

  @Override
  public void unaryGradient(Unary f, double p, double q, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    VectorUnary.gradient(f, p, q, x, y, dy, dx);
  }

  @Override
  public void binary(Binary f, Tensor a, Tensor b, Tensor y) {
    VectorBinary.binary(f, a, b, y);
  }

  @Override
  public void axpby(double alpha, Tensor x, double beta, Tensor y) {
    VectorBinary.axpby((float) alpha, x, (float) beta, y);
  }

  @Override
  public void reduce(Reduction f, Tensor x, Tensor y) {
    VectorReduction.reduce(f, x, y);
  }

  @Override
  public void biasActivation(Unary f, double p, double q, Tensor x, Tensor bias, Tensor y) {
    if (f == Unary.RELU && activations.next()) {
      ScalarRowwise.biasActivation(f, p, q, x, bias, y);
    } else {
      VectorActivation.forward(f, p, q, x, bias, y);
    }
  }

  @Override
  public void biasActivationGradient(
      Unary f, double p, double q, Tensor y, Tensor dy, Tensor dx, Tensor dbias) {
    if (f == Unary.RELU && gradients.next()) {
      ScalarRowwise.biasActivationGradient(f, p, q, y, dy, dx, dbias);
    } else {
      VectorActivation.backward(f, p, q, y, dy, dx, dbias);
    }
  }

  @Override
  public void softmax(Tensor x, Tensor y) {
    VectorRowwise.softmax(x, y);
  }

  @Override
  public void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    VectorRowwise.softmaxGradient(y, dy, dx);
  }

  @Override
  public void logSoftmax(Tensor x, Tensor y) {
    VectorRowwise.logSoftmax(x, y);
  }

  @Override
  public void logSoftmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    VectorRowwise.logSoftmaxGradient(y, dy, dx);
  }

  @Override
  public void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    if (crossEntropies.next()) {
      ScalarCrossEntropy.softmaxCrossEntropy(x, labels, seeds, losses, dx);
    } else {
      VectorCrossEntropy.softmaxCrossEntropy(x, labels, seeds, losses, dx);
    }
  }

  @Override
  public void squaredDistance(
      Tensor x, Tensor y, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    VectorSquaredDistance.squaredDistance(x, y, seeds, losses, dx);
  }

  @Override
  public void random(long key, long stream, Tensor ids, Tensor y) {
    VectorRandom.random(key, stream, ids, y);
  }

  @Override
  public void maxPool(Window window, Tensor x, Tensor y, Tensor indices) {
    VectorPooling.max(window, x, y, indices);
  }

  @Override
  public void layerNorm(double epsilon, Tensor x, Tensor gain, Tensor bias, Tensor y) {
    VectorNormalization.layerNorm(epsilon, x, gain, bias, y);
  }

  @Override
  public void layerNormGradient(
      double epsilon, Tensor x, Tensor gain, Tensor dy, Tensor dx, Tensor dgain, Tensor dbias) {
    VectorNormalization.layerNormGradient(epsilon, x, gain, dy, dx, dgain, dbias);
  }

  @Override
  public void channelMoments(Tensor x, Tensor mean, Tensor variance) {
    VectorChannels.moments(x, mean, variance);
  }

  @Override
  public void batchNorm(
      double epsilon, Tensor x, Tensor mean, Tensor variance, Tensor gain, Tensor bias, Tensor y) {
    VectorChannels.batchNorm(epsilon, x, mean, variance, gain, bias, y);
  }

  @Override
  public void batchNormGradient(
      double epsilon,
      Tensor x,
      Tensor mean,
      Tensor variance,
      Tensor gain,
      Tensor dy,
      Tensor dx,
      Tensor dgain,
      Tensor dbias) {
    VectorChannels.batchNormGradient(epsilon, x, mean, variance, gain, dy, dx, dgain, dbias);
  }
}
