package dev.gatun.engine.java;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import dev.gatun.engine.Window;
import dev.gatun.engine.java.linear.JavaLinearAlgebra;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Complete kernels in float32 without the Vector API: loops over arrays, which the JIT vectorizes.
///
/// Large matrix products run on several threads where [#threads] allows it, everything else on the
/// calling thread.
public class ScalarKernels implements JavaLinearAlgebra {
  private volatile int threads = 1;

  private final Gemm gemm;
  private final Convolution convolution;
  private final Updates updates;

  /// Makes the kernels.
  public ScalarKernels() {
    this(ScalarGemm.GEMM, new ScalarUpdates(false));
  }

  ScalarKernels(Gemm gemm, Updates updates) {
    this.gemm = gemm;
    this.convolution = new Convolution(gemm);
    this.updates = updates;
  }

  @Override
  public Kernels fallback() {
    return this;
  }

  @Override
  public Map<String, String> description() {
    return Map.of("kernels", "scalar loops");
  }

  @Override
  public void threads(int count) {
    threads = count;
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
    GemmThreads.multiply(
        gemm,
        threads,
        transposeA,
        transposeB,
        c.rows(),
        c.columns(),
        transposeA ? a.rows() : a.columns(),
        (float) alpha,
        a.address(),
        a.columns(),
        b.address(),
        b.columns(),
        (float) beta,
        c.address(),
        c.columns());
  }

  @Override
  public void weightGradient(Tensor x, Tensor dy, int from, double beta, Tensor dw) {
    GemmThreads.weightGradient(gemm, threads, x, dy, from, (float) beta, dw);
  }

  @Override
  public void fill(double value, Tensor y) {
    ScalarMoves.fill((float) value, y);
  }

  @Override
  public void copy(Tensor x, Tensor y) {
    ScalarMoves.copy(x, y);
  }

  @Override
  public void copyColumns(Tensor x, int fromX, Tensor y, int fromY, int count) {
    ScalarMoves.copyColumns(x, fromX, y, fromY, count);
  }

  @Override
  public void gather(Tensor x, Tensor rows, Tensor scale, Tensor shift, Tensor y) {
    ScalarMoves.gather(false, x, rows, scale, shift, y);
  }

  @Override
  public void unary(Unary f, double p, double q, Tensor x, Tensor y) {
    ScalarElementwise.unary(f, p, q, x, y);
  }

  @Override
  public void unaryGradient(Unary f, double p, double q, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    ScalarElementwise.unaryGradient(f, p, q, x, y, dy, dx);
  }

  @Override
  public void binary(Binary f, Tensor a, Tensor b, Tensor y) {
    ScalarElementwise.binary(f, a, b, y);
  }

  @Override
  public void axpby(double alpha, Tensor x, double beta, Tensor y) {
    ScalarElementwise.axpby((float) alpha, x, (float) beta, y);
  }

  @Override
  public void reduce(Reduction f, Tensor x, Tensor y) {
    ScalarRowwise.reduce(f, x, y);
  }

  @Override
  public void biasActivation(Unary f, double p, double q, Tensor x, Tensor bias, Tensor y) {
    ScalarRowwise.biasActivation(f, p, q, x, bias, y);
  }

  @Override
  public void biasActivationGradient(
      Unary f, double p, double q, Tensor y, Tensor dy, Tensor dx, Tensor dbias) {
    ScalarRowwise.biasActivationGradient(f, p, q, y, dy, dx, dbias);
  }

  @Override
  public void softmax(Tensor x, Tensor y) {
    ScalarRowwise.softmax(false, x, y);
  }

  @Override
  public void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    ScalarRowwise.softmaxGradient(false, y, dy, dx);
  }

  @Override
  public void logSoftmax(Tensor x, Tensor y) {
    ScalarRowwise.softmax(true, x, y);
  }

  @Override
  public void logSoftmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    ScalarRowwise.softmaxGradient(true, y, dy, dx);
  }

  @Override
  public void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    ScalarRowwise.softmaxCrossEntropy(x, labels, seeds, losses, dx);
  }

  @Override
  public void squaredDistance(
      Tensor x, Tensor y, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    ScalarRowwise.squaredDistance(x, y, seeds, losses, dx);
  }

  @Override
  public void convolution(Window window, Tensor x, Tensor weight, @Nullable Tensor bias, Tensor y) {
    convolution.forward(window, x, weight, bias, y);
  }

  @Override
  public void convolutionInputGradient(Window window, Tensor dy, Tensor weight, Tensor dx) {
    convolution.inputGradient(window, dy, weight, dx);
  }

  @Override
  public void convolutionParameterGradient(
      Window window, Tensor x, Tensor dy, Tensor dweight, @Nullable Tensor dbias) {
    convolution.parameterGradient(window, x, dy, dweight, dbias);
  }

  @Override
  public void maxPool(Window window, Tensor x, Tensor y, Tensor indices) {
    ScalarPooling.max(window, x, y, indices);
  }

  @Override
  public void maxPoolGradient(Tensor dy, Tensor indices, Tensor dx) {
    ScalarPooling.maxGradient(dy, indices, dx);
  }

  @Override
  public void averagePool(Window window, boolean countPadding, Tensor x, Tensor y) {
    ScalarPooling.average(window, countPadding, x, y);
  }

  @Override
  public void averagePoolGradient(Window window, boolean countPadding, Tensor dy, Tensor dx) {
    ScalarPooling.averageGradient(window, countPadding, dy, dx);
  }

  @Override
  public void gatherColumns(Tensor x, Tensor indices, Tensor y) {
    ScalarPooling.gatherColumns(x, indices, y);
  }

  @Override
  public void gatherColumnsGradient(Tensor dy, Tensor indices, Tensor dx) {
    ScalarPooling.gatherColumnsGradient(dy, indices, dx);
  }

  @Override
  public void layerNorm(double epsilon, Tensor x, Tensor gain, Tensor bias, Tensor y) {
    ScalarNormalization.layerNorm(epsilon, x, gain, bias, y);
  }

  @Override
  public void layerNormGradient(
      double epsilon, Tensor x, Tensor gain, Tensor dy, Tensor dx, Tensor dgain, Tensor dbias) {
    ScalarNormalization.layerNormGradient(epsilon, x, gain, dy, dx, dgain, dbias);
  }

  @Override
  public void channelMoments(Tensor x, Tensor mean, Tensor variance) {
    ScalarChannels.moments(x, mean, variance);
  }

  @Override
  public void batchNorm(
      double epsilon, Tensor x, Tensor mean, Tensor variance, Tensor gain, Tensor bias, Tensor y) {
    ScalarChannels.batchNorm(epsilon, x, mean, variance, gain, bias, y);
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
    ScalarChannels.batchNormGradient(epsilon, x, mean, variance, gain, dy, dx, dgain, dbias);
  }

  @Override
  public void random(long key, long stream, Tensor ids, Tensor y) {
    ScalarMoves.random(key, stream, ids, y);
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
    updates.sgd(
        (float) rate, (float) momentum, (float) decay, nesterov, gradients, velocity, parameters);
  }

  @Override
  public void adam(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      boolean decoupled,
      long step,
      Tensor[] gradients,
      Tensor mean,
      Tensor variance,
      Tensor parameters) {
    AdamFactors factors = AdamFactors.of(rate, beta1, beta2, epsilon, decay, decoupled, step);
    updates.adam(factors, gradients, mean, variance, parameters);
  }
}
