package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Images;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Window;
import java.util.List;

/// Takes the mean of the numbers under each position of a window over images `[n, channels, height,
/// width]`.
@Component(
    name = "average-pool",
    summary = "mean of the numbers under a window",
    formula = "y[c, r, s] = mean over u, v of x[c, r·stride − padding + u, s·stride − padding + v]",
    source =
        "LeCun et al. 1998, Gradient-Based Learning Applied to Document Recognition, section II.A")
public record AveragePool(
    @Option("extent of the window: a number, or [rows, columns]") @Default("2") @AtLeast(1)
        List<Integer> kernel,
    @Option("pixels from a position to the next; left out: as the kernel") @AtLeast(1)
        List<Integer> stride,
    @Option("pixels around the image, at most half the kernel") @Default("0") @AtLeast(0)
        List<Integer> padding,
    @Option("whether padding counts as zeros") @Default("true") boolean countPadding)
    implements Layer {
  /// Checks the extents.
  public AveragePool {
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    padding = List.copyOf(padding);
    window(kernel, stride, padding, List.of(1));
  }

  /// {@return the window of a pooling}
  ///
  /// @throws IllegalArgumentException if one need not touch the image
  static Window window(
      List<Integer> kernel, List<Integer> stride, List<Integer> padding, List<Integer> dilation) {
    Axes extent = Axes.of("kernel", kernel);
    Axes around = Axes.of("padding", padding);
    if (2 * around.rows() > extent.rows() || 2 * around.columns() > extent.columns()) {
      throw new IllegalArgumentException(
          "padding must be at most half the kernel, got %s and %s".formatted(around, extent));
    }
    Axes step = stride.isEmpty() ? extent : Axes.of("stride", stride);
    return Axes.window(extent, step, around, Axes.of("dilation", dilation));
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Planes.of(x);
    return Images.averagePool(x, window(kernel, stride, padding, List.of(1)), countPadding);
  }
}
