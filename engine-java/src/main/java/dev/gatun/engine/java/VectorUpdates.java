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
final class VectorUpdates implements Updates {
  @Override
  public void sgd(
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
    long nothing = nothing(buffers);
    // One call for whole vectors and the last elements: copies of the loop count against what the
    // JIT inlines.
    long size;
    for (long at = 0; at < bytes; at += size) {
      boolean last = at == end;
      int count = last ? Lanes.rest(bytes) : 0;
      size = last ? BYTES : Math.min(step, end - at);
      long first = first(gradients, at, size, count, buffers);
      boolean direct = !last && parts > 1;
      long second = direct ? gradients[Math.max(1, parts - 2)].address() + at : nothing;
      long third = direct && parts > 2 ? gradients[parts - 1].address() + at : nothing;
      long theta = last ? stage(to + at, buffers.rest(1), count) : to + at;
      long slot = slots == 0 ? 0 : slots + at;
      if (last && slot != 0) {
        slot = stage(slot, buffers.rest(2), count);
      }
      sgd(rate, momentum, decay, nesterov, nothing, first, second, third, slot, theta, size);
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

  /// {@return the address of what the second and third gradients are to be added to}
  ///
  /// @param count how many last elements, of all gradients; 0 for whole vectors
  private static long first(Tensor[] gradients, long at, long bytes, int count, Buffers buffers) {
    if (count > 0) {
      return stagedSum(gradients, at, count, buffers);
    }
    return gradients.length > 3
        ? sum(gradients, gradients.length - 2, at, bytes, buffers.chunk(0))
        : gradients[0].address() + at;
  }

  /// {@return the address of a vector of what changes no number when it is added: a gradient that
  /// is not there, so that vectors need not cross a branch}
  private static long nothing(Buffers buffers) {
    long address = buffers.constant(0);
    FloatVector.broadcast(SPECIES, -0f).intoMemorySegment(MEMORY, address, ORDER);
    return address;
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
      long nothing,
      long first,
      long second,
      long third,
      long slot,
      long parameters,
      long bytes) {
    FloatVector fall = FloatVector.broadcast(SPECIES, -rate);
    FloatVector inertia = FloatVector.broadcast(SPECIES, momentum);
    FloatVector pull = FloatVector.broadcast(SPECIES, decay);
    long from2 = second;
    long from3 = third;
    long step2 = second == nothing ? 0 : BYTES;
    long step3 = third == nothing ? 0 : BYTES;
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector theta = fromMemorySegment(SPECIES, MEMORY, parameters + at, ORDER);
      FloatVector g =
          fromMemorySegment(SPECIES, MEMORY, first + at, ORDER)
              .add(fromMemorySegment(SPECIES, MEMORY, from2, ORDER))
              .add(fromMemorySegment(SPECIES, MEMORY, from3, ORDER));
      from2 += step2;
      from3 += step3;
      g = theta.fma(pull, g);
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
    Buffers buffers = Buffers.ofThread();
    long means = mean.address();
    long variances = variance.address();
    long to = parameters.address();
    long bytes = 4 * parameters.size();
    long end = bound(bytes);
    int parts = gradients.length;
    long step = parts > 3 ? VectorMath.CHUNK : Math.max(BYTES, end);
    long nothing = nothing(buffers);
    long size;
    for (long at = 0; at < bytes; at += size) {
      boolean last = at == end;
      int count = last ? Lanes.rest(bytes) : 0;
      size = last ? BYTES : Math.min(step, end - at);
      long first = first(gradients, at, size, count, buffers);
      boolean direct = !last && parts > 1;
      long second = direct ? gradients[Math.max(1, parts - 2)].address() + at : nothing;
      long third = direct && parts > 2 ? gradients[parts - 1].address() + at : nothing;
      long theta = last ? stage(to + at, buffers.rest(1), count) : to + at;
      long m = last ? stage(means + at, buffers.rest(2), count) : means + at;
      long v = last ? stage(variances + at, buffers.rest(3), count) : variances + at;
      adam(factors, nothing, first, second, third, m, v, theta, size);
      if (last) {
        Lanes.unstage(theta, to + at, count);
        Lanes.unstage(m, means + at, count);
        Lanes.unstage(v, variances + at, count);
      }
    }
  }

  private static void adam(
      AdamFactors factors,
      long nothing,
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
    long from2 = second;
    long from3 = third;
    long step2 = second == nothing ? 0 : BYTES;
    long step3 = third == nothing ? 0 : BYTES;
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector theta = fromMemorySegment(SPECIES, MEMORY, parameters + at, ORDER);
      FloatVector g =
          fromMemorySegment(SPECIES, MEMORY, first + at, ORDER)
              .add(fromMemorySegment(SPECIES, MEMORY, from2, ORDER))
              .add(fromMemorySegment(SPECIES, MEMORY, from3, ORDER));
      from2 += step2;
      from3 += step3;
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
