package dev.gatun.kit.engine;

import java.util.function.IntUnaryOperator;

/// How far normalized numbers, their moments and gradients may be off.
///
/// A mean of k numbers sums its terms: `γₖ₊₁ mean|x|`. The squares of `x − mean` add up to the
/// variance; the mean's error `δ` only adds `δ²`, for the differences add up to 0. Half the
/// relative error of `variance + ε` is that of its inverse root. The rest are products and sums. 1%
/// covers what is of second order.
final class NormalizationBounds {
  private static final double SECOND_ORDER = 1.01;

  private final Bound.Basis basis;
  private final Precision precision;
  private final Standardized data;
  private final boolean given;
  private final double epsilon;

  private NormalizationBounds(Bound.Basis basis, Standardized data, boolean given, double epsilon) {
    this.basis = basis;
    this.precision = basis.precision();
    this.data = data;
    this.given = given;
    this.epsilon = epsilon;
  }

  private static NormalizationBounds byRows(Bound.Basis basis) {
    int columns = basis.sample().operand("x").shape().columns();
    Standardized data = Standardized.byRows(basis.values("x"), columns);
    return new NormalizationBounds(basis, data, false, basis.sample().scalar(0));
  }

  private static NormalizationBounds byChannels(Bound.Basis basis, boolean given, double epsilon) {
    int columns = basis.sample().operand("x").shape().columns();
    int channels = basis.sample().operand("mean").shape().columns();
    Standardized data = Standardized.byChannels(basis.values("x"), columns, channels);
    return new NormalizationBounds(basis, data, given, epsilon);
  }

  static Bound layerNorm() {
    return basis -> {
      int columns = basis.sample().operand("x").shape().columns();
      return byRows(basis).outputs(i -> i % columns);
    };
  }

  static Bound batchNorm() {
    return basis -> {
      NormalizationBounds bounds = byChannels(basis, true, basis.sample().scalar(0));
      return bounds.outputs(bounds.data::group);
    };
  }

  static Bound layerNormGradient() {
    return basis -> {
      int columns = basis.sample().operand("x").shape().columns();
      return byRows(basis).gradients(i -> i % columns);
    };
  }

  static Bound batchNormGradient() {
    return basis -> {
      NormalizationBounds bounds = byChannels(basis, true, basis.sample().scalar(0));
      return bounds.gradients(bounds.data::group);
    };
  }

  static Bound moments() {
    return basis -> {
      NormalizationBounds bounds = byChannels(basis, false, 0);
      int channels = basis.expected()[0].length;
      double[][] errors = new double[2][channels];
      for (int channel = 0; channel < channels; channel++) {
        errors[0][channel] = bounds.meanError(channel);
        errors[1][channel] = bounds.varianceError(channel);
      }
      return errors;
    };
  }

  private double meanError(int group) {
    return given ? 0 : precision.sum(data.count() + 1, data.magnitude(group));
  }

  private double varianceError(int group) {
    double mean = meanError(group);
    double cross = 4 * precision.roundoff() * mean * Math.sqrt(data.variance(group));
    return given
        ? 0
        : precision.sum(data.count() + 4, data.variance(group))
            + (mean * mean + cross) * SECOND_ORDER;
  }

  private double variance(int i) {
    return given ? basis.values("variance")[data.group(i)] : data.variance(data.group(i));
  }

  private double mean(int i) {
    return given ? basis.values("mean")[data.group(i)] : data.mean(data.group(i));
  }

  private double inverse(int i) {
    return 1 / Math.sqrt(variance(i) + epsilon);
  }

  /// The relative error of the inverse root.
  private double inverseError(int i) {
    return varianceError(data.group(i)) / (variance(i) + epsilon) / 2 + precision.gamma(4);
  }

  private double normalized(int i) {
    return (basis.values("x")[i] - mean(i)) * inverse(i);
  }

  /// Where the mean is given, `x·scale − mean·scale` is as good as `(x − mean)·scale`.
  private double normalizedError(int i) {
    double size = Math.abs(basis.values("x")[i]) + Math.abs(mean(i));
    double centered = given ? size : Math.abs(data.centered(i));
    double centeredError = meanError(data.group(i)) + precision.sum(2, centered);
    return inverse(i) * centeredError + Math.abs(normalized(i)) * (inverseError(i) + gamma(2));
  }

  private double gamma(int k) {
    return precision.gamma(k);
  }

  private double[][] outputs(IntUnaryOperator parameter) {
    double[] bound = new double[basis.expected()[0].length];
    for (int i = 0; i < bound.length; i++) {
      double gain = Math.abs(basis.values("gain")[parameter.applyAsInt(i)]);
      double bias = Math.abs(basis.values("bias")[parameter.applyAsInt(i)]);
      double terms = gain * Math.abs(normalized(i)) + bias;
      bound[i] = (gain * normalizedError(i) + precision.sum(3, terms)) * SECOND_ORDER;
    }
    return new double[][] {bound};
  }

  /// With `g = dy·gain` and `z` the normalized: `dx = (g − mean(g) − z·mean(g·z)) / √(…)`, `dgain =
  /// Σ dy·z`, `dbias = Σ dy`.
  private double[][] gradients(IntUnaryOperator parameter) {
    double[] dy = basis.values("dy");
    int parameters = basis.values("gain").length;
    int terms = parameters == 0 ? 0 : dy.length / parameters;
    double[][] bounds = {new double[dy.length], new double[parameters], new double[parameters]};
    Means means = new Means(dy.length, data);
    for (int i = 0; i < dy.length; i++) {
      int j = parameter.applyAsInt(i);
      double g = Math.abs(dy[i] * basis.values("gain")[j]);
      double z = Math.abs(normalized(i));
      means.add(i, g, g * z, g * normalizedError(i));
      bounds[1][j] += Math.abs(dy[i]) * (normalizedError(i) + gamma(terms + 3) * z) * SECOND_ORDER;
      bounds[2][j] += gamma(terms) * Math.abs(dy[i]);
    }
    for (int i = 0; i < dy.length; i++) {
      double g = Math.abs(dy[i] * basis.values("gain")[parameter.applyAsInt(i)]);
      bounds[0][i] = inputGradient(i, g, means);
    }
    return bounds;
  }

  private double inputGradient(int i, double g, Means means) {
    int group = data.group(i);
    double z = Math.abs(normalized(i));
    double size = g + means.plain[group] + z * means.products[group];
    double inherited = normalizedError(i) * means.products[group] + z * means.errors[group];
    return inverse(i)
        * (inherited + size * (gamma(data.count() + 8) + inverseError(i)))
        * SECOND_ORDER;
  }

  /// Each group's means of `|g|`, of `|g·z|`, and of the error of `g·z`.
  private static final class Means {
    private final Standardized data;
    private final double[] plain;
    private final double[] products;
    private final double[] errors;

    Means(int size, Standardized data) {
      int groups = data.count() == 0 ? 0 : size / data.count();
      this.data = data;
      this.plain = new double[groups];
      this.products = new double[groups];
      this.errors = new double[groups];
    }

    void add(int i, double g, double product, double error) {
      plain[data.group(i)] += g / data.count();
      products[data.group(i)] += product / data.count();
      errors[data.group(i)] += error / data.count();
    }
  }
}
