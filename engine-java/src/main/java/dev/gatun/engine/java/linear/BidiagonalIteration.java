package dev.gatun.engine.java.linear;

import org.jspecify.annotations.Nullable;

/// Singular values of an upper bidiagonal matrix by implicit QR steps, each to high relative
/// accuracy: the tiniest too where the large ones do not hide it in rounding before.
///
/// Source: Demmel, Kahan 1990, *Accurate Singular Values of Bidiagonal Matrices*, SIAM J. Sci.
/// Stat. Comput. 11, with the criteria of LAPACK's `dbdsqr`. Steps run from the larger end of a
/// block to the smaller; a step upwards on B is one downwards on `J·Bᵀ·J`, J reversing the order,
/// which is upper bidiagonal as well, so that one code serves both.
final class BidiagonalIteration {
  private static final double UNIT = 0x1p-53;

  /// The relative error that a shift may cause in the smallest value: 99 unit roundoffs.
  private static final double TOLERANCE = Math.pow(UNIT, -0.125) * UNIT;

  /// What may be neglected relatively. `dbdsqr` takes [#TOLERANCE] here too, which in small
  /// matrices is more than all rounding errors; as steps converge cubically, less costs next to
  /// nothing.
  private static final double NEGLIGIBLE = 2 * UNIT;

  /// What an implicit QR step takes: 2 or 3 are enough for a value as a rule.
  private static final int STEPS_PER_VALUE = 12;

  private final double[] diagonal;
  private final double[] above;
  private final @Nullable Rotations left;
  private final @Nullable Rotations right;
  private final PlaneRotation rotation = new PlaneRotation();
  private final PlaneRotation other = new PlaneRotation();
  private final double threshold;

  /// The block worked on: rows from `low` to `high`.
  private int low;

  private int high;
  private boolean downwards;

  /// The largest magnitude in the block, and a lower bound of its smallest singular value.
  private double largest;

  private double smallest;

  /// Prepares the iteration.
  ///
  /// @param diagonal n numbers; overwritten by [#run]
  /// @param above n − 1 numbers; overwritten
  /// @param left gathers the rotations of the left singular vectors, as rows; null if not wanted
  /// @param right those of the right ones
  BidiagonalIteration(
      double[] diagonal, double[] above, @Nullable Rotations left, @Nullable Rotations right) {
    this.diagonal = diagonal;
    this.above = above;
    this.left = left;
    this.right = right;
    threshold = threshold();
  }

  /// {@return what is negligible beside the smallest singular value of the whole matrix}
  private double threshold() {
    int n = diagonal.length;
    if (n == 0) {
      return 0;
    }
    double mu = Math.abs(diagonal[0]);
    double bound = mu;
    for (int i = 1; i < n && bound > 0; i++) {
      mu = Math.abs(diagonal[i]) * (mu / (mu + Math.abs(above[i - 1])));
      bound = Math.min(bound, mu);
    }
    return Math.max(
        NEGLIGIBLE * bound / Math.sqrt(n), (double) STEPS_PER_VALUE * n * n * Double.MIN_NORMAL);
  }

  /// Iterates until `above` is zero; `diagonal` then holds the singular values, with signs, in no
  /// order.
  ///
  /// @throws ArithmeticException if that takes too many steps
  void run() {
    int n = diagonal.length;
    long budget = (long) STEPS_PER_VALUE * n * n / 2 + 64;
    int workedFrom = -1;
    int workedTo = -1;
    high = n - 1;
    while (high > 0) {
      if (!findBlock()) {
        high--;
        continue;
      }
      if (low > workedTo || high < workedFrom) {
        downwards = Math.abs(diagonal[low]) >= Math.abs(diagonal[high]);
      }
      workedFrom = low;
      workedTo = high;
      if (splits()) {
        continue;
      }
      budget -= high - low;
      if (budget < 0) {
        throw new ArithmeticException(
            "svd: must converge in %d steps for each of %d singular values, %d are missing"
                .formatted(STEPS_PER_VALUE, n, high + 1));
      }
      double shift = shift();
      if (shift == 0) {
        stepWithoutShift();
      } else {
        step(shift);
      }
      if (Math.abs(above(high - low - 1)) <= threshold) {
        above(high - low - 1, 0);
      }
    }
  }

  /// Sets `low` to the first row of the block that ends in row `high`.
  ///
  /// @return false if that is one row, whose value is then found
  private boolean findBlock() {
    largest = Math.abs(diagonal[high]);
    if (largest <= threshold) {
      diagonal[high] = 0;
    }
    low = 0;
    for (int i = high - 1; i >= 0; i--) {
      double onDiagonal = Math.abs(diagonal[i]);
      double offDiagonal = Math.abs(above[i]);
      if (onDiagonal <= threshold) {
        diagonal[i] = 0;
      }
      if (offDiagonal <= threshold) {
        above[i] = 0;
        low = i + 1;
        break;
      }
      largest = Math.max(largest, Math.max(onDiagonal, offDiagonal));
    }
    return low < high;
  }

