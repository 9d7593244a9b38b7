package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls of convolution, pooling and the choice of columns.
final class ImageSamples {
  private static final List<Window> WINDOWS =
      List.of(
          Window.of(1, 1, 0),
          Window.of(3, 1, 1),
          Window.of(2, 2, 0),
          new Window(3, 2, 2, 1, 1, 0, 1, 2),
          new Window(2, 3, 1, 3, 2, 3, 2, 1));

  private ImageSamples() {}

  static List<Operation> operations() {
    return List.of(
        new Operation("convolution", Group.IMAGES, ImageSamples::convolution),
        new Operation("convolutionInputGradient", Group.IMAGES, ImageSamples::inputGradient),
        new Operation(
            "convolutionParameterGradient", Group.IMAGES, ImageSamples::parameterGradient),
        new Operation("maxPool", Group.IMAGES, ImageSamples::maxPool),
        new Operation("maxPoolGradient", Group.IMAGES, ImageSamples::maxPoolGradient),
        new Operation("averagePool", Group.IMAGES, ImageSamples::averagePool),
        new Operation("averagePoolGradient", Group.IMAGES, ImageSamples::averagePoolGradient),
        new Operation("gatherColumns", Group.IMAGES, ImageSamples::gatherColumns),
        new Operation("gatherColumnsGradient", Group.IMAGES, ImageSamples::gatherColumnsGradient));
  }

  /// Images and a layer over them.
  ///
  /// @param window the layer's
  /// @param x extents of the images
  /// @param weight extents of the kernel
  /// @param y extents of what the layer gives
  private record Layer(Window window, int[] x, int[] weight, int[] y) {
    static Layer of(Draw draw, Window window, int rows, int columns, int groups) {
      int channels = groups * (1 + columns % 3);
      int outputs = groups * draw.between(1, 5);
      int height = draw.between(Math.max(reach(window, true), 3), 7);
      int width = Math.max(reach(window, false), Math.min(columns, 19));
      return new Layer(
          window,
          new int[] {Math.min(rows, 4), channels, height, width},
          new int[] {outputs, channels / groups, window.kernelHeight(), window.kernelWidth()},
          new int[] {
            Math.min(rows, 4), outputs, window.outputHeight(height), window.outputWidth(width)
          });
    }

    private static int reach(Window window, boolean vertical) {
      return vertical
          ? window.dilationHeight() * (window.kernelHeight() - 1) + 1 - window.paddingHeight()
          : window.dilationWidth() * (window.kernelWidth() - 1) + 1 - window.paddingWidth();
    }

    /// {@return axes along which the images may grow by 1 and give as much}
    Integer[] slack() {
      List<Integer> axes = new ArrayList<>();
      if (window.outputHeight(x[2] + 1) == y[2]) {
        axes.add(2);
      }
      if (window.outputWidth(x[3] + 1) == y[3]) {
        axes.add(3);
      }
      return axes.toArray(Integer[]::new);
    }

    /// {@return the axis along which the kernel may grow by 1, the groups becoming fewer}
    Integer[] regrouped() {
      int depth = weight[1] + 1;
      boolean fits = x[1] % depth == 0 && x[1] > 0 && y[1] % (x[1] / depth) == 0;
      return fits ? new Integer[] {1} : new Integer[0];
    }

    int taps() {
      return window.kernelHeight() * window.kernelWidth();
    }

    /// {@return extents of what a pool of this window gives}
    int[] pooled() {
      return new int[] {x[0], x[1], y[2], y[3]};
    }
  }

  private static int size(int... extents) {
    return Arrays.stream(extents).reduce(1, (a, b) -> a * b);
  }

  private static Operand in(Draw draw, String name, int... extents) {
    return Operand.in(name, draw.numbers(size(extents)), extents);
  }

  private static List<Layer> layers(Draw draw, int rows, int columns) {
    List<Layer> layers = new ArrayList<>();
    for (int groups : new int[] {1, 1, draw.between(2, 3)}) {
      Window window = WINDOWS.get(draw.random().nextInt(WINDOWS.size()));
      layers.add(Layer.of(draw, window, rows, columns, groups));
    }
    return layers;
  }

  /// Products of the taps over a group's channels, and the bias.
  private static List<Sample> convolution(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (Layer layer : layers(draw, rows, columns)) {
      @Nullable Operand bias = samples.size() % 2 == 0 ? in(draw, "bias", 1, layer.y()[1]) : null;
      samples.add(
          Sample.of(
                  "convolution",
                  layer.window(),
                  in(draw, "x", layer.x()).free(layer.slack()),
                  in(draw, "weight", layer.weight()).free(layer.regrouped()),
                  bias,
                  Operand.out("y", layer.y()))
              .within(Bound.sums(layer.taps() * layer.weight()[1] + 1)));
    }
    return samples;
  }

