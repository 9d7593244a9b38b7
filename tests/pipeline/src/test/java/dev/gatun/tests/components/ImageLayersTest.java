package dev.gatun.tests.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.engine.Shape;
import dev.gatun.plugins.model.AdaptiveAveragePool;
import dev.gatun.plugins.model.AdaptiveMaxPool;
import dev.gatun.plugins.model.AveragePool;
import dev.gatun.plugins.model.Constant;
import dev.gatun.plugins.model.Convolution;
import dev.gatun.plugins.model.He;
import dev.gatun.plugins.model.MaxPool;
import dev.gatun.plugins.model.Pad;
import dev.gatun.plugins.model.Sequential;
import dev.gatun.plugins.model.TransposedConvolution;
import dev.gatun.plugins.model.Upsample;
import dev.gatun.tests.pipeline.Networks;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What layers on images give: figures of PyTorch 1.13 for one small image.
final class ImageLayersTest {
  private static final double[] NINE = {1, -2, 3, 0.5, 4, -1, 2, 2.5, -3};
  private static final double[] FOUR = {1, -2, 0.5, 4};
  private static final double[] KERNEL = {1, -1, 0.5, 2};

  /// Known numbers, and a bias of 1/4.
  private record Known(double... numbers) implements Initializer {
    @Override
    public void initialize(Shape shape, RandomGenerator random, double[] values) {
      System.arraycopy(numbers, 0, values, 0, values.length);
    }

    @Override
    public Initializer bias(Shape weight) {
      return new Constant(0.25);
    }
  }

  private static Layer convolution(String padding, int stride, int dilation) {
    return convolution(1, 2, stride, padding, dilation, 1, true, new Known(KERNEL));
  }

  private static Convolution convolution(
      int channels,
      int kernel,
      int stride,
      String padding,
      int dilation,
      int groups,
      boolean bias,
      Initializer initializer) {
    return new Convolution(
        channels,
        List.of(kernel),
        List.of(stride),
        List.of(padding),
        List.of(dilation),
        groups,
        bias,
        initializer);
  }

  private static Layer transposed(
      int kernel, int stride, int padding, int outputPadding, double[] weight) {
    return new TransposedConvolution(
        1,
        List.of(kernel),
        List.of(stride),
        List.of(padding),
        List.of(outputPadding),
        List.of(1),
        1,
        true,
        new Known(weight));
  }

  private static void assertGives(double[] image, Layer layer, double... expected) {
    int extent = image.length == 9 ? 3 : 2;
    try (LayerTrial forward = new LayerTrial(Shape.of(1, 1, extent, extent), image)) {
      assertThat(forward.of(layer)).as("%s", layer).containsExactly(expected, within(1e-14));
      assertThat(forward.shape.rank()).isEqualTo(4);
    }
  }

  @Test
  void agreeWithPyTorch() {
    assertGives(NINE, convolution("valid", 1, 1), 11.5, -4.75, 2.75, 0.5);
    assertGives(
        NINE, convolution("same", 1, 1), 11.5, -4.75, 2.75, 2.75, 0.5, -2.25, -0.25, 5.75, -2.75);
    assertGives(NINE, convolution("1", 2, 1), 2.25, 5.25, 3.75, 0.5);
    assertGives(NINE, convolution("valid", 1, 2), -6.75);
    assertGives(
        FOUR,
        transposed(2, 2, 0, 0, KERNEL),
        1.25,
        -0.75,
        -1.75,
        2.25,
        0.75,
        2.25,
        -0.75,
        -3.75,
        0.75,
        -0.25,
        4.25,
        -3.75,
        0.5,
        1.25,
        2.25,
        8.25);
    assertGives(
        FOUR,
        transposed(3, 2, 1, 1, NINE),
        4.25,
        -1.75,
        -7.75,
        2.25,
        1.75,
        -1.25,
        -12.75,
        18.25,
        2.25,
        1.75,
        16.25,
        -3.75,
        1.5,
        6.75,
        10.25,
        -11.75);
    assertGives(NINE, new MaxPool(List.of(2), List.of(1), List.of(0), List.of(1)), 4, 4, 4, 4);
    assertGives(
        NINE, new AveragePool(List.of(2), List.of(), List.of(1), true), 0.25, 0.25, 0.625, 0.625);
    assertGives(
        NINE, new AveragePool(List.of(2), List.of(), List.of(1), false), 1, 0.5, 1.25, 0.625);
    assertGives(NINE, new AdaptiveAveragePool(2, 2), 0.875, 1, 2.25, 0.625);
    assertGives(NINE, new AdaptiveMaxPool(2, 2), 4, 4, 4, 4);
    assertGives(NINE, new AdaptiveAveragePool(1, 1), 0.7777777777777778);
    assertGives(
        FOUR,
        new Upsample(2, Upsample.Mode.NEAREST, false),
        1,
        1,
        -2,
        -2,
        1,
        1,
        -2,
        -2,
        0.5,
        0.5,
        4,
        4,
        0.5,
        0.5,
        4,
        4);
    assertGives(
        FOUR,
        new Upsample(2, Upsample.Mode.BILINEAR, false),
        1,
        0.25,
        -1.25,
        -2,
        0.875,
        0.53125,
        -0.15625,
        -0.5,
        0.625,
        1.09375,
        2.03125,
        2.5,
        0.5,
        1.375,
        3.125,
        4);
    assertGives(
        FOUR,
        new Upsample(2, Upsample.Mode.BILINEAR, true),
        1,
        1.1102230246251565e-16,
        -0.9999999999999999,
        -2,
        0.8333333333333334,
        0.5555555555555556,
        0.2777777777777776,
        -2.220446049250313e-16,
        0.6666666666666667,
        1.111111111111111,
        1.5555555555555554,
        1.9999999999999998,
        0.5,
        1.6666666666666665,
        2.833333333333333,
        4);
    assertGives(
        FOUR,
        new Pad(List.of(1), Pad.Mode.REFLECT),
        4,
        0.5,
        4,
        0.5,
        -2,
        1,
        -2,
        1,
        4,
        0.5,
        4,
        0.5,
        -2,
        1,
        -2,
        1);
    assertGives(
        FOUR, new Pad(List.of(0, 1, 1, 0), Pad.Mode.REPLICATE), 1, 1, -2, 0.5, 0.5, 4, 0.5, 0.5, 4);
  }