  /// Sets the first negligible element off the diagonal to zero.
  ///
  /// @return whether there was one
  private boolean splits() {
    int last = high - low;
    if (Math.abs(above(last - 1)) <= NEGLIGIBLE * Math.abs(diagonal(last))) {
      above(last - 1, 0);
      return true;
    }
    double mu = Math.abs(diagonal(0));
    smallest = mu;
    for (int i = 0; i < last; i++) {
      double offDiagonal = Math.abs(above(i));
      if (offDiagonal <= NEGLIGIBLE * mu) {
        above(i, 0);
        return true;
      }
      mu = Math.abs(diagonal(i + 1)) * (mu / (mu + offDiagonal));
      smallest = Math.min(smallest, mu);
    }
    return false;
  }

  /// {@return the shift of the next step; 0 where a shift would cost relative accuracy}
  private double shift() {
    int last = high - low;
    if (diagonal.length * TOLERANCE * (smallest / largest) <= Math.max(UNIT, 0.01 * TOLERANCE)) {
      return 0;
    }
    double shift = smallerValue(diagonal(last - 1), above(last - 1), diagonal(last));
    double ratio = shift / Math.abs(diagonal(0));
    return ratio * ratio < UNIT ? 0 : shift;
  }

  /// {@return the smaller singular value of `[[f, g], [0, h]]`}
  ///
  /// Source: LAPACK's `dlas2`.
  private static double smallerValue(double f, double g, double h) {
    double lower = Math.min(Math.abs(f), Math.abs(h));
    double upper = Math.max(Math.abs(f), Math.abs(h));
    double beside = Math.abs(g);
    if (lower == 0) {
      return 0;
    }
    double sum = 1 + lower / upper;
    double difference = (upper - lower) / upper;
    if (beside < upper) {
      double square = beside / upper * (beside / upper);
      double c = 2 / (Math.sqrt(sum * sum + square) + Math.sqrt(difference * difference + square));
      return lower * c;
    }
    double ratio = upper / beside;
    if (ratio == 0) {
      return lower * upper / beside;
    }
    double c = 1 / (Math.hypot(1, sum * ratio) + Math.hypot(1, difference * ratio));
    return 2 * (lower * c * ratio);
  }

  private void stepWithoutShift() {
    int last = high - low;
    PlaneRotation current = rotation;
    PlaneRotation previous = other;
    current.of(1, 0);
    previous.of(1, 0);
    for (int i = 0; i < last; i++) {
      current.of(diagonal(i) * current.cosine, above(i));
      if (i > 0) {
        above(i - 1, previous.sine * current.length);
      }
      previous.of(previous.cosine * current.length, diagonal(i + 1) * current.sine);
      diagonal(i, previous.length);
      rotate(i, current, previous);
    }
    double end = diagonal(last) * current.cosine;
    diagonal(last, end * previous.cosine);
    above(last - 1, end * previous.sine);
  }

  private void step(double shift) {
    int last = high - low;
    double first = diagonal(0);
    double f = (Math.abs(first) - shift) * (Math.copySign(1, first) + shift / first);
    double g = above(0);
    for (int i = 0; i < last; i++) {
      rotation.of(f, g);
      if (i > 0) {
        above(i - 1, rotation.length);
      }
      double c = rotation.cosine;
      double s = rotation.sine;
      f = c * diagonal(i) + s * above(i);
      above(i, c * above(i) - s * diagonal(i));
      g = s * diagonal(i + 1);
      diagonal(i + 1, c * diagonal(i + 1));
      other.of(f, g);
      diagonal(i, other.length);
      c = other.cosine;
      s = other.sine;
      f = c * above(i) + s * diagonal(i + 1);
      diagonal(i + 1, c * diagonal(i + 1) - s * above(i));
      if (i < last - 1) {
        g = s * above(i + 1);
        above(i + 1, c * above(i + 1));
      }
      rotate(i, rotation, other);
    }
    above(last - 1, f);
  }

  /// Passes the rotations of rows i and i + 1 of the block on.
  private void rotate(int i, PlaneRotation fromRight, PlaneRotation fromLeft) {
    int first = downwards ? low + i : high - i;
    int second = downwards ? first + 1 : first - 1;
    if (right != null) {
      PlaneRotation its = downwards ? fromRight : fromLeft;
      right.add(first, second, its.cosine, its.sine);
    }
    if (left != null) {
      PlaneRotation its = downwards ? fromLeft : fromRight;
      left.add(first, second, its.cosine, its.sine);
    }
  }

  private double diagonal(int i) {
    return diagonal[downwards ? low + i : high - i];
  }

  private void diagonal(int i, double value) {
    diagonal[downwards ? low + i : high - i] = value;
  }

  private double above(int i) {
    return above[downwards ? low + i : high - 1 - i];
  }

  private void above(int i, double value) {
    above[downwards ? low + i : high - 1 - i] = value;
  }
}
