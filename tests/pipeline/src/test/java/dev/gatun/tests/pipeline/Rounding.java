package dev.gatun.tests.pipeline;

import java.util.Map;

/// How far float32 may be from exact arithmetic for `loss[i] = Σⱼ seed[i, j]·f(x·w + b)[i, j]`, to
/// first order, element by element.
///
/// Source: Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., eq. 3.5 for sums;
/// functions are accurate to 4 units in the last place by the contract of the kernels, their
/// gradients to 4 of the largest intermediate result.
public final class Rounding {
  private static final double UNIT = 0x1p-24;

  private final int n;
  private final int features;
  private final int units;
  private final double[] x;
  private final double[] w;
  private final double[] b;
  private final Activation activation;

  Rounding(int n, double[] x, double[] w, double[] b, Activation activation) {
    this.n = n;
    this.units = b.length;
    this.features = w.length / units;
    this.x = x;
    this.w = w;
    this.b = b;
    this.activation = activation;
  }

  public static double gamma(int k) {
    return k * UNIT / (1 - k * UNIT);
  }

  private double preActivation(int row, int unit, boolean magnitude) {
    double sum = magnitude ? Math.abs(b[unit]) : b[unit];
    for (int k = 0; k < features; k++) {
      double term = x[row * features + k] * w[k * units + unit];
      sum += magnitude ? Math.abs(term) : term;
    }
    return sum;
  }

  /// {@return the bound on the error of one `x·w + b`}
  double ofPreActivation(int row, int unit) {
    return gamma(features + 2) * preActivation(row, unit, true);
  }

  /// {@return the bounds on the losses, if the seeds are `p[j]`}
  double[] ofLosses(double[] p) {
    double[] bounds = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < units; j++) {
        double z = preActivation(i, j, false);
        double y = activation.f.applyAsDouble(z);
        double slope = Math.abs(activation.slope.applyAsDouble(z));
        bounds[i] +=
            Math.abs(p[j])
                * (slope * ofPreActivation(i, j) + gamma(8 + units) * Math.max(Math.abs(y), 1));
      }
    }
    return bounds;
  }

  /// {@return the bounds on the gradients `first.weight` and `first.bias` of the mean loss, if the
  /// seeds are `p[j]`}
  Map<String, double[]> ofGradients(double[] p) {
    double[] weight = new double[w.length];
    double[] bias = new double[units];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < units; j++) {
        double z = preActivation(i, j, false);
        double slope = Math.abs(activation.slope.applyAsDouble(z));
        double moved = Math.abs(activation.curvature.applyAsDouble(z)) * ofPreActivation(i, j);
        // 16: the function and its gradient to 4 units each, doubled by squares, and four products.
        double bound = Math.abs(p[j]) / n * (moved + gamma(n + 1 + 16) * Math.max(slope, 1));
        bias[j] += bound;
        for (int k = 0; k < features; k++) {
          weight[k * units + j] += Math.abs(x[i * features + k]) * bound;
        }
      }
    }
    return Map.of("first.weight", weight, "first.bias", bias);
  }
}
