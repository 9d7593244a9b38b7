package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import org.jspecify.annotations.Nullable;

/// Updates of parameters, a block at a time.
///
/// @param fused whether to round products and sums once, as [VectorUpdates] does, whose bits these
///   are then
record ScalarUpdates(boolean fused) implements Updates {
  /// Adds the gradients up in `a`, with `decay·θ`, θ being in `b`.
  private void sum(Tensor[] gradients, float decay, long from, int count, Blocks blocks) {
    float[] sum = blocks.a;
    Blocks.read(gradients[0], from, count, sum);
    for (int t = 1; t < gradients.length; t++) {
      Blocks.read(gradients[t], from, count, blocks.c);
      for (int i = 0; i < count; i++) {
        sum[i] += blocks.c[i];
      }
    }
    if (fused || decay != 0) {
      multiplyAdd(decay, blocks.b, sum, sum, count);
    }
  }

  /// Computes `to = factor·x + y`.
  private void multiplyAdd(float factor, float[] x, float[] y, float[] to, int count) {
    if (fused) {
      for (int i = 0; i < count; i++) {
        to[i] = Math.fma(x[i], factor, y[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[i] = x[i] * factor + y[i];
      }
    }
  }

  private float multiplyAdd(float a, float b, float c) {
    return fused ? Math.fma(a, b, c) : a * b + c;
  }

  @Override
  public void sgd(
      float rate,
      float momentum,
      float decay,
      boolean nesterov,
      Tensor[] gradients,
      @Nullable Tensor velocity,
      Tensor parameters) {
    Blocks blocks = Blocks.ofThread();
    float[] g = blocks.a;
    float[] theta = blocks.b;
    float[] v = blocks.c;
    long size = parameters.size();
    for (long from = 0; from < size; from += Blocks.SIZE) {
      int count = Blocks.count(size, from);
      Blocks.read(parameters, from, count, theta);
      sum(gradients, decay, from, count, blocks);
      float[] direction = g;
      if (velocity != null) {
        Blocks.read(velocity, from, count, v);
        multiplyAdd(momentum, v, g, v, count);
        Blocks.write(v, count, velocity, from);
        if (nesterov) {
          multiplyAdd(momentum, v, g, g, count);
        } else {
          direction = v;
        }
      }
      multiplyAdd(-rate, direction, theta, theta, count);
      Blocks.write(theta, count, parameters, from);
    }
  }

  @Override
  public void adam(
      AdamFactors factors, Tensor[] gradients, Tensor mean, Tensor variance, Tensor parameters) {
    Blocks blocks = Blocks.ofThread();
    float[] g = blocks.a;
    float[] theta = blocks.b;
    float[] m = blocks.c;
    float[] v = blocks.d;
    long size = parameters.size();
    for (long from = 0; from < size; from += Blocks.SIZE) {
      int count = Blocks.count(size, from);
      Blocks.read(parameters, from, count, theta);
      sum(gradients, factors.decay, from, count, blocks);
      Blocks.read(mean, from, count, m);
      Blocks.read(variance, from, count, v);
      for (int i = 0; i < count; i++) {
        m[i] = multiplyAdd(g[i], factors.rest1, factors.beta1 * m[i]);
        v[i] = multiplyAdd(g[i] * g[i], factors.rest2, factors.beta2 * v[i]);
        float root = multiplyAdd((float) Math.sqrt(v[i]), factors.rootScale, factors.epsilon);
        theta[i] = multiplyAdd(theta[i], factors.shrink, m[i] * -factors.rate / root);
      }
      Blocks.write(m, count, mean, from);
      Blocks.write(v, count, variance, from);
      Blocks.write(theta, count, parameters, from);
    }
  }
}
