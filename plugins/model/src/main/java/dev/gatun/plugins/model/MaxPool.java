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

/// Keeps the greatest number under each position of a window over images `[n, channels, height,
/// width]`; padding is never the greatest.
@Component(
    name = "max-pool",
    summary = "greatest number under a window",
    formula = "y[c, r, s] = max over u, v of x[c, r·stride − padding + u·dilation, …]",
    source =
        "Jarrett et al. 2009, What is the Best Multi-Stage Architecture for Object Recognition?")
public record MaxPool(
    @Option("rows and columns of the window") @Default("2") @AtLeast(1) int kernel,
    @Option("pixels from a position to the next; left out: as the kernel") @AtLeast(1)
        Optional<Integer> stride,
    @Option("pixels around the image, at most half the kernel") @Default("0") @AtLeast(0)
        int padding,
    @Option("pixels from an element of the window to the next") @Default("1") @AtLeast(1)
        int dilation)
    implements Layer {
  /// Checks the padding.
  public MaxPool {
    AveragePool.requireHalf(padding, kernel);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Planes.of(x);
    int step = stride.orElse(kernel);
    return Images.maxPool(
        x, new Window(kernel, kernel, step, step, padding, padding, dilation, dilation));
  }
}
