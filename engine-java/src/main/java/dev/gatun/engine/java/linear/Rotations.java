package dev.gatun.engine.java.linear;

/// A product of plane rotations, gathered and then applied to the rows of a matrix many at a time.
///
/// Working through a few columns with all gathered rotations keeps them in the cache, which makes
/// the iterations several times faster on large matrices.
///
/// Source: Golub, Van Loan, *Matrix Computations*, 4th ed., section 5.1.8; Van Zee, van de Geijn,
/// Quintana-Ortí 2014, *Restructuring the Tridiagonal and Bidiagonal QR Algorithms for
/// Performance*, section 5.
final class Rotations {
  private static final int CHUNK = 64;
  private static final int CAPACITY = 1 << 15;

  private final double[][] rows;
  private final int[] firsts = new int[CAPACITY];
  private final int[] seconds = new int[CAPACITY];
  private final double[] cosines = new double[CAPACITY];
  private final double[] sines = new double[CAPACITY];
  private int count;

  /// Starts from the identity.
  ///
  /// @param size rows and columns
  Rotations(int size) {
    rows = Matrices.identity(size, size);
  }

  /// Rotates two rows: `first = c·first + s·second` and `second = c·second − s·first`.
  void add(int first, int second, double cosine, double sine) {
    if (sine == 0 && cosine == 1) {
      return;
    }
    if (count == CAPACITY) {
      apply();
    }
    firsts[count] = first;
    seconds[count] = second;
    cosines[count] = cosine;
    sines[count] = sine;
    count++;
  }

  /// {@return the product, not a copy}
  double[][] product() {
    apply();
    return rows;
  }

  private void apply() {
    int columns = rows.length;
    for (int left = 0; left < columns; left += CHUNK) {
      int right = Math.min(left + CHUNK, columns);
      for (int i = 0; i < count; i++) {
        rotate(rows[firsts[i]], rows[seconds[i]], cosines[i], sines[i], left, right);
      }
    }
    count = 0;
  }

  private static void rotate(double[] x, double[] y, double c, double s, int left, int right) {
    for (int j = left; j < right; j++) {
      double first = x[j];
      double second = y[j];
      x[j] = c * first + s * second;
      y[j] = c * second - s * first;
    }
  }
}
