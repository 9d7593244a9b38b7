package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolingTest {
  private static final String KERNELS = "dev.gatun.engine.java.Sample#kernels";

  /// What is rare and must be right all the same.
  private static final double[] SPECIAL = {
    Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.0, -0.0, 1, 1
  };

  @ParameterizedTest
  @MethodSource(KERNELS)
  void greatestNumbersAndTheirPlacesAreThoseOfTheReference(Kernels kernels) {
    for (Window window : Images.windows()) {
      for (int[] plane : Images.planes()) {
        for (int special : new int[] {0, 3, 100}) {
          maximum(kernels, window, plane[0], plane[1], special);
        }
      }
    }
  }

  /// @param special how many of a hundred numbers are special
  private static void maximum(Kernels kernels, Window window, int height, int width, int special) {
    int[] y = {2, 3, window.outputHeight(height), window.outputWidth(width)};
    int count = 6 * y[2] * y[3];
    try (Sample sample = new Sample(width + special);
        Workspace workspace = Workspace.open("places")) {
      Sample.Pair x = Images.numbers(sample, 2, 3, height, width);
      double[] values = x.values();
      for (int i = 0; i < values.length; i++) {
        if (sample.below(100) < special) {
          values[i] = SPECIAL[sample.below(i % 3 == 0 ? SPECIAL.length : 2)];
        }
      }
      x.filled(values);
      Sample.Pair greatest = Images.output(sample, y);
      Tensor places = workspace.allocate(ElementType.I32, greatest.fast().shape());
      Tensor expected = workspace.allocate(ElementType.I32, greatest.fast().shape());
      kernels.maxPool(window, x.fast(), greatest.fast(), places);
      Sample.REFERENCE.maxPool(window, x.exact(), greatest.exact(), expected);
      String what = window + " over " + Arrays.toString(values);
      assertThat(greatest.values()).as(what).isEqualTo(greatest.exactValues());
      assertThat(Images.integers(places)).as(what).isEqualTo(Images.integers(expected));
      Sample.Pair dy = Images.numbers(sample, y);
      Sample.Pair dx = Images.output(sample, 2, 3, height, width);
      kernels.maxPoolGradient(dy.fast(), places, dx.fast());
      Sample.REFERENCE.maxPoolGradient(dy.exact(), places, dx.exact());
      Tensor magnitudes = workspace.allocate(ElementType.F64, dx.exact().shape());
      Sample.REFERENCE.maxPoolGradient(Images.absolute(workspace, dy.exact()), places, magnitudes);
      Images.assertWithin("dx", count, dx, magnitudes);
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void meansAndTheirGradientsAreWithinTheBound(Kernels kernels) {
    for (Window window : Images.windows()) {
      for (int[] plane : Images.planes()) {
        for (boolean countPadding : new boolean[] {true, false}) {
          mean(kernels, window, countPadding, plane[0], plane[1]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void windowsAsLargeAsThePlaneAreWithinTheBound(Kernels kernels) {
    for (int size : new int[] {1, 7, 15, 16, 33}) {
      mean(kernels, Window.of(size, 1, 0), true, size, size);
      mean(kernels, Window.of(size, size, 0), false, size, size);
      maximum(kernels, Window.of(size, 1, 0), size, size, 0);
      maximum(kernels, Window.of(size, size, 0), size, size, 3);
      mean(kernels, Window.of(size, 1, size), false, size, size);
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void emptyImagesAndWindowsThatDoNotFitGiveNoughtBack(Kernels kernels) {
    for (boolean countPadding : new boolean[] {true, false}) {
      mean(kernels, Window.of(3, 1, 0), countPadding, 2, 7);
      mean(kernels, Window.of(3, 1, 0), countPadding, 7, 2);
      mean(kernels, Window.of(3, 1, 2), countPadding, 0, 7);
    }
    maximum(kernels, Window.of(3, 1, 0), 2, 7, 0);
    maximum(kernels, Window.of(3, 2, 0), 7, 2, 0);
    maximum(kernels, Window.of(3, 1, 2), 0, 7, 0);
  }

  private static void mean(
      Kernels kernels, Window window, boolean countPadding, int height, int width) {
    int elements = window.kernelHeight() * window.kernelWidth();
    int[] y = {2, 3, window.outputHeight(height), window.outputWidth(width)};
    try (Sample sample = new Sample(width);
        Workspace workspace = Workspace.open("magnitudes")) {
      Sample.Pair x = Images.numbers(sample, 2, 3, height, width);
      Sample.Pair means = Images.output(sample, y);
      kernels.averagePool(window, countPadding, x.fast(), means.fast());
      Sample.REFERENCE.averagePool(window, countPadding, x.exact(), means.exact());
      Tensor magnitudes = workspace.allocate(ElementType.F64, means.exact().shape());
      Tensor absoluteX = Images.absolute(workspace, x.exact());
      Sample.REFERENCE.averagePool(window, countPadding, absoluteX, magnitudes);
      Images.assertWithin(window + " " + countPadding, elements + 1, means, magnitudes);
      Sample.Pair dy = Images.numbers(sample, y);
      Sample.Pair dx = Images.output(sample, 2, 3, height, width);
      kernels.averagePoolGradient(window, countPadding, dy.fast(), dx.fast());
      Sample.REFERENCE.averagePoolGradient(window, countPadding, dy.exact(), dx.exact());
      Tensor ofX = workspace.allocate(ElementType.F64, dx.exact().shape());
      Tensor absoluteDy = Images.absolute(workspace, dy.exact());
      Sample.REFERENCE.averagePoolGradient(window, countPadding, absoluteDy, ofX);
      Images.assertWithin(window + " " + countPadding, elements + 1, dx, ofX);
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void notANumberReachesTheMeansThatSeeIt(Kernels kernels) {
    for (Window window : Images.windows()) {
      try (Sample sample = new Sample(2)) {
        int[] shape = {2, 2, window.outputHeight(6), window.outputWidth(19)};
        Sample.Pair x = Images.numbers(sample, 2, 2, 6, 19);
        double[] values = x.values();
        values[114 + 18] = Double.NaN;
        values[2 * 114 + 2 * 19 + 4] = Double.NEGATIVE_INFINITY;
        x.filled(values);
        Sample.Pair y = Images.output(sample, shape);
        kernels.averagePool(window, false, x.fast(), y.fast());
        Sample.REFERENCE.averagePool(window, false, x.exact(), y.exact());
        Sample.assertWithin(16, 1, y);
        Sample.Pair dx = Images.output(sample, 2, 2, 6, 19);
        y.filled(y.exactValues());
        kernels.averagePoolGradient(window, true, y.fast(), dx.fast());
        Sample.REFERENCE.averagePoolGradient(window, true, y.exact(), dx.exact());
        Sample.assertWithin(64, 1, dx);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void columnsArePickedAndTheirGradientsAddedInOrder(Kernels kernels) {
    for (int width : new int[] {0, 1, 15, 33, 784}) {
      for (int count : new int[] {0, 1, 16, 31, 900}) {
        try (Sample sample = new Sample(width + count);
            Workspace workspace = Workspace.open("magnitudes")) {
          int[] picked = new int[count];
          for (int j = 0; j < count; j++) {
            picked[j] = sample.below(width + 1) - 1;
          }
          Tensor indices = sample.integers(picked);
          Sample.Pair x = sample.numbers(3, width);
          Sample.Pair y = sample.output(3, count);
          kernels.gatherColumns(x.fast(), indices, y.fast());
          Sample.REFERENCE.gatherColumns(x.exact(), indices, y.exact());
          assertThat(y.values()).isEqualTo(y.exactValues());
          Sample.Pair dx = sample.output(3, width);
          kernels.gatherColumnsGradient(y.fast(), indices, dx.fast());
          Sample.REFERENCE.gatherColumnsGradient(y.exact(), indices, dx.exact());
          Tensor magnitudes = workspace.allocate(ElementType.F64, dx.exact().shape());
          Tensor absoluteY = Images.absolute(workspace, y.exact());
          Sample.REFERENCE.gatherColumnsGradient(absoluteY, indices, magnitudes);
          Images.assertWithin("dx", count + 1, dx, magnitudes);
        }
      }
    }
  }
}
