package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import dev.gatun.engine.Workspace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {
  private static final String KERNELS = "dev.gatun.engine.java.Sample#kernels";

  /// One convolution: examples, channels, groups, outputs, and the plane's height and width.
  private record Layer(
      Window window, int n, int channels, int groups, int outputs, int height, int width) {
    int[] x() {
      return new int[] {n, channels, height, width};
    }

    int[] weight() {
      return new int[] {outputs, channels / groups, window.kernelHeight(), window.kernelWidth()};
    }

    int[] y() {
      return new int[] {n, outputs, window.outputHeight(height), window.outputWidth(width)};
    }

    int terms() {
      return channels / groups * window.kernelHeight() * window.kernelWidth();
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void convolutionsAndTheirGradientsAreWithinTheBound(Kernels kernels) {
    int[][] channels = {{1, 1, 1}, {3, 1, 5}, {4, 2, 6}, {4, 4, 4}, {3, 3, 6}, {2, 1, 17}};
    for (Window window : Images.windows()) {
      for (int[] plane : Images.planes()) {
        for (int[] c : channels) {
          check(kernels, new Layer(window, 2, c[0], c[1], c[2], plane[0], plane[1]));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void planesTooLargeToUnfoldAtOnceAreWithinTheBound(Kernels kernels) {
    check(kernels, new Layer(Window.of(5, 1, 2), 1, 30, 1, 2, 41, 41));
    check(kernels, new Layer(Window.of(5, 1, 0), 1, 30, 1, 2, 41, 41));
    check(kernels, new Layer(Window.of(7, 2, 3), 2, 20, 1, 1, 81, 61));
    check(kernels, new Layer(new Window(3, 9, 3, 1, 5, 8, 4, 2), 1, 60, 2, 2, 90, 40));
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void emptyImagesAndWindowsThatDoNotFitGiveNoughtAndBiases(Kernels kernels) {
    check(kernels, new Layer(Window.of(3, 1, 1), 0, 3, 1, 5, 7, 7));
    check(kernels, new Layer(Window.of(3, 1, 1), 2, 0, 1, 5, 7, 7));
    check(kernels, new Layer(Window.of(3, 1, 1), 2, 3, 1, 0, 7, 7));
    check(kernels, new Layer(Window.of(3, 1, 0), 2, 3, 1, 5, 2, 7));
    check(kernels, new Layer(Window.of(3, 1, 1), 2, 3, 1, 5, 0, 7));
    check(kernels, new Layer(Window.of(3, 1, 2), 2, 3, 1, 5, 0, 0));
  }

  private static void check(Kernels kernels, Layer layer) {
    try (Sample sample = new Sample(layer.hashCode());
        Workspace workspace = Workspace.open("magnitudes")) {
      Sample.Pair x = Images.numbers(sample, layer.x());
      Sample.Pair weight = Images.numbers(sample, layer.weight());
      Sample.Pair bias = sample.numbers(1, layer.outputs());
      Sample.Pair dy = Images.numbers(sample, layer.y());
      Tensor absoluteX = Images.absolute(workspace, x.exact());
      Tensor absoluteWeight = Images.absolute(workspace, weight.exact());
      Tensor absoluteBias = Images.absolute(workspace, bias.exact());
      Tensor absoluteDy = Images.absolute(workspace, dy.exact());
      for (int biased = 0; biased < 2; biased++) {
        Sample.Pair y = Images.output(sample, layer.y());
        boolean none = biased == 0;
        kernels.convolution(
            layer.window(), x.fast(), weight.fast(), none ? null : bias.fast(), y.fast());
        Sample.REFERENCE.convolution(
            layer.window(), x.exact(), weight.exact(), none ? null : bias.exact(), y.exact());
        Tensor magnitudes = workspace.allocate(ElementType.F64, y.exact().shape());
        Sample.REFERENCE.convolution(
            layer.window(), absoluteX, absoluteWeight, none ? null : absoluteBias, magnitudes);
        Images.assertWithin("y of " + layer, layer.terms() + 2, y, magnitudes);
      }
      Sample.Pair dx = Images.output(sample, layer.x());
      kernels.convolutionInputGradient(layer.window(), dy.fast(), weight.fast(), dx.fast());
      Sample.REFERENCE.convolutionInputGradient(
          layer.window(), dy.exact(), weight.exact(), dx.exact());
      Tensor magnitudes = workspace.allocate(ElementType.F64, dx.exact().shape());
      Sample.REFERENCE.convolutionInputGradient(
          layer.window(), absoluteDy, absoluteWeight, magnitudes);
      int terms = layer.outputs() * layer.window().kernelHeight() * layer.window().kernelWidth();
      Images.assertWithin("dx of " + layer, terms + 2, dx, magnitudes);
      checkParameters(kernels, layer, sample, x, dy, absoluteX, absoluteDy);
    }
  }

  private static void checkParameters(
      Kernels kernels,
      Layer layer,
      Sample sample,
      Sample.Pair x,
      Sample.Pair dy,
      Tensor absoluteX,
      Tensor absoluteDy) {
    Sample.Pair dweight = Images.output(sample, layer.weight());
    Sample.Pair dbias = sample.output(1, layer.outputs());
    Window window = layer.window();
    kernels.convolutionParameterGradient(window, x.fast(), dy.fast(), dweight.fast(), dbias.fast());
    Sample.REFERENCE.convolutionParameterGradient(
        window, x.exact(), dy.exact(), dweight.exact(), dbias.exact());
    try (Workspace workspace = Workspace.open("magnitudes")) {
      Tensor magnitudes = workspace.allocate(ElementType.F64, dweight.exact().shape());
      Tensor ofBias = workspace.allocate(ElementType.F64, dbias.exact().shape());
      Sample.REFERENCE.convolutionParameterGradient(
          window, absoluteX, absoluteDy, magnitudes, ofBias);
      int terms = layer.n() * layer.y()[2] * layer.y()[3];
      Images.assertWithin("dweight of " + layer, terms + 2, dweight, magnitudes);
      Images.assertWithin("dbias of " + layer, terms + 2, dbias, ofBias);
    }
    double[] before = dweight.values();
    kernels.convolutionParameterGradient(window, x.fast(), dy.fast(), dweight.fast(), null);
    assertThat(dweight.values()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void anExamplesBitsDependOnItOnly(Kernels kernels) {
    for (Window window : Images.windows()) {
      Layer layer = new Layer(window, 5, 4, 2, 6, 9, 19);
      try (Sample sample = new Sample(3)) {
        Sample.Pair x = Images.numbers(sample, layer.x());
        Sample.Pair weight = Images.numbers(sample, layer.weight());
        Sample.Pair y = Images.output(sample, layer.y());
        Sample.Pair dx = Images.output(sample, layer.x());
        kernels.convolution(window, x.fast(), weight.fast(), null, y.fast());
        kernels.convolutionInputGradient(window, y.fast(), weight.fast(), dx.fast());
        for (int i = 0; i < 5; i++) {
          Sample.Pair one = Images.output(sample, 1, 6, layer.y()[2], layer.y()[3]);
          kernels.convolution(window, x.fast().rows(i, 1), weight.fast(), null, one.fast());
          assertThat(one.values()).isEqualTo(Sample.doubles(y.fast().rows(i, 1)));
          Sample.Pair back = Images.output(sample, 1, 4, 9, 19);
          kernels.convolutionInputGradient(window, one.fast(), weight.fast(), back.fast());
          assertThat(back.values()).isEqualTo(Sample.doubles(dx.fast().rows(i, 1)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void notANumberAndInfinityReachWhatSeesThem(Kernels kernels) {
    for (Window window : Images.windows()) {
      Layer layer = new Layer(window, 2, 3, 1, 2, 6, 18);
      for (double poison : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        try (Sample sample = new Sample(4)) {
          Sample.Pair x = poisoned(Images.numbers(sample, layer.x()), 3 * 108 + 40, poison);
          Sample.Pair weight = Images.numbers(sample, layer.weight());
          Sample.Pair bad = poisoned(Images.numbers(sample, layer.weight()), 1, poison);
          Sample.Pair dy = Images.numbers(sample, layer.y());
          compare(kernels, layer, sample, x, weight, dy);
          compare(kernels, layer, sample, Images.numbers(sample, layer.x()), bad, dy);
          compare(kernels, layer, sample, x, weight, poisoned(dy, 5, poison));
        }
      }
    }
  }

  private static Sample.Pair poisoned(Sample.Pair pair, int at, double poison) {
    double[] values = pair.values();
    values[at] = poison;
    return pair.filled(values);
  }

  /// Requires that the same results are finite, and those others the same.
  private static void compare(
      Kernels kernels, Layer layer, Sample sample, Sample.Pair x, Sample.Pair w, Sample.Pair dy) {
    Window window = layer.window();
    Sample.Pair y = Images.output(sample, layer.y());
    Sample.Pair dx = Images.output(sample, layer.x());
    Sample.Pair dw = Images.output(sample, layer.weight());
    kernels.convolution(window, x.fast(), w.fast(), null, y.fast());
    Sample.REFERENCE.convolution(window, x.exact(), w.exact(), null, y.exact());
    kernels.convolutionInputGradient(window, dy.fast(), w.fast(), dx.fast());
    Sample.REFERENCE.convolutionInputGradient(window, dy.exact(), w.exact(), dx.exact());
    kernels.convolutionParameterGradient(window, x.fast(), dy.fast(), dw.fast(), null);
    Sample.REFERENCE.convolutionParameterGradient(window, x.exact(), dy.exact(), dw.exact(), null);
    Sample.assertWithin(4, 256, y);
    Sample.assertWithin(4, 256, dx);
    Sample.assertWithin(4, 256, dw);
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void channelsThatTheWeightsLackGiveNought(Kernels kernels) {
    try (Workspace workspace = Workspace.open("none")) {
      Window window = Window.of(1, 1, 0);
      Tensor x = workspace.allocate(ElementType.F32, Shape.of(1, 0, 2, 2));
      Tensor dy = workspace.allocate(ElementType.F32, Shape.of(1, 2, 2, 2));
      Tensor dweight = workspace.allocate(ElementType.F32, Shape.of(2, 3, 1, 1));
      kernels.fill(1, dweight);
      kernels.convolutionParameterGradient(window, x, dy, dweight, null);
      assertThat(Sample.doubles(dweight)).containsOnly(0);
    }
  }
}
