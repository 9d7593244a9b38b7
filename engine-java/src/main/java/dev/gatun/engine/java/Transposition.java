package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Transposes up to as many rows and columns as a vector has lanes.
///
/// Zipping row `i` with row `i + LENGTH/2`, as often as it takes to halve LENGTH to one,
/// transposes. Two zips are made in one pass over memory, the first pass reads the source and the
/// last one writes the target.
final class Transposition {
  /// Lanes alternately of a first and a second vector: of their lower and of their upper halves.
  static final IntVector LOW = zip(0);

  static final IntVector HIGH = zip(LENGTH / 2);

  private Transposition() {}

  /// Which lanes to take, those of the second vector counted on from the first's.
  private static IntVector zip(int from) {
    int[] lanes = new int[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      lanes[i] = from + i / 2 + (i & 1) * LENGTH;
    }
    return IntVector.fromArray(SPECIES.withLanes(int.class), lanes, 0);
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
      IntVector a = fromMemorySegment(SPECIES, MEMORY, a0, ORDER).reinterpretAsInts();
      IntVector b = fromMemorySegment(SPECIES, MEMORY, a1, ORDER).reinterpretAsInts();
      IntVector c = fromMemorySegment(SPECIES, MEMORY, a2, ORDER).reinterpretAsInts();
      IntVector d = fromMemorySegment(SPECIES, MEMORY, a3, ORDER).reinterpretAsInts();
      IntVector lowAc = LOW.selectFrom(a, c);
      IntVector highAc = HIGH.selectFrom(a, c);
      IntVector lowBd = LOW.selectFrom(b, d);
      IntVector highBd = HIGH.selectFrom(b, d);
      int at = 4 * i * LENGTH;
      LOW.selectFrom(lowAc, lowBd).reinterpretAsFloats().intoArray(to, at);
      HIGH.selectFrom(lowAc, lowBd).reinterpretAsFloats().intoArray(to, at + LENGTH);
      LOW.selectFrom(highAc, highBd).reinterpretAsFloats().intoArray(to, at + 2 * LENGTH);
      HIGH.selectFrom(highAc, highBd).reinterpretAsFloats().intoArray(to, at + 3 * LENGTH);
    }
  }

  /// {@return the address of a row; beyond the last one, of that}
  private static long row(int i, long source, long step, int rows, int inside, long aside) {
    int row = Math.min(i, rows - 1);
    return row < inside ? source + row * step : aside + row * BYTES;
  }

  private static void zipTwice(float[] from, int columns, float[] to, int at, int stride) {
    for (int i = 0; 4 * i < columns; i++) {
      IntVector a = FloatVector.fromArray(SPECIES, from, i * LENGTH).reinterpretAsInts();
      IntVector b =
          FloatVector.fromArray(SPECIES, from, (i + LENGTH / 4) * LENGTH).reinterpretAsInts();
      IntVector c =
          FloatVector.fromArray(SPECIES, from, (i + LENGTH / 2) * LENGTH).reinterpretAsInts();
      IntVector d =
          FloatVector.fromArray(SPECIES, from, (i + 3 * LENGTH / 4) * LENGTH).reinterpretAsInts();
      IntVector lowAc = LOW.selectFrom(a, c);
      IntVector highAc = HIGH.selectFrom(a, c);
      IntVector lowBd = LOW.selectFrom(b, d);
      IntVector highBd = HIGH.selectFrom(b, d);
      int target = at + 4 * i * stride;
      LOW.selectFrom(lowAc, lowBd).reinterpretAsFloats().intoArray(to, target);
      HIGH.selectFrom(lowAc, lowBd).reinterpretAsFloats().intoArray(to, target + stride);
      LOW.selectFrom(highAc, highBd).reinterpretAsFloats().intoArray(to, target + 2 * stride);
      HIGH.selectFrom(highAc, highBd).reinterpretAsFloats().intoArray(to, target + 3 * stride);
    }
  }

  private static void zipTwice(float[] from, int columns, long to, long stride) {
    for (int i = 0; 4 * i < columns; i++) {
      IntVector a = FloatVector.fromArray(SPECIES, from, i * LENGTH).reinterpretAsInts();
      IntVector b =
          FloatVector.fromArray(SPECIES, from, (i + LENGTH / 4) * LENGTH).reinterpretAsInts();
      IntVector c =
          FloatVector.fromArray(SPECIES, from, (i + LENGTH / 2) * LENGTH).reinterpretAsInts();
      IntVector d =
          FloatVector.fromArray(SPECIES, from, (i + 3 * LENGTH / 4) * LENGTH).reinterpretAsInts();
      IntVector lowAc = LOW.selectFrom(a, c);
      IntVector highAc = HIGH.selectFrom(a, c);
      IntVector lowBd = LOW.selectFrom(b, d);
      IntVector highBd = HIGH.selectFrom(b, d);
      long target = to + 4L * i * stride;
      LOW.selectFrom(lowAc, lowBd).reinterpretAsFloats().intoMemorySegment(MEMORY, target, ORDER);
      HIGH.selectFrom(lowAc, lowBd)
          .reinterpretAsFloats()
          .intoMemorySegment(MEMORY, target + stride, ORDER);
      LOW.selectFrom(highAc, highBd)
          .reinterpretAsFloats()
          .intoMemorySegment(MEMORY, target + 2 * stride, ORDER);
      HIGH.selectFrom(highAc, highBd)
          .reinterpretAsFloats()
          .intoMemorySegment(MEMORY, target + 3 * stride, ORDER);
    }
  }

  private static void zipOnce(float[] from, int columns, float[] to, int at, int stride) {
    for (int i = 0; 2 * i < columns; i++) {
      IntVector a = FloatVector.fromArray(SPECIES, from, i * LENGTH).reinterpretAsInts();
      IntVector b =
          FloatVector.fromArray(SPECIES, from, (i + LENGTH / 2) * LENGTH).reinterpretAsInts();
      LOW.selectFrom(a, b).reinterpretAsFloats().intoArray(to, at + 2 * i * stride);
      HIGH.selectFrom(a, b).reinterpretAsFloats().intoArray(to, at + (2 * i + 1) * stride);
    }
  }

  private static void zipOnce(float[] from, int columns, long to, long stride) {
    for (int i = 0; 2 * i < columns; i++) {
      IntVector a = FloatVector.fromArray(SPECIES, from, i * LENGTH).reinterpretAsInts();
      IntVector b =
          FloatVector.fromArray(SPECIES, from, (i + LENGTH / 2) * LENGTH).reinterpretAsInts();
      LOW.selectFrom(a, b)
          .reinterpretAsFloats()
          .intoMemorySegment(MEMORY, to + 2L * i * stride, ORDER);
      HIGH.selectFrom(a, b)
          .reinterpretAsFloats()
          .intoMemorySegment(MEMORY, to + (2L * i + 1) * stride, ORDER);
    }
  }
}
