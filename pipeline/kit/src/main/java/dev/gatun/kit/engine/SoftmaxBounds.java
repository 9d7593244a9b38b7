package dev.gatun.kit.engine;

/// How far softmax and its relatives may be off.
///
/// With `d = x − max`, rounded once, each exponential has a relative error of `8u + u|d|` (4 units
/// in the last place are at most 8u), and their sum S that of its terms on the average, and γₖ.
final class SoftmaxBounds {
  private static final double EXP = 8;

  /// A row of scores: its exact softmax, the distances to its maximum, and the relative error of
  /// the sum of its exponentials.
  private record Row(double[] distances, double[] softmax, double sum, double sumError) {
    static Row of(Precision precision, double[] x, int from, int columns) {
      double maximum = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        maximum = Math.max(maximum, x[from + j]);
      }
      double[] distances = new double[columns];
      double[] softmax = new double[columns];
      double sum = 0;
      double error = 0;
      for (int j = 0; j < columns; j++) {
        distances[j] = maximum - x[from + j];
        softmax[j] = Math.exp(-distances[j]);
        sum += softmax[j];
        error += softmax[j] * (EXP + distances[j]) * precision.roundoff();
      }
      for (int j = 0; j < columns; j++) {
        softmax[j] /= sum;
      }
      return new Row(distances, softmax, sum, error / sum + precision.gamma(columns));
    }

    /// The exponential, the sum, and the division.
    double error(Precision precision, int j) {
      double relative = (EXP + distances[j] + 2) * precision.roundoff() + sumError;
      return softmax[j] * relative * 1.01 + precision.ulps(4, 0);
    }

    /// `d`, the logarithm of the sum to 4 units in the last place, and their difference.
    double logError(Precision precision, int j) {
      double logarithm = Math.log(sum);
      return (distances[j] * 2 + logarithm * (EXP + 1)) * precision.roundoff()
          + sumError * 1.01
          + precision.ulps(4, 0);
    }
  }

  /// The bound of each element of a row.
  @FunctionalInterface
  private interface Element {
    double of(Precision precision, Row row, int j);
  }

  private SoftmaxBounds() {}

  static Bound softmax() {
    return basis -> rows(basis, (precision, row, j) -> row.error(precision, j));
  }

  static Bound logSoftmax() {
    return basis -> rows(basis, (precision, row, j) -> row.logError(precision, j));
  }

  private static double[][] rows(Bound.Basis basis, Element element) {
    int columns = basis.sample().operand("x").shape().columns();
    double[] bound = new double[basis.expected()[0].length];
    for (int from = 0; from < bound.length; from += columns) {
      Row row = Row.of(basis.precision(), basis.values("x"), from, columns);
      for (int j = 0; j < columns; j++) {
        bound[from + j] = element.of(basis.precision(), row, j);
      }
    }
    return new double[][] {bound};
  }

  /// `y·dy − y·Σ dy·y`: products of three factors, the sum's roundings, a subtraction.
  static Bound gradient() {
    return gradient((basis, y, sums, i) ->
        Math.abs(y) * (Math.abs(basis.values("dy")[i]) + sums.products()) * 1.01);
  }

  /// `dy − e^y·Σ dy`: the exponential counts as eight roundings.
  static Bound logGradient() {
    return gradient(
        (basis, y, sums, i) -> Math.abs(basis.values("dy")[i]) + Math.exp(y) * sums.plain() * 1.01);
  }

  private record Sums(double plain, double products) {}

  @FunctionalInterface
  private interface Terms {
    double of(Bound.Basis basis, double y, Sums sums, int i);
  }

  private static Bound gradient(Terms terms) {
    return basis -> {
      double[] y = basis.values("y");
      double[] dy = basis.values("dy");
      int columns = basis.sample().operand("y").shape().columns();
      double[] bound = new double[y.length];
      for (int from = 0; from < y.length; from += columns) {
        double plain = 0;
        double products = 0;
        for (int i = from; i < from + columns; i++) {
          plain += Math.abs(dy[i]);
          products += Math.abs(dy[i] * y[i]);
        }
        Sums sums = new Sums(plain, products);
        for (int i = from; i < from + columns; i++) {
          bound[i] = basis.precision().sum(columns + 12, terms.of(basis, y[i], sums, i));
        }
      }
      return new double[][] {bound};
    };
  }

  /// A loss is an element of the logarithm; the gradient a softmax, less 1 at the label, times the
  /// seed: two more roundings.
  static Bound crossEntropy() {
    return basis -> {
      Precision precision = basis.precision();
      int columns = basis.sample().operand("x").shape().columns();
      double[] labels = basis.values("labels");
      double[] seeds = basis.values("seeds");
      double[][] bounds = new double[basis.expected().length][];
      bounds[0] = new double[labels.length];
      if (bounds.length > 1) {
        bounds[1] = new double[labels.length * columns];
      }
      for (int i = 0; i < labels.length; i++) {
        Row row = Row.of(precision, basis.values("x"), i * columns, columns);
        int label = (int) labels[i];
        bounds[0][i] = label >= 0 && label < columns ? row.logError(precision, label) : 0;
        for (int j = 0; bounds.length > 1 && j < columns; j++) {
          double expected = basis.expected()[1][i * columns + j];
          bounds[1][i * columns + j] =
              Math.abs(seeds[i]) * row.error(precision, j) + precision.sum(2, Math.abs(expected));
        }
      }
      return bounds;
    };
  }
}
