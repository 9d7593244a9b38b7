package dev.gatun.kit.engine;

/// How far Adam's results may be off.
///
/// `m` sums its terms. `v` adds `(1−β₂)g²`, where an error `e` of `g` weighs `2|g|e + e²`. The step
/// is `m/c₁ / (√(v/c₂) + ε)`: it inherits the relative errors of `m` and of the denominator, whose
/// root halves that of `v`, and adds five roundings of its own; θ adds its terms.
///
/// @param parts how many gradients are added
record AdamBound(int parts) implements Bound {
  @Override
  public double[][] of(Basis basis) {
    double[] theta = basis.values("parameters");
    double[] mean = basis.values("mean");
    double[] variance = basis.values("variance");
    double[][] bounds = new double[3][theta.length];
    for (int i = 0; i < theta.length; i++) {
      element(basis, i, theta[i], mean[i], variance[i], bounds);
    }
    return bounds;
  }

  private void element(
      Basis basis, int i, double theta, double mean, double variance, double[][] bounds) {
    Sample sample = basis.sample();
    Precision precision = basis.precision();
    double beta1 = sample.scalar(1);
    double beta2 = sample.scalar(2);
    double epsilon = sample.scalar(3);
    double decay = sample.scalar(4);
    double step = sample.scalar(6);
    double gradient = Math.abs(decay * theta);
    for (int part = 0; part < parts; part++) {
      gradient += Math.abs(basis.values("gradients" + part)[i]);
    }
    double gradientError = precision.sum(parts + 3, gradient);
    double m = beta1 * Math.abs(mean) + (1 - beta1) * gradient;
    double mError = precision.sum(parts + 6, m);
    double v = basis.expected()[1][i];
    double vError =
        (1 - beta2) * gradientError * (2 * gradient + gradientError)
            + precision.sum(4, beta2 * variance + (1 - beta2) * gradient * gradient);
    double correction1 = 1 - Math.pow(beta1, step);
    double root = Math.sqrt(v / (1 - Math.pow(beta2, step)));
    double denominator = root + epsilon;
    double relative = vError / v / 2 * root / denominator + precision.gamma(5);
    double change =
        (mError + Math.abs(basis.expected()[0][i]) * relative) / correction1 / denominator;
    double rate = sample.scalar(0);
    double size = rate * m / correction1 / denominator;
    bounds[0][i] = mError;
    bounds[1][i] = vError;
    bounds[2][i] = 1.01 * rate * change + precision.sum(5, Math.abs(theta) + size);
  }
}
