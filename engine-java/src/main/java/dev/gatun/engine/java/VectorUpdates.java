package dev.gatun.engine.java;

import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.count;
import static dev.gatun.engine.java.Lanes.load;
import static dev.gatun.engine.java.Lanes.store;

import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Updates of parameters in one pass, the partial gradients added up on the way.
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
    long first = gradients[0].address();
    long second = gradients.length > 1 ? gradients[1].address() : 0;
    long slot = velocity == null ? 0 : velocity.address();
    long to = parameters.address();
    long bytes = 4 * parameters.size();
    FloatVector fall = FloatVector.broadcast(SPECIES, -rate);
    FloatVector inertia = FloatVector.broadcast(SPECIES, momentum);
    FloatVector pull = FloatVector.broadcast(SPECIES, decay);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector theta = load(to + at, count);
      FloatVector g = load(first + at, count);
      if (second != 0) {
        g = g.add(load(second + at, count));
      }
      for (int t = 2; t < gradients.length; t++) {
        g = g.add(load(gradients[t].address() + at, count));
      }
      g = theta.fma(pull, g);
      if (slot != 0) {
        FloatVector v = load(slot + at, count).fma(inertia, g);
        store(v, slot + at, count);
        g = nesterov ? v.fma(inertia, g) : v;
      }
      store(g.fma(fall, theta), to + at, count);
    }
  }

  static void adam(
      AdamFactors factors, Tensor[] gradients, Tensor mean, Tensor variance, Tensor parameters) {
    long first = gradients[0].address();
    long second = gradients.length > 1 ? gradients[1].address() : 0;
    long means = mean.address();
    long variances = variance.address();
    long to = parameters.address();
    long bytes = 4 * parameters.size();
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
      int count = count(bytes - at);
      FloatVector theta = load(to + at, count);
      FloatVector g = load(first + at, count);
      if (second != 0) {
        g = g.add(load(second + at, count));
      }
      for (int t = 2; t < gradients.length; t++) {
        g = g.add(load(gradients[t].address() + at, count));
      }
      g = theta.fma(pull, g);
      FloatVector m = load(means + at, count).mul(beta1);
      m = g.fma(rest1, m);
      FloatVector v = load(variances + at, count).mul(beta2);
      v = g.mul(g).fma(rest2, v);
      store(m, means + at, count);
      store(v, variances + at, count);
      FloatVector root = v.sqrt().fma(rootScale, epsilon);
      store(theta.fma(shrink, m.mul(fall).div(root)), to + at, count);
    }
  }
}
