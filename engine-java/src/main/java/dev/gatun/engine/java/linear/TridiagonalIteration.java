package dev.gatun.engine.java.linear;

/// Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by implicit QL steps.
///
/// Source: Parlett, *The Symmetric Eigenvalue Problem* (1998), section 8.14; LAPACK's `dsteqr`.
/// Where the last element of a block is the smaller, the block is taken in reverse, which makes QL
/// steps of its QR steps.
final class TridiagonalIteration {
  private static final double UNIT = 0x1p-53;

  /// What an eigenvalue may take on average; 2 are enough as a rule.
  private static final int STEPS_PER_VALUE = 30;

  private final double[] diagonal;
  private final double[] beside;
  private final Rotations rotations;
  private final PlaneRotation rotation = new PlaneRotation();

  /// The block worked on, and whether in reverse.
  private int low;

  private int high;
  private boolean reversed;

  /// Prepares the iteration.
  ///
  /// @param diagonal n numbers, none greater than 2¹⁰⁰; overwritten by [#run]
  /// @param beside n − 1 numbers, none greater than 2¹⁰⁰; overwritten
  /// @param rotations gathers the rotations of the eigenvectors, as rows
  TridiagonalIteration(double[] diagonal, double[] beside, Rotations rotations) {
    this.diagonal = diagonal;
    this.beside = beside;
    this.rotations = rotations;
  }

  /// Iterates until `beside` is zero; `diagonal` then holds the eigenvalues, in no order.
  ///
  /// @throws ArithmeticException if that takes too many steps
  void run() {
    int n = diagonal.length;
    long budget = (long) STEPS_PER_VALUE * n;
    int next = 0;
    while (next < n) {
      low = next;
      high = low;
      while (high < n - 1 && !negligible(high)) {
        high++;
      }
      next = high + 1;
      reversed = Math.abs(diagonal[high]) < Math.abs(diagonal[low]);
      budget = diagonalizeBlock(budget);
    }
  }

  private boolean negligible(int i) {
    double scale = Math.sqrt(Math.abs(diagonal[i])) * Math.sqrt(Math.abs(diagonal[i + 1]));
    return beside[i] == 0 || Math.abs(beside[i]) <= UNIT * scale;
  }

  private long diagonalizeBlock(long budget) {
    long steps = budget;
    int from = 0;
    while (from < high - low) {
      int to = from;
      while (to < high - low && !small(to)) {
        to++;
      }
      if (to < high - low) {
        beside(to, 0);
      }
      if (to == from) {
        from++;
        continue;
      }
      steps--;
      if (steps < 0) {
        throw new ArithmeticException(
            "symmetricEigen: must converge in %d steps for each of %d eigenvalues, %d are missing"
                .formatted(STEPS_PER_VALUE, diagonal.length, diagonal.length - low - from));
      }
      step(from, to);
    }
    return steps;
  }

  private boolean small(int i) {
    double square = beside(i) * beside(i);
    return square
        <= UNIT * Math.abs(diagonal(i)) * UNIT * Math.abs(diagonal(i + 1)) + Double.MIN_NORMAL;
  }

  /// One QL step with Wilkinson's shift on the rows of the block from `from` to `to`.
  private void step(int from, int to) {
    double p = diagonal(from);
    double g = (diagonal(from + 1) - p) / (2 * beside(from));
    double r = Math.hypot(g, 1);
    g = diagonal(to) - p + beside(from) / (g + Math.copySign(r, g));
    double s = 1;
    double c = 1;
    p = 0;
    for (int i = to - 1; i >= from; i--) {
      double f = s * beside(i);
      double b = c * beside(i);
      rotation.of(g, f);
      c = rotation.cosine;
      s = rotation.sine;
      if (i != to - 1) {
        beside(i + 1, rotation.length);
      }
      g = diagonal(i + 1) - p;
      r = (diagonal(i) - g) * s + 2 * c * b;
      p = s * r;
      diagonal(i + 1, g + p);
      g = c * r - b;
      rotations.add(at(i + 1), at(i), c, s);
    }
    diagonal(from, diagonal(from) - p);
    beside(from, g);
  }

  private int at(int i) {
    return reversed ? high - i : low + i;
  }

  private double diagonal(int i) {
    return diagonal[at(i)];
  }

  private void diagonal(int i, double value) {
    diagonal[at(i)] = value;
  }

  private double beside(int i) {
    return beside[reversed ? high - 1 - i : low + i];
  }

  private void beside(int i, double value) {
    beside[reversed ? high - 1 - i : low + i] = value;
  }
}
