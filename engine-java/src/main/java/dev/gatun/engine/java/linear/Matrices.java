package dev.gatun.engine.java.linear;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;

/// Matrices in double precision as arrays of rows, the form that linear algebra works in: the JIT
/// vectorizes loops over two rows with one index, which it does not over parts of one array.
final class Matrices {
  private Matrices() {}

  /// {@return a copy of a tensor's rows}
  ///
  /// @param x F32 or F64
  static double[][] read(Tensor x) {
    int columns = x.columns();
    double[][] rows = new double[x.rows()][columns];
    float[] single = new float[x.type() == ElementType.F32 ? columns : 0];
    for (int i = 0; i < rows.length; i++) {
      long from = (long) i * columns * x.type().bytes();
      if (x.type() == ElementType.F64) {
        MemorySegment.copy(x.segment(), JAVA_DOUBLE, from, rows[i], 0, columns);
      } else {
        MemorySegment.copy(x.segment(), JAVA_FLOAT, from, single, 0, columns);
        for (int j = 0; j < columns; j++) {
          rows[i][j] = single[j];
        }
      }
    }
    return rows;
  }

  /// Overwrites a tensor with the leading part of a matrix, rounded to the tensor's type.
  ///
  /// @param a at least as large as `y`; not modified
  /// @param y F32 or F64; overwritten
  static void write(double[][] a, Tensor y) {
    for (int i = 0; i < y.rows(); i++) {
      write(a[i], y.columns(), y, (long) i * y.columns());
    }
  }

  /// Overwrites all of a tensor with numbers in their order.
  static void write(double[] values, Tensor y) {
    write(values, values.length, y, 0);
  }

  private static void write(double[] values, int count, Tensor y, long at) {
    long to = at * y.type().bytes();
    if (y.type() == ElementType.F64) {
      MemorySegment.copy(values, 0, y.segment(), JAVA_DOUBLE, to, count);
    } else {
      float[] single = new float[count];
      for (int j = 0; j < count; j++) {
        single[j] = (float) values[j];
      }
      MemorySegment.copy(single, 0, y.segment(), JAVA_FLOAT, to, count);
    }
  }

  /// {@return the transposed matrix}
  ///
  /// @param a not modified
  /// @param columns of `a`, which may have no rows to tell
  static double[][] transposed(double[][] a, int columns) {
    double[][] result = new double[columns][a.length];
    int block = 16;
    for (int from = 0; from < a.length; from += block) {
      int to = Math.min(from + block, a.length);
      for (int j = 0; j < columns; j++) {
        double[] row = result[j];
        for (int i = from; i < to; i++) {
          row[i] = a[i][j];
        }
      }
    }
    return result;
  }

  /// {@return a matrix with ones on the diagonal and zeros elsewhere}
  static double[][] identity(int rows, int columns) {
    double[][] result = new double[rows][columns];
    for (int i = 0; i < Math.min(rows, columns); i++) {
      result[i][i] = 1;
    }
    return result;
  }

  /// Multiplies by a power of two so that the magnitude of the largest element is from 1 to 2, as
  /// far as the range of the type allows: products of elements then neither overflow nor vanish.
  ///
  /// @param a finite; scaled in place
  /// @return the exponent to scale by ([Math#scalb]) to undo it; 0 for a matrix of zeros
  static int normalize(double[][] a) {
    double largest = 0;
    for (double[] row : a) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    if (largest == 0) {
      return 0;
    }
    int exponent = Math.getExponent(largest);
    double factor = Math.scalb(1.0, -exponent);
    for (double[] row : a) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
    return exponent;
  }

  /// {@return the rows in another order, not copied}
  ///
  /// @param rows none, or as many as `order` has
  /// @param order the number of each row of the result
  static double[][] ordered(double[][] rows, int[] order) {
    double[][] result = new double[rows.length][];
    for (int i = 0; i < result.length; i++) {
      result[i] = rows[order[i]];
    }
    return result;
  }

  static void negate(double[] row) {
    for (int j = 0; j < row.length; j++) {
      row[j] = -row[j];
    }
  }

  /// {@return `Σ x[i]·y[i]`, i from `from` to `to` − 1, by four sums, which is faster than one}
  static double dot(double[] x, double[] y, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      sum0 += x[i] * y[i];
      sum1 += x[i + 1] * y[i + 1];
      sum2 += x[i + 2] * y[i + 2];
      sum3 += x[i + 3] * y[i + 3];
    }
    for (; i < to; i++) {
      sum0 += x[i] * y[i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  /// Adds multiples of rows: `sum[j] += Σᵢ factors[i − from]·rows[i][j]`.
  ///
  /// @param factors one for each row
  /// @param rows not modified
  /// @param from the first row, the one that `factors[0]` is for
  /// @param left the first column
  /// @param right the column after the last
  /// @param sum updated from `left` to `right` − 1
  static void addRows(
      double[] factors, double[][] rows, int from, int left, int right, double[] sum) {
    int to = from + factors.length;
    int i = from;
    for (; i < to - 3; i += 4) {
      double f0 = factors[i - from];
      double f1 = factors[i - from + 1];
      double f2 = factors[i - from + 2];
      double f3 = factors[i - from + 3];
      double[] r0 = rows[i];
      double[] r1 = rows[i + 1];
      double[] r2 = rows[i + 2];
      double[] r3 = rows[i + 3];
      for (int j = left; j < right; j++) {
        sum[j] += f0 * r0[j] + f1 * r1[j] + (f2 * r2[j] + f3 * r3[j]);
      }
    }
    for (; i < to; i++) {
      addRow(factors[i - from], rows[i], left, right, sum);
    }
  }

  /// Adds a multiple of a row: `sum[j] += factor·row[j]`.
  static void addRow(double factor, double[] row, int left, int right, double[] sum) {
    for (int j = left; j < right; j++) {
      sum[j] += factor * row[j];
    }
  }
}