  @Test
  void groupsOfChannelsDoNotSeeEachOther() {
    double[] numbers = {1, 2, 3, 4, 10, 20, 30, 40};
    Layer layer = convolution(2, 2, 1, "valid", 1, 2, false, new Known(1, 1, 1, 1, 2, 0, 0, 1));
    try (LayerTrial forward = new LayerTrial(Shape.of(1, 2, 2, 2), numbers)) {
      assertThat(forward.of(layer)).containsExactly(10, 60);
    }
  }

  @Test
  void refuseWhatIsNoImage() {
    Layer model =
        new Sequential(
            List.of(Networks.named("first", convolution(6, 5, 1, "same", 1, 1, true, new He()))));
    try (LayerTrial rows = new LayerTrial(Shape.of(1, 4), FOUR);
        LayerTrial small = new LayerTrial(Shape.of(1, 1, 2, 2), FOUR)) {
      assertThatExceptionOfType(ComponentException.class)
          .isThrownBy(() -> rows.of(model))
          .withMessage(
              "first: needs images [n, channels, height, width], got [n, 4];"
                  + " put {type: reshape, shape: [channels, height, width]} before it"
                  + " (input [n, 4])");
      assertThatExceptionOfType(ComponentException.class)
          .isThrownBy(() -> small.of(new MaxPool(List.of(3), List.of(), List.of(0), List.of(1))))
          .withMessage(
              "model: max-pool: a window of 3 by 3 must lie in the padded image,"
                  + " got [n, 1, 2, 2] with padding [0, 0] (input [n, 1, 2, 2])");
      assertThatExceptionOfType(ComponentException.class)
          .isThrownBy(() -> small.of(convolution(2, 1, 1, "0", 1, 2, true, new He())))
          .withMessageContaining("2 groups must divide the channels, got [n, 1, 2, 2]");
    }
  }

  @Test
  void refuseOptionsThatDoNotGoTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution(6, 5, 2, "same", 1, 1, true, new He()))
        .withMessage("padding: same needs stride 1, got 2; give padding as a number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution(6, 5, 1, "-1", 1, 1, true, new He()))
        .withMessage("padding must be same, valid or a number of pixels, got '-1'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution(6, 5, 1, "same", 1, 4, true, new He()))
        .withMessage("channels must be a multiple of groups, got 6 and 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MaxPool(List.of(2), List.of(), List.of(2), List.of(1)))
        .withMessage("padding must be at most half the kernel, got 2 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transposed(3, 1, 0, 1, new double[9]))
        .withMessage("output-padding must be below stride, got 1 and 1");
    List<Integer> three = List.of(3, 5, 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MaxPool(three, List.of(), List.of(0), List.of(1)))
        .withMessage("kernel must be one for both axes or [rows, columns], got [3, 5, 7]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MaxPool(List.of(4, 2), List.of(), List.of(2), List.of(1)))
        .withMessage("padding must be at most half the kernel, got 2 and [4, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pad(List.of(1, 2, 3), Pad.Mode.ZEROS))
        .withMessage(
            "border must be [all], [rows, columns] or [top, bottom, left, right], got [1, 2, 3]");
  }
}
