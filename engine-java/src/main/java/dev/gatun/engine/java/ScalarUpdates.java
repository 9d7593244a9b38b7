package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import org.jspecify.annotations.Nullable;

/// Updates of parameters, a block at a time.
final class ScalarUpdates implements Updates {
  /// Adds the gradients up in `a`, with `decay·θ`, θ being in `b`.
  private static void sum(Tensor[] gradients, float decay, long from, int count, Blocks blocks) {
    float[] sum = blocks.a;
    Blocks.read(gradients[0], from, count, sum);
    for (int t = 1; t < gradients.length; t++) {
      Blocks.read(gradients[t], from, count, blocks.c);
      for (int i = 0; i < count; i++) {
        sum[i] += blocks.c[i];
      }
    }
    if (decay != 0) {
      for (int i = 0; i < count; i++) {
        sum[i] += decay * blocks.b[i];
      }
    }
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
      if (velocity != null) {
        Blocks.read(velocity, from, count, v);
        for (int i = 0; i < count; i++) {
          v[i] = momentum * v[i] + g[i];
        }
        Blocks.write(v, count, velocity, from);
        for (int i = 0; i < count; i++) {
          g[i] = nesterov ? g[i] + momentum * v[i] : v[i];
        }
      }
      for (int i = 0; i < count; i++) {
        theta[i] -= rate * g[i];
      }
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
        m[i] = factors.beta1 * m[i] + factors.rest1 * g[i];
        v[i] = factors.beta2 * v[i] + factors.rest2 * (g[i] * g[i]);
        float root = (float) Math.sqrt(v[i]) * factors.rootScale + factors.epsilon;
        theta[i] = theta[i] * factors.shrink - factors.rate * m[i] / root;
      }
      Blocks.write(m, count, mean, from);
      Blocks.write(v, count, variance, from);
      Blocks.write(theta, count, parameters, from);
    }
  }
}
