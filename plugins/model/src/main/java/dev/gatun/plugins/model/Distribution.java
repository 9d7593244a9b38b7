package dev.gatun.plugins.model;

import java.util.random.RandomGenerator;

/// How random numbers of a given variance are distributed around 0.
public enum Distribution {
  /// Equally, between two limits.
  UNIFORM,
  /// By a normal distribution.
  NORMAL;

  void fill(double deviation, RandomGenerator random, double[] values) {
    switch (this) {
      case UNIFORM -> Uniform.fill(Math.sqrt(3) * deviation, random, values);
      case NORMAL -> Normal.fill(deviation, random, values);
    }
  }
}
