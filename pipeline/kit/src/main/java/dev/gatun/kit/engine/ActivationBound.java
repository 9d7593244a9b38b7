package dev.gatun.kit.engine;

import dev.gatun.engine.Unary;
import java.util.Arrays;

/// How far `f(x + bias)` may be off: 4 units in the last place of the result, or as far as the
/// rounding of `x + bias` moves it, by the greater slope of the two ends.
///
/// @param unary f
record ActivationBound(UnaryCase unary) implements Bound {
  @Override
  public double[][] of(Basis basis) {
    Sample sample = basis.sample();
    double[] x = basis.values("x");
    double[] bias = basis.values("bias");
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double sum = x[i] + bias[i % bias.length];
      double rounding = Math.abs(sum) * basis.precision().roundoff();
      low[i] = sum - rounding;
      high[i] = sum + rounding;
    }
    double[] zeros = new double[bias.length];
    double[] least = basis.reference().outputs(sample.with("x", low).with("bias", zeros))[0];
    double[] most = basis.reference().outputs(sample.with("x", high).with("bias", zeros))[0];
    double[] bound = own(basis);
    for (int i = 0; i < bound.length; i++) {
      bound[i] += Math.abs(most[i] - least[i]);
    }
    return new double[][] {bound};
  }

  private double[] own(Basis basis) {
    if (unary.f() != Unary.AFFINE) {
      double[] bound = basis.expected()[0].clone();
      Arrays.setAll(bound, i -> basis.precision().ulps(4, bound[i]));
      return bound;
    }
    return Bound.sums(basis, 3, basis.sample().absolute())[0];
  }

  /// `dx` as in the gradient alone; the sum of `n` rounded elements of `dx` besides.
  static double[][] gradient(Bound.Basis basis, UnaryCase unary) {
    double[] dx = unary.gradientBound().of(basis)[0];
    int columns = basis.expected()[1].length;
    double[] sums = new double[columns];
    double[] errors = new double[columns];
    for (int i = 0; i < dx.length; i++) {
      sums[i % columns] += Math.abs(basis.expected()[0][i]);
      errors[i % columns] += dx[i];
    }
    int rows = columns == 0 ? 0 : dx.length / columns;
    Arrays.setAll(errors, j -> errors[j] * 1.01 + basis.precision().sum(rows, sums[j]));
    return new double[][] {dx, errors};
  }
}
