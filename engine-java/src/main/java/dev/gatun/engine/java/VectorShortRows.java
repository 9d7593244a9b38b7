package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.INDICES;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.SWAP_1;
import static dev.gatun.engine.java.Lanes.SWAP_2;
import static dev.gatun.engine.java.Lanes.SWAP_4;
import static dev.gatun.engine.java.Lanes.SWAP_8;
import static dev.gatun.engine.java.VectorReduction.MAGNITUDE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Operations on rows that fit into one vector, some of them two: each is loaded through a mask and
/// stays in registers. Only for hardware with [Lanes#MASKS].
final class VectorShortRows {
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Math.max(64, Lanes.BITS / 2)));

  private static final VectorShuffle<Float> HALF_4 = swap(4);
  private static final VectorShuffle<Float> HALF_2 = swap(2);
  private static final VectorShuffle<Float> HALF_1 = swap(1);

  private VectorShortRows() {}

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(HALF, lane -> (lane ^ distance) & (HALF.length() - 1));
  }

  static boolean fit(int columns) {
    return Lanes.MASKS && columns > 0 && columns <= LENGTH;
  }

  /// {@return whether [#shift], [#normalize], [#sums] and [#subtract] serve such rows, of which
  /// they take two vectors}
  static boolean fitTwo(int columns) {
    return Lanes.MASKS && columns > 0 && columns <= 2 * LENGTH;
  }

  static void sums(long x, int rows, int columns, long y) {
    if (columns > LENGTH) {
      sumsOfTwo(x, rows, columns, y);
    } else {
      sumsOfOne(x, rows, columns, y);
    }
  }

  /// Works in halves of vectors, in the order of [Lanes#sum].
  private static void sumsOfOne(long x, int rows, int columns, long y) {
    VectorMask<Float> low = HALF.indexInRange(0, columns);
    VectorMask<Float> high = HALF.indexInRange(LENGTH / 2, columns);
    for (int i = 0; i < rows; i++) {
      long at = x + 4L * i * columns;
      FloatVector v =
          fromMemorySegment(HALF, MEMORY, at, ORDER, low)
              .add(fromMemorySegment(HALF, MEMORY, at + BYTES / 2, ORDER, high));
      if (LENGTH > 8) {
        v = v.add(v.rearrange(HALF_4));
      }
      if (LENGTH > 4) {
        v = v.add(v.rearrange(HALF_2));
      }
      MEMORY.set(FLOAT, y + 4L * i, v.add(v.rearrange(HALF_1)).lane(0));
    }
  }

  private static void sumsOfTwo(long x, int rows, int columns, long y) {
    VectorMask<Float> low = HALF.indexInRange(LENGTH, columns);
    VectorMask<Float> high = HALF.indexInRange(LENGTH / 2 * 3, columns);
    for (int i = 0; i < rows; i++) {
      long at = x + 4L * i * columns;
      FloatVector v =
          fromMemorySegment(HALF, MEMORY, at, ORDER)
              .add(fromMemorySegment(HALF, MEMORY, at + BYTES, ORDER, low));
      FloatVector w =
          fromMemorySegment(HALF, MEMORY, at + BYTES / 2, ORDER)
              .add(fromMemorySegment(HALF, MEMORY, at + BYTES / 2 * 3, ORDER, high));
      v = v.add(w);
      if (LENGTH > 8) {
        v = v.add(v.rearrange(HALF_4));
      }
      if (LENGTH > 4) {
        v = v.add(v.rearrange(HALF_2));
      }
      MEMORY.set(FLOAT, y + 4L * i, v.add(v.rearrange(HALF_1)).lane(0));
    }
  }

  static void maxima(long x, int rows, int columns, long y) {
    VectorMask<Float> mask = SPECIES.indexInRange(0, columns);
    FloatVector least = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < rows; i++) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + 4L * i * columns, ORDER, mask);
      boolean nan = v.compare(NE, v).anyTrue();
      IntVector bits = least.blend(v, mask).reinterpretAsInts();
      int order = bits.lanewise(XOR, bits.lanewise(ASHR, 31).and(MAGNITUDE)).reduceLanes(MAX);
      float maximum = VectorReduction.number(order);
      MEMORY.set(FLOAT, y + 4L * i, nan ? Float.NaN : maximum);
    }
  }

  /// Writes `x − maximum` of each row.
  ///
  /// @param y the address of the results, apart from `x`
  static void shift(long x, int rows, int columns, long y) {
    long width = 4L * columns;
    for (int i = 0; i < rows; i++) {
      long from = x + i * width;
      long to = y + i * width;
      int order = greatest(from, 0, columns);
      if (columns > LENGTH) {
        order = Math.max(order, greatest(from, LENGTH, columns));
      }
      float maximum = VectorReduction.number(order);
      subtract(from, 0, columns, maximum, to);
      if (columns > LENGTH) {
        subtract(from, LENGTH, columns, maximum, to);
      }
    }
  }

  /// {@return the place in the order of numbers of the greatest one of a row, from a column on}
  ///
  /// Positive NaN is above infinity; where another is left out, the row's sum will be NaN.
  private static int greatest(long row, int first, int columns) {
    VectorMask<Float> mask = SPECIES.indexInRange(first, columns);
    FloatVector v = fromMemorySegment(SPECIES, MEMORY, row + 4L * first, ORDER, mask);
    FloatVector least = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    IntVector bits = least.blend(v, mask).reinterpretAsInts();
    return bits.lanewise(XOR, bits.lanewise(ASHR, 31).and(MAGNITUDE)).reduceLanes(MAX);
  }

  private static void subtract(long row, int first, int columns, float number, long to) {
    VectorMask<Float> mask = SPECIES.indexInRange(first, columns);
    fromMemorySegment(SPECIES, MEMORY, row + 4L * first, ORDER, mask)
        .sub(number)
        .intoMemorySegment(MEMORY, to + 4L * first, ORDER, mask);
  }

  /// Makes the softmax, or the gradient of its cross-entropy, of the exponentials of each row.
  ///
  /// @param x the address of the exponentials
  /// @param labels the address of the rows' labels; 0 for the softmax
  /// @param seeds the address of what the rows of the gradient are multiplied by
  /// @param sums the address of another result for each row, its sum
  /// @param y the address of the results, apart from `x`: a load behind a masked store waits for it
  static void normalize(long x, int rows, int columns, long labels, long seeds, long sums, long y) {
    sums(x, rows, columns, sums);
    for (int first = 0; first < columns; first += LENGTH) {
      if (labels == 0) {
        probabilities(x, rows, columns, first, sums, y);
      } else {
        differences(x, rows, columns, first, labels, seeds, sums, y);
      }
    }
  }

  private static void probabilities(long x, int rows, int columns, int first, long sums, long y) {
    VectorMask<Float> mask = SPECIES.indexInRange(first, columns);
    for (int i = 0; i < rows; i++) {
      long at = 4L * i * columns + 4L * first;
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER, mask)
          .mul(1 / MEMORY.get(FLOAT, sums + 4L * i))
          .intoMemorySegment(MEMORY, y + at, ORDER, mask);
    }
  }

  private static void differences(
      long x, int rows, int columns, int first, long labels, long seeds, long sums, long y) {
    VectorMask<Float> mask = SPECIES.indexInRange(first, columns);
    for (int i = 0; i < rows; i++) {
      long at = 4L * i * columns + 4L * first;
      int label = MEMORY.get(JAVA_INT, labels + 4L * i);
      boolean known = label >= 0 && label < columns;
      float seed = known ? MEMORY.get(FLOAT, seeds + 4L * i) : Float.NaN;
      FloatVector p =
          fromMemorySegment(SPECIES, MEMORY, x + at, ORDER, mask)
              .mul(1 / MEMORY.get(FLOAT, sums + 4L * i));
      p.blend(p.sub(1f), INDICES.compare(EQ, (float) (label - first)))
          .mul(seed)
          .intoMemorySegment(MEMORY, y + at, ORDER, mask);
    }
  }

  /// Subtracts a number from each row.
  ///
  /// @param numbers the address of a number for each row
  static void subtract(long x, int rows, int columns, long numbers, long y) {
    for (int first = 0; first < columns; first += LENGTH) {
      VectorMask<Float> mask = SPECIES.indexInRange(first, columns);
      for (int i = 0; i < rows; i++) {
        long at = 4L * i * columns + 4L * first;
        fromMemorySegment(SPECIES, MEMORY, x + at, ORDER, mask)
            .sub(MEMORY.get(FLOAT, numbers + 4L * i))
            .intoMemorySegment(MEMORY, y + at, ORDER, mask);
      }
    }
  }

  static void softmaxGradient(long y, long dy, int rows, int columns, long dx) {
    VectorMask<Float> mask = SPECIES.indexInRange(0, columns);
    for (int i = 0; i < rows; i++) {
      long at = 4L * i * columns;
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, y + at, ORDER, mask);
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER, mask);
      FloatVector sum = v.mul(d);
      if (LENGTH > 8) {
        sum = sum.add(sum.rearrange(SWAP_8));
      }
      if (LENGTH > 4) {
        sum = sum.add(sum.rearrange(SWAP_4));
      }
      if (LENGTH > 2) {
        sum = sum.add(sum.rearrange(SWAP_2));
      }
      sum = sum.add(sum.rearrange(SWAP_1));
      d.sub(sum).mul(v).intoMemorySegment(MEMORY, dx + at, ORDER, mask);
    }
  }

  /// @param exponentials the address of those of the logarithms
  static void logSoftmaxGradient(long exponentials, long dy, int rows, int columns, long dx) {
    VectorMask<Float> mask = SPECIES.indexInRange(0, columns);
    for (int i = 0; i < rows; i++) {
      long at = 4L * i * columns;
      FloatVector e = fromMemorySegment(SPECIES, MEMORY, exponentials + at, ORDER, mask);
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER, mask);
      FloatVector sum = d;
      if (LENGTH > 8) {
        sum = sum.add(sum.rearrange(SWAP_8));
      }
      if (LENGTH > 4) {
        sum = sum.add(sum.rearrange(SWAP_4));
      }
      if (LENGTH > 2) {
        sum = sum.add(sum.rearrange(SWAP_2));
      }
      sum = sum.add(sum.rearrange(SWAP_1));
      e.fma(sum.neg(), d).intoMemorySegment(MEMORY, dx + at, ORDER, mask);
    }
  }
}
