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

/// Slides learnt kernels over images `[n, channels, height, width]`.
///
/// Parameters: `weight`, `[outputs, channels / groups, rows, columns]`; `bias`, `[1, outputs]`.
@Component(
    name = "convolution",
    summary = "learnt kernels that slide over images",
    formula =
        "y[o, r, s] = bias[o] + Σ weight[o, c, u, v]·x[c, r·stride − padding + u·dilation, s·stride − padding + v·dilation]",
    source = "Dumoulin, Visin 2016, A guide to convolution arithmetic for deep learning")
public record Convolution(
    @Option("channels of the output") @AtLeast(1) int channels,
    @Option("extent of a kernel: a number, or [rows, columns]") @Default("3") @AtLeast(1)
        List<Integer> kernel,
    @Option("pixels from a position to the next: a number, or [rows, columns]")
        @Default("1")
        @AtLeast(1)
        List<Integer> stride,
    @Option(
            "zeros around the image: a number of pixels, valid for none, or same for an output of the input's size; or [rows, columns]")
        @Default("valid")
        List<String> padding,
    @Option("pixels from an element of the kernel to the next: a number, or [rows, columns]")
        @Default("1")
        @AtLeast(1)
        List<Integer> dilation,
    @Option("parts of the channels that do not see each other") @Default("1") @AtLeast(1)
        int groups,
    @Option("whether to add a bias") @Default("true") boolean bias,
    @Option("first values of the weight") @Default("he") Initializer initializer)
    implements Layer {
  private static final String SAME = "same";
  private static final String VALID = "valid";

  /// Checks what goes together.
  public Convolution {
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          "channels must be a multiple of groups, got %d and %d".formatted(channels, groups));
    }
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    padding = List.copyOf(padding);
    dilation = List.copyOf(dilation);
    Axes.of("kernel", kernel);
    Axes.of("stride", stride);
    Axes.of("dilation", dilation);
    for (int axis = 0; axis < 2; axis++) {
      String around = Axes.item("padding", padding, axis);
      int step = Axes.item("stride", stride, axis);
      if (around.equals(SAME) && step != 1) {
        throw new IllegalArgumentException(
            "padding: same needs stride 1, got %d; give padding as a number".formatted(step));
      }
      if (!around.equals(SAME) && !around.equals(VALID) && !around.matches("\\d{1,6}")) {
        throw new IllegalArgumentException(
            "padding must be same, valid or a number of pixels, got '%s'".formatted(around));
      }
    }
  }

  @Override
  public Value apply(Scope scope, Value x) {
    int inputs = Planes.of(x).channels();
    if (inputs % groups != 0) {
      throw new ShapeMismatchException(
          "%d groups must divide the channels, got %s".formatted(groups, x.shape()));
    }
    Axes before = new Axes(padding(0, 0), padding(1, 0));
    Axes after = new Axes(padding(0, 1), padding(1, 1));
    boolean even = before.equals(after);
    Value padded = even ? x : Borders.of(before, after).around(x, Pad.Mode.ZEROS);
    Axes extent = Axes.of("kernel", kernel);
    Window window =
        Axes.window(
            extent,
            Axes.of("stride", stride),
            even ? before : new Axes(0, 0),
            Axes.of("dilation", dilation));
    Shape shape = Shape.of(channels, inputs / groups, extent.rows(), extent.columns());
    Value weight = scope.parameter("weight", shape, initializer);
    Value added =
        bias ? scope.parameter("bias", Shape.of(1, channels), initializer.bias(shape)) : null;
    return Images.convolution(padded, window, weight, added);
  }

  /// {@return the zeros on one side of an axis; a kernel of even extent leaves a pixel over, which
  /// goes to the bottom right}
  ///
  /// @param axis 0 for rows, 1 for columns
  /// @param side 0 before the image, 1 after it
  private int padding(int axis, int side) {
    String around = Axes.item("padding", padding, axis);
    return switch (around) {
      case VALID -> 0;
      case SAME -> {
        int extent = Axes.item("kernel", kernel, axis);
        yield (Axes.item("dilation", dilation, axis) * (extent - 1) + side) / 2;
      }
      default -> Integer.parseInt(around);
    };
  }
}
