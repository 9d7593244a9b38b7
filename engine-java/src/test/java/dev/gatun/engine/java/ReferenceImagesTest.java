package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import dev.gatun.engine.Workspace;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The yardstick itself: examples worked by hand, and gradients against central differences.
class ReferenceImagesTest {
  private static final Kernels KERNELS = Sample.REFERENCE;

  private final Workspace workspace = Workspace.open("reference");
  private final Random random = new Random(1);

  @AfterEach
  void close() {
    workspace.close();
  }

  private Tensor tensor(int[] extents, double... values) {
    Tensor tensor = workspace.allocate(ElementType.F64, Shape.of(extents));
    for (int i = 0; i < values.length; i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, i, values[i]);
    }
    return tensor;
  }

  private Tensor integers(int... extents) {
    return workspace.allocate(ElementType.I32, Shape.of(extents));
  }

  private Tensor numbers(int... extents) {
    Tensor tensor = tensor(extents);
    for (int i = 0; i < tensor.size(); i++) {
      Doubles.set(tensor, i, random.nextGaussian());
    }
    return tensor;
  }

  private static int[] shape(int... extents) {
    return extents;
  }

  @Test
  void convolutionIsCrossCorrelationWithZerosAround() {
    Tensor x = tensor(shape(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Tensor weight = tensor(shape(1, 1, 2, 2), 1, 10, 100, 1000);
    Tensor bias = tensor(shape(1, 1), 0.5);
    Tensor inside = tensor(shape(1, 1, 2, 2));
    KERNELS.convolution(Window.of(2, 1, 0), x, weight, bias, inside);
    assertThat(Sample.doubles(inside)).containsExactly(5421.5, 6532.5, 8754.5, 9865.5);
    Tensor padded = tensor(shape(1, 1, 2, 2));
    KERNELS.convolution(Window.of(2, 2, 1), x, weight, null, padded);
    assertThat(Sample.doubles(padded)).containsExactly(1000, 3200, 7040, 9865);
    Tensor spread = tensor(shape(1, 1, 1, 1));
    Window dilated = new Window(2, 2, 1, 1, 0, 0, 2, 2);
    KERNELS.convolution(dilated, x, weight, null, spread);
    assertThat(Sample.doubles(spread)).containsExactly(9731);
  }

  @Test
  void eachGroupSeesItsChannelsOnly() {
    Tensor x = tensor(shape(1, 4, 1, 1), 1, 2, 3, 4);
    Tensor weight = tensor(shape(2, 2, 1, 1), 1, 10, 100, 1000);
    Tensor y = tensor(shape(1, 2, 1, 1));
    KERNELS.convolution(Window.of(1, 1, 0), x, weight, null, y);
    assertThat(Sample.doubles(y)).containsExactly(21, 4300);
  }

  @Test
  void maximaAreTheFirstOfEqualsAndNotANumberIsGreatest() {
    double nan = Double.NaN;
    double low = Double.NEGATIVE_INFINITY;
    Tensor x = tensor(shape(1, 1, 2, 6), 1, 3, low, low, nan, 9, 3, 2, low, low, nan, 9);
    Tensor y = tensor(shape(1, 1, 1, 3));
    Tensor indices = integers(1, 1, 1, 3);
    KERNELS.maxPool(Window.of(2, 2, 0), x, y, indices);
    assertThat(Sample.doubles(y)).containsExactly(3, low, nan);
    assertThat(Images.integers(indices)).containsExactly(1, 2, 4);
    Tensor dx = tensor(shape(1, 1, 2, 6));
    KERNELS.maxPoolGradient(tensor(shape(1, 1, 1, 3), 5, 6, 7), indices, dx);
    assertThat(Sample.doubles(dx)).containsExactly(0, 5, 6, 0, 7, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void paddingAloneHasNoMaximumAndCountsInMeansWhereItIsTold() {
    Tensor x = tensor(shape(1, 1, 1, 1), 8);
    Tensor y = tensor(shape(1, 1, 3, 3));
    Tensor indices = integers(1, 1, 3, 3);
    KERNELS.maxPool(Window.of(1, 1, 1), x, y, indices);
    assertThat(Images.integers(indices)).containsExactly(-1, -1, -1, -1, 0, -1, -1, -1, -1);
    assertThat(Sample.doubles(y)[4]).isEqualTo(8);
    assertThat(Sample.doubles(y)[0]).isEqualTo(Double.NEGATIVE_INFINITY);
    Tensor mean = tensor(shape(1, 1, 2, 2));
    KERNELS.averagePool(Window.of(2, 1, 1), true, x, mean);
    assertThat(Sample.doubles(mean)).containsOnly(2);
    KERNELS.averagePool(Window.of(2, 1, 1), false, x, mean);
    assertThat(Sample.doubles(mean)).containsOnly(8);
    KERNELS.averagePool(Window.of(1, 1, 1), false, x, y);
    assertThat(Sample.doubles(y)).containsExactly(0, 0, 0, 0, 8, 0, 0, 0, 0);
  }

  @Test
  void columnsArePickedAndAddedBack() {
    Tensor x = tensor(shape(2, 3), 1, 2, 3, 4, 5, 6);
    Tensor indices = integers(4);
    int[] picked = {2, -1, 0, 2};
    indices.segment().copyFrom(java.lang.foreign.MemorySegment.ofArray(picked));
    Tensor y = tensor(shape(2, 4));
    KERNELS.gatherColumns(x, indices, y);
    assertThat(Sample.doubles(y)).containsExactly(3, 0, 1, 3, 6, 0, 4, 6);
    Tensor dx = tensor(shape(2, 3));
    KERNELS.gatherColumnsGradient(y, indices, dx);
    assertThat(Sample.doubles(dx)).containsExactly(1, 0, 6, 4, 0, 12);
  }

  @Test
  void normalizationIsByPopulationMoments() {
    Tensor x = tensor(shape(1, 4), 1, 3, 5, 7);
    Tensor gain = tensor(shape(1, 4), 1, 2, 3, 4);
    Tensor bias = tensor(shape(1, 4), 10, 20, 30, 40);
    Tensor y = tensor(shape(1, 4));
    KERNELS.layerNorm(4, x, gain, bias, y);
    assertThat(Sample.doubles(y)).containsExactly(9, 20 - 2.0 / 3, 31, 44);
    Tensor mean = tensor(shape(1, 2));
    Tensor variance = tensor(shape(1, 2));
    Tensor examples = tensor(shape(2, 4), 1, 3, 10, 10, 5, 7, 10, 14);
    KERNELS.channelMoments(examples, mean, variance);
    assertThat(Sample.doubles(mean)).containsExactly(4, 11);
    assertThat(Sample.doubles(variance)).containsExactly(5, 3);
    Tensor two = tensor(shape(1, 2), 1, 2);
    Tensor normal = tensor(shape(2, 4));
    KERNELS.batchNorm(
        4,
        tensor(shape(2, 4), 1, 3, 10, 10, 5, 7, 10, 14),
        mean,
        tensor(shape(1, 2), 5, 5),
        two,
        two,
        normal);
    assertThat(Sample.doubles(normal))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0, 2 / 3.0, 4 / 3.0, 4 / 3.0, 4 / 3.0, 2, 4 / 3.0, 4);
  }

  /// Requires that a gradient is that of `Σ y·dy`, `y` being what an operation writes.
  private static void assertGradient(
      String what, Runnable operation, Tensor y, Tensor dy, Tensor x, Tensor dx) {
    double step = 1e-5;
    for (int i = 0; i < x.size(); i++) {
      double before = Doubles.get(x, i);
      Doubles.set(x, i, before + step);
      operation.run();
      double above = dot(y, dy);
      Doubles.set(x, i, before - step);
      operation.run();
      double slope = (above - dot(y, dy)) / (2 * step);
      Doubles.set(x, i, before);
      assertThat(Doubles.get(dx, i)).as("%s %d", what, i).isCloseTo(slope, within(1e-7));
    }
  }

  private static double dot(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += Doubles.get(a, i) * Doubles.get(b, i);
    }
    return sum;
  }

  @Test
  void gradientsOfConvolutionAreCentralDifferences() {
    for (Window window : Images.windows()) {
      Tensor x = numbers(2, 4, 5, 6);
      Tensor weight = numbers(6, 2, window.kernelHeight(), window.kernelWidth());
      Tensor bias = numbers(1, 6);
      Tensor dy = numbers(2, 6, window.outputHeight(5), window.outputWidth(6));
      Tensor y = tensor(dy.shape().extents());
      Tensor dx = numbers(2, 4, 5, 6);
      Tensor dweight = numbers(weight.shape().extents());
      Tensor dbias = numbers(1, 6);
      KERNELS.convolutionInputGradient(window, dy, weight, dx);
      KERNELS.convolutionParameterGradient(window, x, dy, dweight, dbias);
      Runnable operation = () -> KERNELS.convolution(window, x, weight, bias, y);
      assertGradient("x", operation, y, dy, x, dx);
      assertGradient("weight", operation, y, dy, weight, dweight);
      assertGradient("bias", operation, y, dy, bias, dbias);
    }
  }

  @Test
  void gradientsOfPoolingAreCentralDifferencesAwayFromTies() {
    for (Window window : Images.windows()) {
      Tensor x = numbers(2, 2, 5, 6);
      Tensor dy = numbers(2, 2, window.outputHeight(5), window.outputWidth(6));
      Tensor y = tensor(dy.shape().extents());
      Tensor dx = numbers(2, 2, 5, 6);
      for (boolean countPadding : new boolean[] {true, false}) {
        KERNELS.averagePoolGradient(window, countPadding, dy, dx);
        Runnable operation = () -> KERNELS.averagePool(window, countPadding, x, y);
        assertGradient("x", operation, y, dy, x, dx);
      }
      Tensor indices = integers(dy.shape().extents());
      KERNELS.maxPool(window, x, y, indices);
      int[] places = Images.integers(indices);
      for (int i = 0; i < places.length; i++) {
        // What has no maximum passes nothing back, be it NaN.
        Doubles.set(dy, i, places[i] < 0 ? Double.NaN : Doubles.get(dy, i));
      }
      Tensor finite = tensor(dy.shape().extents());
      Tensor weights = tensor(dy.shape().extents());
      Runnable operation =
          () -> {
            KERNELS.maxPool(window, x, y, indices);
            for (int i = 0; i < places.length; i++) {
              Doubles.set(finite, i, places[i] < 0 ? 0 : Doubles.get(y, i));
              Doubles.set(weights, i, places[i] < 0 ? 0 : Doubles.get(dy, i));
            }
          };
      operation.run();
      KERNELS.maxPoolGradient(dy, indices, dx);
      assertGradient("x", operation, finite, weights, x, dx);
    }
  }

  @Test
  void gradientsOfNormalizationAreCentralDifferences() {
    double epsilon = 0.1;
    Tensor x = numbers(3, 8);
    Tensor dy = numbers(3, 8);
    Tensor y = tensor(shape(3, 8));
    Tensor dx = numbers(3, 8);
    Tensor gain = numbers(1, 8);
    Tensor bias = numbers(1, 8);
    Tensor dgain = numbers(1, 8);
    Tensor dbias = numbers(1, 8);
    KERNELS.layerNormGradient(epsilon, x, gain, dy, dx, dgain, dbias);
    Runnable layer = () -> KERNELS.layerNorm(epsilon, x, gain, bias, y);
    assertGradient("x", layer, y, dy, x, dx);
    assertGradient("gain", layer, y, dy, gain, dgain);
    assertGradient("bias", layer, y, dy, bias, dbias);
    for (int channels : new int[] {1, 2, 4, 8}) {
      batchGradients(epsilon, channels, x, dy, y, dx);
    }
  }

  private void batchGradients(
      double epsilon, int channels, Tensor x, Tensor dy, Tensor y, Tensor dx) {
    Tensor mean = numbers(1, channels);
    Tensor variance = numbers(1, channels);
    Tensor gain = numbers(1, channels);
    Tensor bias = numbers(1, channels);
    Tensor dgain = numbers(1, channels);
    Tensor dbias = numbers(1, channels);
    KERNELS.channelMoments(x, mean, variance);
    KERNELS.batchNormGradient(epsilon, x, mean, variance, gain, dy, dx, dgain, dbias);
    Runnable batch =
        () -> {
          KERNELS.channelMoments(x, mean, variance);
          KERNELS.batchNorm(epsilon, x, mean, variance, gain, bias, y);
        };
    assertGradient("x", batch, y, dy, x, dx);
    assertGradient("gain", batch, y, dy, gain, dgain);
    assertGradient("bias", batch, y, dy, bias, dbias);
  }
}
