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

/// Updates of parameters in one pass, the partial gradients added up on the way: up to three where
/// they are read, more of them beforehand and a chunk at a time.
final class VectorUpdates {
  private VectorUpdates() {}

  static void sgd(
      float rate,
      float momentum,
      float decay,
      boolean nesterov,
      Tensor[] gradients,
      @Nullable Tensor velocity,
      Tensor parameters) {
    Buffers buffers = Buffers.ofThread();
    long to = parameters.address();
    long slots = velocity == null ? 0 : velocity.address();
    long bytes = 4 * parameters.size();
    long end = bound(bytes);
    int parts = gradients.length;
    long step = parts > 3 ? VectorMath.CHUNK : Math.max(BYTES, end);
    for (long at = 0; at < end; at += step) {
      long size = Math.min(step, end - at);
      long first =
          parts > 3
              ? sum(gradients, parts - 2, at, size, buffers.chunk(0))
              : gradients[0].address() + at;
      long second = parts > 1 ? gradients[Math.max(1, parts - 2)].address() + at : 0;
      long third = parts > 2 ? gradients[parts - 1].address() + at : 0;
      long slot = slots == 0 ? 0 : slots + at;
      sgd(rate, momentum, decay, nesterov, first, second, third, slot, to + at, size);
    }
    if (end < bytes) {
      int count = Lanes.rest(bytes);
      long g = stagedSum(gradients, end, count, buffers);
      long theta = buffers.rest(1);
      Lanes.stage(to + end, theta, count);
      long slot = slots == 0 ? 0 : buffers.rest(2);
      if (slot != 0) {
        Lanes.stage(slots + end, slot, count);
      }
      sgd(rate, momentum, decay, nesterov, g, 0, 0, slot, theta, BYTES);
      Lanes.unstage(theta, to + end, count);
      if (slot != 0) {
        Lanes.unstage(slot, slots + end, count);
      }
    }
  }

  /// Adds whole vectors of the first gradients up, in their order.
  ///
  /// @param count at least 2
  private static long sum(Tensor[] gradients, int count, long at, long bytes, long sum) {
    add(gradients[0].address() + at, gradients[1].address() + at, sum, bytes);
    for (int t = 2; t < count; t++) {
      add(sum, gradients[t].address() + at, sum, bytes);
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
      long first,
      long second,
      long third,
      long slot,
      long parameters,
      long bytes) {
    FloatVector fall = FloatVector.broadcast(SPECIES, -rate);
    FloatVector inertia = FloatVector.broadcast(SPECIES, momentum);
    FloatVector pull = FloatVector.broadcast(SPECIES, decay);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector theta = fromMemorySegment(SPECIES, MEMORY, parameters + at, ORDER);
      FloatVector g = fromMemorySegment(SPECIES, MEMORY, first + at, ORDER);
      if (second != 0) {
        g = g.add(fromMemorySegment(SPECIES, MEMORY, second + at, ORDER));
      }
      if (third != 0) {
        g = g.add(fromMemorySegment(SPECIES, MEMORY, third + at, ORDER));
      }
      g = theta.fma(pull, g);
      if (slot != 0) {
        FloatVector v = fromMemorySegment(SPECIES, MEMORY, slot + at, ORDER).fma(inertia, g);
        v.intoMemorySegment(MEMORY, slot + at, ORDER);
        if (nesterov) {
          g = v.fma(inertia, g);
        } else {
          g = v;
        }
      }
      g.fma(fall, theta).intoMemorySegment(MEMORY, parameters + at, ORDER);
    }
  }

  static void adam(
      AdamFactors factors, Tensor[] gradients, Tensor mean, Tensor variance, Tensor parameters) {
    Buffers buffers = Buffers.ofThread();
    long means = mean.address();
    long variances = variance.address();
    long to = parameters.address();
    long bytes = 4 * parameters.size();
    long end = bound(bytes);
    int parts = gradients.length;
    long step = parts > 3 ? VectorMath.CHUNK : Math.max(BYTES, end);
    for (long at = 0; at < end; at += step) {
      long size = Math.min(step, end - at);
      long first =
          parts > 3
              ? sum(gradients, parts - 2, at, size, buffers.chunk(0))
              : gradients[0].address() + at;
      long second = parts > 1 ? gradients[Math.max(1, parts - 2)].address() + at : 0;
      long third = parts > 2 ? gradients[parts - 1].address() + at : 0;
      adam(factors, first, second, third, means + at, variances + at, to + at, size);
    }
    if (end < bytes) {
      int count = Lanes.rest(bytes);
      long g = stagedSum(gradients, end, count, buffers);
      Lanes.stage(to + end, buffers.rest(1), count);
      Lanes.stage(means + end, buffers.rest(2), count);
      Lanes.stage(variances + end, buffers.rest(3), count);
      adam(factors, g, 0, 0, buffers.rest(2), buffers.rest(3), buffers.rest(1), BYTES);
      Lanes.unstage(buffers.rest(1), to + end, count);
      Lanes.unstage(buffers.rest(2), means + end, count);
      Lanes.unstage(buffers.rest(3), variances + end, count);
    }
  }

  private static void adam(
      AdamFactors factors,
      long first,
      long second,
      long third,
      long means,
      long variances,
      long parameters,
      long bytes) {
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
      FloatVector g = fromMemorySegment(SPECIES, MEMORY, first + at, ORDER);
      if (second != 0) {
        g = g.add(fromMemorySegment(SPECIES, MEMORY, second + at, ORDER));
      }
      if (third != 0) {
        g = g.add(fromMemorySegment(SPECIES, MEMORY, third + at, ORDER));
      }
      g = theta.fma(pull, g);
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
