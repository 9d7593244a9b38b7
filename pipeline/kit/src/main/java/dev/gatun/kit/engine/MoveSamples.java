package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls of the operations that move data.
final class MoveSamples {
  private MoveSamples() {}

  static List<Operation> operations() {
    return List.of(
        new Operation("fill", Group.MOVING_DATA, MoveSamples::fill),
        new Operation("copy", Group.MOVING_DATA, MoveSamples::copy),
        new Operation("copyColumns", Group.MOVING_DATA, MoveSamples::copyColumns),
        new Operation("gather", Group.MOVING_DATA, MoveSamples::gather));
  }

  private static List<Sample> fill(Draw draw, int rows, int columns) {
    return List.of(
        Sample.of("fill", draw.numbers(1)[0], Operand.out("y", rows, columns).free(0, 1))
            .within(Bound.exact())
            .byRows());
  }

  /// {@return the four shapes an operand may have that is repeated}
  static List<int[]> repeated(int rows, int columns) {
    return List.of(
        new int[] {rows, columns}, new int[] {1, columns}, new int[] {rows, 1}, new int[] {1, 1});
  }

  private static List<Sample> copy(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (int[] shape : repeated(rows, columns)) {
      Operand y = Operand.out("y", rows, columns);
      // What has one row or column may stand beside any number of them.
      Operand repeated =
          shape[0] == 1 && shape[1] == 1
              ? y.free(0, 1)
              : shape[0] == 1 ? y.free(0) : shape[1] == 1 ? y.free(1) : y;
      double[] values = draw.numbers(shape[0] * shape[1]);
      Sample sample = Sample.of("copy", Operand.in("x", values, shape), repeated);
      sample = sample.within(Bound.exact());
      samples.add(shape[0] == rows ? sample.byRows() : sample);
    }
    return samples;
  }

  private static List<Sample> copyColumns(Draw draw, int rows, int columns) {
    int xColumns = columns + 3;
    int yColumns = columns + 2;
    List<Sample> samples = new ArrayList<>();
    for (int[] block : new int[][] {{0, 0, columns}, {3, 2, columns}, {1, 1, columns / 2}}) {
      samples.add(
          Sample.of(
                  "copyColumns",
                  Operand.in("x", draw.numbers(rows * xColumns), rows, xColumns).free(1),
                  block[0],
                  Operand.updated("y", draw.numbers(rows * yColumns), rows, yColumns).free(1),
                  block[1],
                  block[2])
              .within(Bound.exact())
              .byRows());
    }
    return samples;
  }

  private static List<Sample> gather(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (boolean perColumn : new boolean[] {true, false}) {
      samples.add(gather(draw, rows, columns, ElementType.U8, perColumn));
      samples.add(gather(draw, rows, columns, ElementType.F32, perColumn));
      samples.add(gather(draw, rows, columns, null, perColumn));
    }
    return samples;
  }

  /// A product and a sum: two roundings.
  private static Sample gather(
      Draw draw, int rows, int columns, @Nullable ElementType type, boolean perColumn) {
    int from = rows + 2;
    int scales = perColumn ? columns : 1;
    double[] values =
        type == ElementType.U8
            ? draw.integers(from * columns, 0, 256)
            : draw.numbers(from * columns);
    Operand x = Operand.in("x", values, from, columns).free(0).converted();
    return Sample.of(
            "gather",
            type == null ? x : x.of(type),
            Operand.in("rows", draw.integers(rows, 0, from), rows).of(ElementType.I32),
            Operand.in("scale", draw.numbers(scales), 1, scales),
            Operand.in("shift", draw.numbers(scales), 1, scales),
            Operand.out("y", rows, columns))
        .within(Bound.sums(2))
        .byRows("x", "scale", "shift");
  }
}
