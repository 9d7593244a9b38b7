package dev.gatun.engine.java.linear;

import java.util.List;

/// An orthogonal matrix as a product, `Q₁·Q₂·…·diag(Wᵀ, I)`: reflections that brought another
/// matrix to a simple form, and what diagonalized that form.
///
/// @param size rows and columns
/// @param reflectors Q₁, Q₂ and so on
/// @param inner W, its rows being vectors of the simple form, at most as many as `size`
record OrthogonalFactor(int size, List<Reflectors> reflectors, double[][] inner) {

  /// {@return the first columns, `[size, count]`}
  double[][] columns(int count) {
    double[][] result = Matrices.identity(size, count);
    for (int i = 0; i < inner.length; i++) {
      for (int j = 0; j < Math.min(inner.length, count); j++) {
        result[i][j] = inner[j][i];
      }
    }
    reflectors.reversed().forEach(each -> each.apply(result, count));
    return result;
  }

  /// {@return the product of the first columns with a matrix}
  ///
  /// @param y `[r, count]`, r being the rows of W; not modified
  /// @param count its columns
  double[][] times(double[][] y, int count) {
    double[][] result = new double[size][count];
    for (int i = 0; i < inner.length; i++) {
      for (int j = 0; j < inner.length; j++) {
        Matrices.addRow(inner[j][i], y[j], 0, count, result[i]);
      }
    }
    reflectors.reversed().forEach(each -> each.apply(result, count));
    return result;
  }

  /// {@return the product of the first columns, transposed, with a matrix: `[r, count]`, r being
  /// the rows of W}
  ///
  /// @param b `[size, count]`; overwritten with intermediate results
  /// @param count its columns
  double[][] transposedTimes(double[][] b, int count) {
    reflectors.forEach(each -> each.applyTransposed(b, count));
    double[][] result = new double[inner.length][count];
    for (int i = 0; i < inner.length; i++) {
      Matrices.addRows(inner[i], b, 0, 0, count, result[i]);
    }
    return result;
  }
}