  /// Products of the taps over a group's outputs.
  private static List<Sample> inputGradient(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (Layer layer : layers(draw, rows, columns)) {
      samples.add(
          Sample.of(
                  "convolutionInputGradient",
                  layer.window(),
                  in(draw, "dy", layer.y()),
                  in(draw, "weight", layer.weight()).free(layer.regrouped()),
                  Operand.out("dx", layer.x()).free(layer.slack()))
              .within(Bound.sums(layer.taps() * layer.y()[1] + 1)));
    }
    return samples;
  }

  /// Products over all positions of all examples.
  private static List<Sample> parameterGradient(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (Layer layer : layers(draw, rows, columns)) {
      int[] y = layer.y();
      samples.add(
          Sample.of(
                  "convolutionParameterGradient",
                  layer.window(),
                  in(draw, "x", layer.x()).free(layer.slack()),
                  in(draw, "dy", y),
                  Operand.out("dweight", layer.weight()).free(layer.regrouped()),
                  samples.size() % 2 == 0 ? Operand.out("dbias", 1, y[1]) : null)
              .within(Bound.sums(y[0] * y[2] * y[3] + 1)));
    }
    return samples;
  }

  private static List<Sample> maxPool(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (Layer layer : layers(draw, rows, columns)) {
      // Few different numbers, so that the first of equals must be found.
      double[] values = draw.integers(size(layer.x()), -2, 3);
      samples.add(
          Sample.of(
                  "maxPool",
                  layer.window(),
                  Operand.in("x", values, layer.x()).free(layer.slack()),
                  Operand.out("y", layer.pooled()),
                  Operand.out("indices", layer.pooled()).of(ElementType.I32))
              .within(Bound.exact())
              .byRows());
    }
    return samples;
  }

  /// As many numbers may meet in one place as the window has positions over it.
  private static List<Sample> maxPoolGradient(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (Layer layer : layers(draw, rows, columns)) {
      int[] dy = layer.pooled();
      int plane = layer.x()[2] * layer.x()[3];
      Operand dx = Operand.out("dx", layer.x()).free(2, 3);
      samples.add(
          Sample.of(
                  "maxPoolGradient",
                  in(draw, "dy", dy),
                  Operand.in("indices", draw.integers(size(dy), -1, plane), dy).of(ElementType.I32),
                  dx)
              .within(Bound.sums(dy[2] * dy[3]))
              .byRows());
    }
    return samples;
  }

  /// The taps' sum and a division.
  private static List<Sample> averagePool(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (Layer layer : layers(draw, rows, columns)) {
      samples.add(
          Sample.of(
                  "averagePool",
                  layer.window(),
                  samples.size() % 2 == 0,
                  in(draw, "x", layer.x()).free(layer.slack()),
                  Operand.out("y", layer.pooled()))
              .within(Bound.sums(layer.taps() + 2))
              .byRows());
    }
    return samples;
  }

  private static List<Sample> averagePoolGradient(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (Layer layer : layers(draw, rows, columns)) {
      samples.add(
          Sample.of(
                  "averagePoolGradient",
                  layer.window(),
                  samples.size() % 2 == 0,
                  in(draw, "dy", layer.pooled()),
                  Operand.out("dx", layer.x()).free(layer.slack()))
              .within(Bound.sums(layer.taps() + 2))
              .byRows());
    }
    return samples;
  }

  private static List<Sample> gatherColumns(Draw draw, int rows, int columns) {
    int from = columns + 2;
    return List.of(
        Sample.of(
                "gatherColumns",
                in(draw, "x", rows, from).free(1),
                Operand.in("indices", draw.integers(columns, -1, from), columns)
                    .of(ElementType.I32),
                Operand.out("y", rows, columns))
            .within(Bound.exact())
            .byRows("indices"));
  }

  private static List<Sample> gatherColumnsGradient(Draw draw, int rows, int columns) {
    int to = columns / 2 + 1;
    return List.of(
        Sample.of(
                "gatherColumnsGradient",
                in(draw, "dy", rows, columns),
                Operand.in("indices", draw.integers(columns, -1, to), columns).of(ElementType.I32),
                Operand.out("dx", rows, to).free(1))
            .within(Bound.sums(columns))
            .byRows("indices"));
  }
}
