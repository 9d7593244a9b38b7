package dev.gatun.engine.java;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import dev.gatun.engine.Workspace;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// Images, and windows over them, of awkward sizes.
final class Images {
  private Images() {}

  /// Windows with and without gaps, overlaps and padding, alike and different along the axes.
  static List<Window> windows() {
    return List.of(
        Window.of(1, 1, 0),
        Window.of(1, 2, 0),
        Window.of(1, 1, 1),
        Window.of(2, 2, 0),
        Window.of(3, 1, 0),
        Window.of(3, 1, 1),
        Window.of(3, 2, 1),
        Window.of(5, 1, 2),
        new Window(3, 3, 1, 1, 2, 2, 2, 2),
        new Window(3, 3, 1, 1, 3, 3, 1, 1),
        new Window(2, 3, 1, 2, 0, 1, 1, 1),
        new Window(3, 2, 2, 1, 1, 2, 2, 1),
        new Window(1, 4, 3, 1, 0, 3, 1, 2),
        new Window(2, 2, 3, 3, 1, 1, 1, 2),
        new Window(2, 7, 2, 5, 1, 4, 1, 1));
  }

  /// Heights and widths of planes: one, less than a window, and about a vector's length.
  static int[][] planes() {
    return new int[][] {
      {1, 1}, {2, 3}, {5, 7}, {4, 15}, {3, 16}, {2, 17}, {2, 31}, {3, 33}, {28, 28}, {1, 784}
    };
  }

  static Sample.Pair numbers(Sample sample, int... extents) {
    return shaped(sample.numbers(extents[0], columns(extents)), extents);
  }

  static Sample.Pair output(Sample sample, int... extents) {
    return shaped(sample.output(extents[0], columns(extents)), extents);
  }

  private static int columns(int... extents) {
    return Arrays.stream(extents).skip(1).reduce(1, (a, b) -> a * b);
  }

  private static Sample.Pair shaped(Sample.Pair pair, int... extents) {
    Shape shape = Shape.of(extents);
    return new Sample.Pair(pair.fast().reshape(shape), pair.exact().reshape(shape));
  }

  /// {@return a tensor in float64 of the absolute values}
  static Tensor absolute(Workspace workspace, Tensor exact) {
    Tensor absolute = workspace.allocate(ElementType.F64, exact.shape());
    double[] values = Sample.doubles(exact);
    for (int i = 0; i < values.length; i++) {
      absolute.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, i, Math.abs(values[i]));
    }
    return absolute;
  }

  static int[] integers(Tensor tensor) {
    return tensor.segment().toArray(ValueLayout.JAVA_INT);
  }

  /// Requires that each number is within `γ` times the sum of the magnitudes of its terms.
  static void assertWithin(String what, int terms, Sample.Pair pair, Tensor magnitudes) {
    double[] values = pair.values();
    double[] exact = pair.exactValues();
    double[] bounds = Sample.doubles(magnitudes);
    for (int i = 0; i < values.length; i++) {
      double bound = Sample.gamma(terms) * bounds[i];
      Sample.assertClose(what + ", element " + i, values[i], exact[i], bound);
    }
  }
}
