package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/// Transposes up to as many rows and columns as a vector has lanes.
///
/// Zipping row `i` with row `i + LENGTH/2`, as often as it takes to halve LENGTH to one,
/// transposes. Two zips are made in one pass over memory, the first pass reads the source and the
/// last one writes the target.
final class Transposition {
  /// Lanes alternately of a first and a second vector: of their lower and of their upper halves.
  static final VectorShuffle<Float> LOW = zip(0);

  static final VectorShuffle<Float> HIGH = zip(LENGTH / 2);

  private Transposition() {}

  private static VectorShuffle<Float> zip(int from) {
    return VectorShuffle.fromOp(
        SPECIES, lane -> (lane & 1) == 0 ? from + lane / 2 : from + lane / 2 - LENGTH);
  }

  /// Writes column after column to an array.
  ///
  /// Each is a whole vector, of which the lanes beyond the rows are unspecified; up to three
  /// unspecified columns follow.
  ///
  /// @param source the address of the first row
  /// @param step from one row to the next, in bytes
  /// @param rows how many rows
  /// @param columns how many columns
  /// @param to the target; not the square A
  /// @param at where the first column begins
  /// @param stride from one column to the next; written in this order
  static void toArray(
      long source,
      long step,
      int rows,
      int columns,
      float[] to,
      int at,
      int stride,
      Buffers buffers) {
    float[] square = buffers.squareA;
    switch (zip(source, step, rows, columns, buffers)) {
      case 4 -> zipTwice(square, columns, to, at, stride);
      case 2 -> zipOnce(square, columns, to, at, stride);
      default -> {
        for (int i = 0; i < columns; i++) {
          FloatVector.fromArray(SPECIES, square, i * LENGTH).intoArray(to, at + i * stride);
        }
      }
    }
  }

  /// Writes column after column to memory; see [#toArray].
  ///
  /// @param to the address of the target
  /// @param stride from one column to the next, in bytes
  static void toMemory(
      long source, long step, int rows, int columns, long to, long stride, Buffers buffers) {
    float[] square = buffers.squareA;
    switch (zip(source, step, rows, columns, buffers)) {
      case 4 -> zipTwice(square, columns, to, stride);
      case 2 -> zipOnce(square, columns, to, stride);
      default -> {
        for (int i = 0; i < columns; i++) {
          FloatVector.fromArray(SPECIES, square, i * LENGTH)
              .intoMemorySegment(MEMORY, to + i * stride, ORDER);
        }
      }
    }
  }

  /// Zips into the square A until one or two zips are left.
  ///
  /// @return how many rows there are yet to be zipped into one: 4, 2 or 1
  private static int zip(long source, long step, int rows, int columns, Buffers buffers) {
    // Whole vectors are read where enough lies behind, the others are copied.
    int inside = columns == LENGTH ? rows : inside(rows, columns, step);
    long aside = buffers.aside();
    for (int i = inside; i < rows; i++) {
      Lanes.stage(source + i * step, aside + i * BYTES, columns);
    }
    zipRows(source, step, rows, inside, aside, buffers.squareA);
    int length = LENGTH / 4;
    for (; length > 4; length /= 4) {
      zipTwice(buffers.squareA, LENGTH, buffers.squareB, 0, LENGTH);
      System.arraycopy(buffers.squareB, 0, buffers.squareA, 0, LENGTH * LENGTH);
    }
    return length;
  }

  /// {@return how many of the first rows have a whole vector behind them before the last one ends}
  static int inside(int rows, int columns, long step) {
    return (int) Math.max(0, rows - Math.ceilDiv(BYTES - 4L * columns, step));
  }

