package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Memory for one comparison: each tensor in float32 and the same numbers in float64.
///
/// Every tensor stands between canaries, three elements off the alignment that workspaces give.
final class Sample implements AutoCloseable {
  /// Half the distance from 1 to the next float.
  static final double UNIT = 0x1p-24;

  static final Kernels REFERENCE = new ReferenceKernels();
  private static final float CANARY = -12345.678f;
  private static final int MARGIN = 19;

  private final Workspace workspace = Workspace.open("sample");
  private final Random random;
  private final List<Tensor> framed = new ArrayList<>();

  Sample(long seed) {
    random = new Random(seed);
  }

  /// One matrix twice.
  record Pair(Tensor fast, Tensor exact) {
    double[] values() {
      return doubles(fast);
    }

    double[] exactValues() {
      return doubles(exact);
    }

    Pair filled(double... values) {
      for (int i = 0; i < values.length; i++) {
        fast.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) values[i]);
        exact.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, i, (float) values[i]);
      }
      return this;
    }
  }

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  /// {@return extents one below, at and above what the kernels work in}
  static int[] extents() {
    int lanes = Lanes.LENGTH;
    return new int[] {1, 2, lanes - 1, lanes, lanes + 1, 2 * lanes + 3, 8 * lanes + 5};
  }

  /// {@return numbers from -scale to scale}
  Pair numbers(int rows, int columns, double scale) {
    Pair pair = output(rows, columns);
    return pair.filled(random.doubles((long) rows * columns, -scale, Math.nextUp(scale)).toArray());
  }

  Pair numbers(int rows, int columns) {
    return numbers(rows, columns, 1);
  }

  /// {@return a matrix of NaN}
  Pair output(int rows, int columns) {
    Tensor frame = workspace.allocate(ElementType.F32, Shape.of(rows * columns + 2 * MARGIN));
    for (int i = 0; i < frame.size(); i++) {
      frame.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, CANARY);
    }
    framed.add(frame);
    Shape shape = Shape.of(rows, columns);
    Pair pair = new Pair(frame.range(MARGIN, shape), workspace.allocate(ElementType.F64, shape));
    double[] nan = new double[rows * columns];
    Arrays.fill(nan, Double.NaN);
    return pair.filled(nan);
  }

  Tensor integers(int... values) {
    Tensor tensor = workspace.allocate(ElementType.I32, Shape.of(values.length));
    for (int i = 0; i < values.length; i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, values[i]);
    }
    return tensor;
  }

  /// {@return integers from 0 to bound − 1}
  Tensor integersBelow(int bound, int count) {
    return integers(random.ints(count, 0, bound).toArray());
  }

  Tensor bytes(int rows, int columns) {
    Tensor tensor = workspace.allocate(ElementType.U8, Shape.of(rows, columns));
    byte[] bytes = new byte[rows * columns];
    random.nextBytes(bytes);
    tensor.segment().copyFrom(MemorySegment.ofArray(bytes));
    return tensor;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  static double[] doubles(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          tensor.type() == ElementType.F64
              ? tensor.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, i)
              : tensor.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i);
    }
    return values;
  }

  /// Requires that each number is within `units` units in the last place of the exact one, or of
  /// `scale` where that is greater.
  static void assertWithin(double units, double scale, Pair pair) {
    double[] values = pair.values();
    double[] exact = pair.exactValues();
    for (int i = 0; i < values.length; i++) {
      double ulp = Math.ulp((float) Math.max(Math.abs(exact[i]), scale));
      assertClose("element " + i, values[i], exact[i], units * ulp);
    }
  }

  static void assertClose(String what, double value, double exact, double bound) {
    if (Double.isNaN(exact) || Double.isInfinite((float) exact)) {
      assertThat(Float.valueOf((float) value)).as(what).isEqualTo(Float.valueOf((float) exact));
    } else {
      assertThat(Math.abs(value - exact))
          .as("%s is %s, must be %s within %s", what, value, exact, bound)
          .isLessThanOrEqualTo(bound);
    }
  }

  /// {@return γₖ of float32 (Higham, eq. 3.5)}
  static double gamma(int terms) {
    return terms * UNIT / (1 - terms * UNIT);
  }

  /// Requires that nothing was written beside a tensor.
  @Override
  public void close() {
    for (Tensor frame : framed) {
      double[] values = doubles(frame);
      for (int i = 0; i < MARGIN; i++) {
        assertThat((float) values[i]).as("before a tensor").isEqualTo(CANARY);
        assertThat((float) values[values.length - 1 - i]).as("after a tensor").isEqualTo(CANARY);
      }
    }
    workspace.close();
  }
}
