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

/// Slides learnt kernels over images `[n, channels, height, width]`.
///
/// Parameters: `weight`, `[outputs, channels / groups, kernel, kernel]`; `bias`, `[1, outputs]`.
@Component(
    name = "convolution",
    summary = "learnt kernels that slide over images",
    formula =
        "y[o, r, s] = bias[o] + Σ weight[o, c, u, v]·x[c, r·stride − padding + u·dilation, s·stride − padding + v·dilation]",
    source = "Dumoulin, Visin 2016, A guide to convolution arithmetic for deep learning")
public record Convolution(
    @Option("channels of the output") @AtLeast(1) int channels,
    @Option("rows and columns of a kernel") @Default("3") @AtLeast(1) int kernel,
    @Option("pixels from a position to the next") @Default("1") @AtLeast(1) int stride,
    @Option(
            "zeros around the image: a number of pixels, valid for none, or same for an output of the input's size")
        @Default("valid")
        String padding,
    @Option("pixels from an element of the kernel to the next") @Default("1") @AtLeast(1)
        int dilation,
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
    if (padding.equals(SAME) && stride != 1) {
      throw new IllegalArgumentException(
          "padding: same needs stride 1, got %d; give padding as a number".formatted(stride));
    }
    if (!padding.equals(SAME) && !padding.equals(VALID) && !padding.matches("\\d{1,6}")) {
      throw new IllegalArgumentException(
          "padding must be same, valid or a number of pixels, got '%s'".formatted(padding));
    }
  }

  @Override
  public Value apply(Scope scope, Value x) {
    int inputs = Planes.of(x).channels();
    if (inputs % groups != 0) {
      throw new ShapeMismatchException(
          "%d groups must divide the channels, got %s".formatted(groups, x.shape()));
    }
    int missing = dilation * (kernel - 1);
    int before =
        switch (padding) {
          case VALID -> 0;
          case SAME -> missing / 2;
          default -> Integer.parseInt(padding);
        };
    // A kernel of even size leaves a pixel over, which goes to the bottom right.
    boolean uneven = padding.equals(SAME) && missing % 2 == 1;
    Value padded =
        uneven ? new Borders(before, before + 1, before, before + 1).around(x, Pad.Mode.ZEROS) : x;
    int around = uneven ? 0 : before;
    Window window = new Window(kernel, kernel, stride, stride, around, around, dilation, dilation);
    Shape shape = Shape.of(channels, inputs / groups, kernel, kernel);
    Value weight = scope.parameter("weight", shape, initializer);
    Value added =
        bias ? scope.parameter("bias", Shape.of(1, channels), initializer.bias(shape)) : null;
    return Images.convolution(padded, window, weight, added);
  }
}
