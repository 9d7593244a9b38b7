package dev.gatun.engine.java;

/// How far float32 may be from the exact normalization of some numbers and its gradients.
///
/// With `u` the unit roundoff, `k` numbers and `d = x − mean`: a mean of float32 is off by `μ =
/// γₖ₊₁ Σ|x|/k`; a difference by `δ = μ + u(|d| + μ)`; the variance by `ν = γₖ₊₃ Σd²/k + Σ(2|d|δ +
/// δ²)/k`, so `1/σ` relatively by `ρ = ν/(2σ²) + 4u` to first order, and `x̂ = d/σ` by `δ/σ +
/// |x̂|ρ`. The rest adds these up through sums of products, each with its own `γ`. Where the
/// moments are given, μ and ν are 0. All is doubled for what is of second order.
final class NormalizationBounds {
  private static final double U = Sample.UNIT;

  private final int count;
  private final double sigma;

  /// Relative error of what is divided by σ.
  private final double rho;

  private final double[] normal;
  private final double[] normalError;

  private NormalizationBounds(double[] x, double mean, double sigma, double mu, boolean given) {
    count = x.length;
    this.sigma = sigma;
    normal = new double[count];
    normalError = new double[count];
    double squares = 0;
    double crossed = 0;
    for (double value : x) {
      double d = Math.abs(value - mean);
      double delta = mu + U * (d + mu);
      squares += d * d;
      crossed += 2 * d * delta + delta * delta;
    }
    double nu = given ? 0 : (Sample.gamma(count + 3) * squares + crossed) / count;
    rho = nu / (2 * sigma * sigma) + 4 * U;
    for (int i = 0; i < count; i++) {
      double d = x[i] - mean;
      normal[i] = d / sigma;
      normalError[i] = (mu + U * (Math.abs(d) + mu)) / sigma + Math.abs(normal[i]) * rho;
    }
  }

  /// Bounds where the moments are computed from the numbers.
  static NormalizationBounds of(double[] x, double epsilon) {
    double sum = 0;
    double absolute = 0;
    for (double value : x) {
      sum += value;
      absolute += Math.abs(value);
    }
    double mean = sum / x.length;
    double squares = 0;
    for (double value : x) {
      squares += (value - mean) * (value - mean);
    }
    double mu = Sample.gamma(x.length + 1) * absolute / x.length;
    double sigma = Math.sqrt(squares / x.length + epsilon);
    return new NormalizationBounds(x, mean, sigma, mu, false);
  }

  /// Bounds where the moments are given.
  static NormalizationBounds given(double[] x, double mean, double variance, double epsilon) {
    return new NormalizationBounds(x, mean, Math.sqrt(variance + epsilon), 0, true);
  }

  /// {@return the bound of the mean}
  static double mean(double[] x) {
    double absolute = 0;
    for (double value : x) {
      absolute += Math.abs(value);
    }
    return 2 * Sample.gamma(x.length + 1) * absolute / x.length;
  }

  /// {@return the bound of the variance}
  double variance() {
    return 2 * 2 * (rho - 3 * U) * sigma * sigma;
  }

  /// {@return the bound of `x̂·gain + bias`}
  double y(int i, double gain, double bias) {
    double product = Math.abs(gain) * (normalError[i] + 2 * U * Math.abs(normal[i]));
    return 2 * (product + U * (Math.abs(normal[i] * gain) + Math.abs(bias)));
  }

  /// {@return the bound of a term of `Σ dy·x̂`, of so many terms}
  double gainTerm(int i, double dy, int terms) {
    double magnitude = Math.abs(dy * normal[i]);
    return 2 * (Math.abs(dy) * normalError[i] + Sample.gamma(terms + 2) * magnitude);
  }

  /// {@return the bounds of `(g − Σg/k − x̂·Σ(g·x̂)/k)/σ`, `g` being known to 2u}
  double[] dx(double[] g) {
    double sumError = 0;
    double productError = 0;
    double sum = 0;
    double product = 0;
    for (int i = 0; i < count; i++) {
      double magnitude = Math.abs(g[i]);
      sum += magnitude / count;
      product += magnitude * Math.abs(normal[i]) / count;
      sumError += Sample.gamma(count + 4) * magnitude / count;
      productError += magnitude * normalError[i] / count;
    }
    productError += Sample.gamma(count + 6) * product;
    double[] bounds = new double[count];
    for (int i = 0; i < count; i++) {
      double x = Math.abs(normal[i]);
      double magnitude = Math.abs(g[i]) + sum + x * product;
      double error = sumError + x * productError + normalError[i] * product;
      bounds[i] = 2 * (error + (8 * U + rho) * magnitude) / sigma;
    }
    return bounds;
  }
}
