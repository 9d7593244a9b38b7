package dev.gatun.kit.engine;

/// A matrix in float64, outside any engine.
///
/// @param rows how many rows
/// @param columns how many columns
/// @param values its elements by rows
record Matrix(int rows, int columns, double[] values) {
  private static final int ITERATIONS = 20;

  /// Tells the element in a row and a column.
  @FunctionalInterface
  interface Element {
    double at(int row, int column);
  }

  static Matrix of(int rows, int columns, Element element) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = element.at(i, j);
      }
    }
    return new Matrix(rows, columns, values);
  }

  /// {@return a matrix of one column}
  static Matrix column(double... values) {
    return new Matrix(values.length, 1, values);
  }

  double at(int row, int column) {
    return values[row * columns + column];
  }

  Matrix transposed() {
    return of(columns, rows, (i, j) -> at(j, i));
  }

  /// {@return these leading rows and columns}
  Matrix leading(int newRows, int newColumns) {
    return of(newRows, newColumns, this::at);
  }

  /// {@return this column alone}
  Matrix only(int column) {
    return of(rows, 1, (i, _) -> at(i, column));
  }

  /// {@return the symmetric matrix of this lower triangle}
  Matrix mirrored() {
    return of(rows, columns, (i, j) -> i < j ? at(j, i) : at(i, j));
  }

  Matrix times(double factor) {
    return of(rows, columns, (i, j) -> at(i, j) * factor);
  }

  /// {@return each column times a number of its own}
  Matrix timesDiagonal(double... diagonal) {
    return of(rows, columns, (i, j) -> at(i, j) * diagonal[j]);
  }

  Matrix plus(Matrix other) {
    return of(rows, columns, (i, j) -> at(i, j) + other.at(i, j));
  }

  Matrix minus(Matrix other) {
    return of(rows, columns, (i, j) -> at(i, j) - other.at(i, j));
  }

  Matrix times(Matrix right) {
    Matrix turned = right.transposed();
    double[] a = values;
    double[] b = turned.values;
    return of(rows, right.columns, (i, j) -> dot(a, i * columns, b, j * columns, columns));
  }

  /// {@return the product of two rows, as exact as if it had been computed in twice the precision}
  ///
  /// Source: Ogita, Rump, Oishi, *Accurate sum and dot product* (2005), algorithm 5.3.
  private static double dot(double[] a, int fromA, double[] b, int fromB, int count) {
    double sum = 0;
    double lost = 0;
    for (int k = 0; k < count; k++) {
      double left = a[fromA + k];
      double right = b[fromB + k];
      double term = left * right;
      double next = sum + term;
      double part = next - sum;
      lost += Math.fma(left, right, -term) + ((sum - (next - part)) + (term - part));
      sum = next;
    }
    return sum + lost;
  }

  /// {@return the greatest magnitude; NaN where an element is}
  double largest() {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /// {@return the Euclidean length of a column}
  double length(int column) {
    double length = 0;
    for (int i = 0; i < rows; i++) {
      length = Math.hypot(length, at(i, column));
    }
    return length;
  }

  /// {@return the greatest singular value, or a little less: by power iteration}
  double norm() {
    double scale = largest();
    if (!(scale > 0 && Double.isFinite(scale))) {
      return scale;
    }
    Matrix scaled = times(1 / scale);
    Matrix turned = scaled.transposed();
    Matrix vector = of(columns, 1, (i, _) -> 1 + 0.37 * (i % 5));
    double value = 0;
    for (int i = 0; i < ITERATIONS && vector.length(0) > 0; i++) {
      vector = turned.times(scaled.times(vector.times(1 / vector.length(0))));
      value = vector.length(0);
    }
    return scale * Math.max(1, Math.sqrt(value));
  }
}
