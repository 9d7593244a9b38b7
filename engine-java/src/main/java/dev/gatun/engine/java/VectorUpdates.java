package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.bound;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Updates of parameters in one pass. Several partial gradients are added up beforehand, a chunk at
/// a time, which the first-level cache keeps.
final class VectorUpdates implements Updates {
  private final Updates scalar = new ScalarUpdates(true);
  private final FirstCalls first = new FirstCalls();

  @Override
  public void sgd(
      float rate,
      float momentum,
      float decay,
      boolean nesterov,
      Tensor[] gradients,
      @Nullable Tensor velocity,
      Tensor parameters) {
    if (first.next()) {
      scalar.sgd(rate, momentum, decay, nesterov, gradients, velocity, parameters);
      return;
    }
    Buffers buffers = Buffers.ofThread();
    long to = parameters.address();
    long slots = velocity == null ? 0 : velocity.address();
    long bytes = 4 * parameters.size();
    long end = bound(bytes);
    long step = gradients.length > 1 ? VectorMath.CHUNK : Math.max(BYTES, end);
    // One call for whole vectors and the last elements: copies of the loop count against what the
    // JIT inlines.
    long size;
    for (long at = 0; at < bytes; at += size) {
      boolean last = at == end;
      int count = last ? Lanes.rest(bytes) : 0;
      size = last ? BYTES : Math.min(step, end - at);
      long gradient = gradient(gradients, at, size, count, buffers);
      long theta = last ? stage(to + at, buffers.rest(1), count) : to + at;
      long slot = slots == 0 ? 0 : slots + at;
      if (last && slot != 0) {
        slot = stage(slot, buffers.rest(2), count);
      }
      sgd(rate, momentum, decay, nesterov, gradient, slot, theta, size);
      if (last) {
        Lanes.unstage(theta, to + at, count);
      }
      if (last && slot != 0) {
        Lanes.unstage(slot, slots + at, count);
      }
    }
  }

  private static long stage(long from, long to, int count) {
    Lanes.stage(from, to, count);
    return to;
  }

  /// {@return the address of the gradient, where there are several of their sum}
  ///
  /// @param count how many last elements; 0 for whole vectors
  private static long gradient(
      Tensor[] gradients, long at, long bytes, int count, Buffers buffers) {
    if (count > 0) {
      return stagedSum(gradients, at, count, buffers);
    }
    return gradients.length > 1
        ? sum(gradients, at, bytes, buffers.chunk(0))
        : gradients[0].address() + at;
  }

  /// Adds whole vectors of the gradients up, in their order.
  private static long sum(Tensor[] gradients, long at, long bytes, long sum) {
    long left = gradients[0].address() + at;
    for (int t = 1; t < gradients.length; t++) {
      add(left, gradients[t].address() + at, sum, bytes);
      left = sum;
    }
    return sum;
  }

  private static void add(long x, long y, long sum, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
          .add(fromMemorySegment(SPECIES, MEMORY, y + at, ORDER))
          .intoMemorySegment(MEMORY, sum + at, ORDER);
    }
  }

  private static long stagedSum(Tensor[] gradients, long at, int count, Buffers buffers) {
    long sum = buffers.rest(0);
    Lanes.stage(gradients[0].address() + at, sum, count);
    for (int t = 1; t < gradients.length; t++) {
      Lanes.stage(gradients[t].address() + at, buffers.rest(1), count);
      add(sum, buffers.rest(1), sum, BYTES);
    }
    return sum;
  }

  private static void sgd(
      float rate,
      float momentum,
      float decay,
      boolean nesterov,
      long gradient,
      long slot,
      long parameters,
      long bytes) {
    FloatVector fall = FloatVector.broadcast(SPECIES, -rate);
    FloatVector inertia = FloatVector.broadcast(SPECIES, momentum);
    FloatVector pull = FloatVector.broadcast(SPECIES, decay);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector theta = fromMemorySegment(SPECIES, MEMORY, parameters + at, ORDER);
      FloatVector g = theta.fma(pull, fromMemorySegment(SPECIES, MEMORY, gradient + at, ORDER));
      if (slot == 0) {
        g.fma(fall, theta).intoMemorySegment(MEMORY, parameters + at, ORDER);
        continue;
      }
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, slot + at, ORDER).fma(inertia, g);
      v.intoMemorySegment(MEMORY, slot + at, ORDER);
      if (nesterov) {
        v.fma(inertia, g).fma(fall, theta).intoMemorySegment(MEMORY, parameters + at, ORDER);
      } else {
        v.fma(fall, theta).intoMemorySegment(MEMORY, parameters + at, ORDER);
      }
    }
  }

  @Override
  public void adam(
      AdamFactors factors, Tensor[] gradients, Tensor mean, Tensor variance, Tensor parameters) {
    if (first.next()) {
      scalar.adam(factors, gradients, mean, variance, parameters);
      return;
    }
    Buffers buffers = Buffers.ofThread();
    long means = mean.address();
    long variances = variance.address();
    long to = parameters.address();
    long bytes = 4 * parameters.size();
    long end = bound(bytes);
    long step = gradients.length > 1 ? VectorMath.CHUNK : Math.max(BYTES, end);
    long size;
    for (long at = 0; at < bytes; at += size) {
      boolean last = at == end;
      int count = last ? Lanes.rest(bytes) : 0;
      size = last ? BYTES : Math.min(step, end - at);
      long gradient = gradient(gradients, at, size, count, buffers);
      long theta = last ? stage(to + at, buffers.rest(1), count) : to + at;
      long m = last ? stage(means + at, buffers.rest(2), count) : means + at;
      long v = last ? stage(variances + at, buffers.rest(3), count) : variances + at;
      adam(factors, gradient, m, v, theta, size);
      if (last) {
        Lanes.unstage(theta, to + at, count);
        Lanes.unstage(m, means + at, count);
        Lanes.unstage(v, variances + at, count);
      }
    }
  }

  private static void adam(
      AdamFactors factors, long gradient, long means, long variances, long parameters, long bytes) {
    FloatVector beta1 = FloatVector.broadcast(SPECIES, factors.beta1);
    FloatVector beta2 = FloatVector.broadcast(SPECIES, factors.beta2);
    FloatVector rest1 = FloatVector.broadcast(SPECIES, factors.rest1);
    FloatVector rest2 = FloatVector.broadcast(SPECIES, factors.rest2);
    FloatVector fall = FloatVector.broadcast(SPECIES, -factors.rate);
    FloatVector rootScale = FloatVector.broadcast(SPECIES, factors.rootScale);
    FloatVector epsilon = FloatVector.broadcast(SPECIES, factors.epsilon);
    FloatVector pull = FloatVector.broadcast(SPECIES, factors.decay);
    FloatVector shrink = FloatVector.broadcast(SPECIES, factors.shrink);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector theta = fromMemorySegment(SPECIES, MEMORY, parameters + at, ORDER);
      FloatVector g = theta.fma(pull, fromMemorySegment(SPECIES, MEMORY, gradient + at, ORDER));
      FloatVector m = fromMemorySegment(SPECIES, MEMORY, means + at, ORDER).mul(beta1);
      m = g.fma(rest1, m);
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, variances + at, ORDER).mul(beta2);
      v = g.mul(g).fma(rest2, v);
      m.intoMemorySegment(MEMORY, means + at, ORDER);
      v.intoMemorySegment(MEMORY, variances + at, ORDER);
      FloatVector root = v.sqrt().fma(rootScale, epsilon);
      theta.fma(shrink, m.mul(fall).div(root)).intoMemorySegment(MEMORY, parameters + at, ORDER);
    }
  }
}
