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
import java.util.Optional;

/// Takes the mean of the numbers under each position of a window over images `[n, channels, height,
/// width]`.
@Component(
    name = "average-pool",
    summary = "mean of the numbers under a window",
    formula = "y[c, r, s] = mean over u, v of x[c, r·stride − padding + u, s·stride − padding + v]",
    source =
        "LeCun et al. 1998, Gradient-Based Learning Applied to Document Recognition, section II.A")
public record AveragePool(
    @Option("rows and columns of the window") @Default("2") @AtLeast(1) int kernel,
    @Option("pixels from a position to the next; left out: as the kernel") @AtLeast(1)
        Optional<Integer> stride,
    @Option("pixels around the image, at most half the kernel") @Default("0") @AtLeast(0)
        int padding,
    @Option("whether padding counts as zeros") @Default("true") boolean countPadding)
    implements Layer {
  /// Checks the padding.
  public AveragePool {
    requireHalf(padding, kernel);
  }

  /// Requires every window to touch the image.
  static void requireHalf(int padding, int kernel) {
    if (2 * padding > kernel) {
      throw new IllegalArgumentException(
          "padding must be at most half the kernel, got %d and %d".formatted(padding, kernel));
    }
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Planes.of(x);
    int step = stride.orElse(kernel);
    return Images.averagePool(
        x, new Window(kernel, kernel, step, step, padding, padding, 1, 1), countPadding);
  }
}