  private static void zipRows(
      long source, long step, int rows, int inside, long aside, float[] to) {
    for (int i = 0; i < LENGTH / 4; i++) {
      long a0 = row(i, source, step, rows, inside, aside);
      long a1 = row(i + LENGTH / 4, source, step, rows, inside, aside);
      long a2 = row(i + LENGTH / 2, source, step, rows, inside, aside);
      long a3 = row(i + 3 * LENGTH / 4, source, step, rows, inside, aside);
      FloatVector a = fromMemorySegment(SPECIES, MEMORY, a0, ORDER);
      FloatVector b = fromMemorySegment(SPECIES, MEMORY, a1, ORDER);
      FloatVector c = fromMemorySegment(SPECIES, MEMORY, a2, ORDER);
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, a3, ORDER);
      FloatVector lowAc = a.rearrange(LOW, c);
      FloatVector highAc = a.rearrange(HIGH, c);
      FloatVector lowBd = b.rearrange(LOW, d);
      FloatVector highBd = b.rearrange(HIGH, d);
      int at = 4 * i * LENGTH;
      lowAc.rearrange(LOW, lowBd).intoArray(to, at);
      lowAc.rearrange(HIGH, lowBd).intoArray(to, at + LENGTH);
      highAc.rearrange(LOW, highBd).intoArray(to, at + 2 * LENGTH);
      highAc.rearrange(HIGH, highBd).intoArray(to, at + 3 * LENGTH);
    }
  }

  /// {@return the address of a row; beyond the last one, of that}
  private static long row(int i, long source, long step, int rows, int inside, long aside) {
    int row = Math.min(i, rows - 1);
    return row < inside ? source + row * step : aside + row * BYTES;
  }

  private static void zipTwice(float[] from, int columns, float[] to, int at, int stride) {
    for (int i = 0; 4 * i < columns; i++) {
      FloatVector a = FloatVector.fromArray(SPECIES, from, i * LENGTH);
      FloatVector b = FloatVector.fromArray(SPECIES, from, (i + LENGTH / 4) * LENGTH);
      FloatVector c = FloatVector.fromArray(SPECIES, from, (i + LENGTH / 2) * LENGTH);
      FloatVector d = FloatVector.fromArray(SPECIES, from, (i + 3 * LENGTH / 4) * LENGTH);
      FloatVector lowAc = a.rearrange(LOW, c);
      FloatVector highAc = a.rearrange(HIGH, c);
      FloatVector lowBd = b.rearrange(LOW, d);
      FloatVector highBd = b.rearrange(HIGH, d);
      int target = at + 4 * i * stride;
      lowAc.rearrange(LOW, lowBd).intoArray(to, target);
      lowAc.rearrange(HIGH, lowBd).intoArray(to, target + stride);
      highAc.rearrange(LOW, highBd).intoArray(to, target + 2 * stride);
      highAc.rearrange(HIGH, highBd).intoArray(to, target + 3 * stride);
    }
  }

  private static void zipTwice(float[] from, int columns, long to, long stride) {
    for (int i = 0; 4 * i < columns; i++) {
      FloatVector a = FloatVector.fromArray(SPECIES, from, i * LENGTH);
      FloatVector b = FloatVector.fromArray(SPECIES, from, (i + LENGTH / 4) * LENGTH);
      FloatVector c = FloatVector.fromArray(SPECIES, from, (i + LENGTH / 2) * LENGTH);
      FloatVector d = FloatVector.fromArray(SPECIES, from, (i + 3 * LENGTH / 4) * LENGTH);
      FloatVector lowAc = a.rearrange(LOW, c);
      FloatVector highAc = a.rearrange(HIGH, c);
      FloatVector lowBd = b.rearrange(LOW, d);
      FloatVector highBd = b.rearrange(HIGH, d);
      long target = to + 4L * i * stride;
      lowAc.rearrange(LOW, lowBd).intoMemorySegment(MEMORY, target, ORDER);
      lowAc.rearrange(HIGH, lowBd).intoMemorySegment(MEMORY, target + stride, ORDER);
      highAc.rearrange(LOW, highBd).intoMemorySegment(MEMORY, target + 2 * stride, ORDER);
      highAc.rearrange(HIGH, highBd).intoMemorySegment(MEMORY, target + 3 * stride, ORDER);
    }
  }

  private static void zipOnce(float[] from, int columns, float[] to, int at, int stride) {
    for (int i = 0; 2 * i < columns; i++) {
      FloatVector a = FloatVector.fromArray(SPECIES, from, i * LENGTH);
      FloatVector b = FloatVector.fromArray(SPECIES, from, (i + LENGTH / 2) * LENGTH);
      a.rearrange(LOW, b).intoArray(to, at + 2 * i * stride);
      a.rearrange(HIGH, b).intoArray(to, at + (2 * i + 1) * stride);
    }
  }

  private static void zipOnce(float[] from, int columns, long to, long stride) {
    for (int i = 0; 2 * i < columns; i++) {
      FloatVector a = FloatVector.fromArray(SPECIES, from, i * LENGTH);
      FloatVector b = FloatVector.fromArray(SPECIES, from, (i + LENGTH / 2) * LENGTH);
      a.rearrange(LOW, b).intoMemorySegment(MEMORY, to + 2L * i * stride, ORDER);
      a.rearrange(HIGH, b).intoMemorySegment(MEMORY, to + (2L * i + 1) * stride, ORDER);
    }
  }
}
