package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Images;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Window;
import java.util.List;

/// Spreads each pixel of images `[n, channels, height, width]` by learnt kernels: the way back
/// through a [Convolution], for making images larger.
///
/// The output has `(extent − 1)·stride − 2·padding + dilation·(kernel − 1) + output-padding + 1`
/// pixels along each axis. Parameters: `weight`, `[channels, outputs / groups, rows, columns]`;
/// `bias`, `[1, outputs]`.
@Component(
    name = "transposed-convolution",
    summary = "learnt kernels that make images larger",
    formula = "y = the gradient of Σ conv(y, weight)·x with respect to y, + bias",
    source = "Dumoulin, Visin 2016, A guide to convolution arithmetic for deep learning, section 4")
public record TransposedConvolution(
    @Option("channels of the output") @AtLeast(1) int channels,
    @Option("extent of a kernel: a number, or [rows, columns]") @Default("3") @AtLeast(1)
        List<Integer> kernel,
    @Option("pixels of the output from an input to the next: a number, or [rows, columns]")
        @Default("1")
        @AtLeast(1)
        List<Integer> stride,
    @Option("pixels cut off all around the output: a number, or [rows, columns]")
        @Default("0")
        @AtLeast(0)
        List<Integer> padding,
    @Option("pixels added at the bottom and right, below stride: a number, or [rows, columns]")
        @Default("0")
        @AtLeast(0)
        List<Integer> outputPadding,
    @Option("pixels from an element of the kernel to the next: a number, or [rows, columns]")
        @Default("1")
        @AtLeast(1)
        List<Integer> dilation,
    @Option("parts of the channels that do not see each other") @Default("1") @AtLeast(1)
        int groups,
    @Option("whether to add a bias") @Default("true") boolean bias,
    @Option("first values of the weight") @Default("he") Initializer initializer)
    implements Layer {
  /// Checks what goes together.
  public TransposedConvolution {
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          "channels must be a multiple of groups, got %d and %d".formatted(channels, groups));
    }
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    padding = List.copyOf(padding);
    outputPadding = List.copyOf(outputPadding);
    dilation = List.copyOf(dilation);
    Axes.of("kernel", kernel);
    Axes.of("padding", padding);
    Axes.of("dilation", dilation);
    Axes step = Axes.of("stride", stride);
    Axes added = Axes.of("output-padding", outputPadding);
    if (added.rows() >= step.rows() || added.columns() >= step.columns()) {
      throw new IllegalArgumentException(
          "output-padding must be below stride, got %s and %s".formatted(added, step));
    }
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Planes planes = Planes.of(x);
    int inputs = planes.channels();
    Shape to = Shape.of(extent(0, planes.height(), x), extent(1, planes.width(), x));
    if (inputs % groups != 0) {
      throw new ShapeMismatchException(
          "%d groups must divide the channels, got %s".formatted(groups, x.shape()));
    }
    Axes extent = Axes.of("kernel", kernel);
    Window window =
        Axes.window(
            extent,
            Axes.of("stride", stride),
            Axes.of("padding", padding),
            Axes.of("dilation", dilation));
    Shape shape = Shape.of(inputs, channels / groups, extent.rows(), extent.columns());
    Value weight = scope.parameter("weight", shape, initializer);
    Value y = Images.transposedConvolution(x, window, weight, groups, to);
    if (!bias) {
      return y;
    }
    Value added = scope.parameter("bias", Shape.of(1, channels), initializer.bias(shape));
    return y.plus(Channels.repeated(added, y.shape()));
  }

  private int extent(int axis, int input, Value x) {
    int cut = Axes.item("padding", padding, axis);
    long extent =
        (input - 1L) * Axes.item("stride", stride, axis)
            - 2L * cut
            + Axes.item("dilation", dilation, axis) * (Axes.item("kernel", kernel, axis) - 1L)
            + Axes.item("output-padding", outputPadding, axis)
            + 1;
    if (extent < 1) {
      throw new ShapeMismatchException(
          "padding %d leaves nothing of %s; make it smaller".formatted(cut, x.shape()));
    }
    return Math.toIntExact(extent);
  }
}
