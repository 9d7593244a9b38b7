package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A decomposition that an engine has made, and what is required of every one.
///
/// Bounds are multiples of `ε = c·max(m, n)·u`, as backward stable methods keep them (LAPACK Users'
/// Guide, 3rd ed., section 4; Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed.,
/// chapters 10, 19 and 20, where c is larger). LAPACK's own tests allow c = 30 and more with twice
/// this u (`TESTING/dtest.in`, `svd.in`); 5.3 is the most that was seen here.
final class Decomposed {
  private static final int MODEST = 30;

  private final Sample sample;
  private final Map<String, Matrix> matrices;
  private final double epsilon;
  private final int outcome;

  private Decomposed(
      Sample sample, Map<String, Matrix> matrices, double epsilon, @Nullable Object outcome) {
    this.sample = sample;
    this.matrices = matrices;
    this.epsilon = epsilon;
    this.outcome = outcome instanceof Integer number ? number : 0;
  }

  /// Calls an operation.
  static Decomposed of(Trial trial, Sample sample) {
    trial.recycle();
    Loaded loaded = trial.load(sample);
    Object outcome = loaded.call(trial.engine(), loaded.arguments());
    return of(loaded, outcome);
  }

  private static Decomposed of(Loaded loaded, @Nullable Object outcome) {
    Map<String, Matrix> matrices = new HashMap<>();
    for (Operand operand : loaded.operands()) {
      double[] values = loaded.values(operand.name());
      int rows = operand.shape().rows();
      int columns = operand.shape().columns();
      matrices.put(operand.name(), new Matrix(rows, columns, values));
    }
    Operand first = loaded.operands().getFirst();
    double epsilon =
        epsilon(loaded.tensor(0).type(), first.shape().rows(), first.shape().columns());
    return new Decomposed(loaded.sample(), matrices, epsilon, outcome);
  }

  static double epsilon(ElementType type, int m, int n) {
    return MODEST * Math.max(1, Math.max(m, n)) * Precision.of(type).roundoff();
  }

  static Operand in(String name, Matrix matrix, ElementType type) {
    return Operand.in(name, matrix.values(), matrix.rows(), matrix.columns()).of(type);
  }

  static Operand out(String name, ElementType type, int... extents) {
    return Operand.out(name, extents).of(type);
  }

  Matrix matrix(String name) {
    Matrix matrix = matrices.get(name);
    if (matrix == null) {
      throw new IllegalArgumentException(sample.operation() + " has no " + name);
    }
    return matrix;
  }

  /// {@return the number that the operation returned, 0 for none}
  int outcome() {
    return outcome;
  }

  double epsilon() {
    return epsilon;
  }

  /// Requires that a matrix is as it should be, element by element.
  void near(String what, Matrix expected, Matrix found, double bound) {
    for (int i = 0; i < expected.rows(); i++) {
      for (int j = 0; j < expected.columns(); j++) {
        double error = Math.abs(expected.at(i, j) - found.at(i, j));
        Require.that(
            error <= bound,
            "%s: %s[%d, %d] must be %s, got %s, which is off by %.3g where %.3g is allowed",
            sample,
            what,
            i,
            j,
            expected.at(i, j),
            found.at(i, j),
            error,
            bound);
      }
    }
  }

  /// Requires that the columns of a matrix are orthogonal and of length 1.
  void orthonormalColumns(String name) {
    Matrix q = matrix(name);
    near(
        "%sᵀ·%s".formatted(name, name),
        Matrices.identity(q.columns()),
        q.transposed().times(q),
        epsilon);
  }

  /// Requires that the rows of a matrix are orthogonal and of length 1.
  void orthonormalRows(String name) {
    Matrix q = matrix(name);
    near(
        "%s·%sᵀ".formatted(name, name),
        Matrices.identity(q.rows()),
        q.times(q.transposed()),
        epsilon);
  }

  /// Requires exact zeros above the diagonal, or below.
  void zeros(String name, boolean above) {
    Matrix matrix = matrix(name);
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        Require.that(
            (above ? j <= i : i <= j) || matrix.at(i, j) == 0,
            "%s: %s[%d, %d] must be 0, got %s",
            sample,
            name,
            i,
            j,
            matrix.at(i, j));
      }
    }
  }

  /// Requires that numbers ascend, or descend.
  void sorted(String name, boolean ascending) {
    double[] values = matrix(name).values();
    for (int i = 1; i < values.length; i++) {
      Require.that(
          ascending ? values[i - 1] <= values[i] : values[i - 1] >= values[i],
          "%s: %s must %s, got %s before %s at %d",
          sample,
          name,
          ascending ? "ascend" : "descend",
          values[i - 1],
          values[i],
          i);
    }
  }

  /// Requires something else.
  void that(boolean holds, String sentence, @Nullable Object... arguments) {
    List<@Nullable Object> all = new ArrayList<>();
    all.add(sample);
    all.addAll(Arrays.asList(arguments));
    Require.that(holds, "%s: " + sentence, all.toArray());
  }
}
