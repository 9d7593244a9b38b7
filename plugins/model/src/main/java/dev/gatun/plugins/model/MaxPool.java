package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Images;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import java.util.List;

/// Keeps the greatest number under each position of a window over images `[n, channels, height,
/// width]`; padding is never the greatest.
@Component(
    name = "max-pool",
    summary = "greatest number under a window",
    formula = "y[c, r, s] = max over u, v of x[c, r·stride − padding + u·dilation, …]",
    source =
        "Jarrett et al. 2009, What is the Best Multi-Stage Architecture for Object Recognition?")
public record MaxPool(
    @Option("extent of the window: a number, or [rows, columns]") @Default("2") @AtLeast(1)
        List<Integer> kernel,
    @Option("pixels from a position to the next; left out: as the kernel") @AtLeast(1)
        List<Integer> stride,
    @Option("pixels around the image, at most half the kernel") @Default("0") @AtLeast(0)
        List<Integer> padding,
    @Option("pixels from an element of the window to the next") @Default("1") @AtLeast(1)
        List<Integer> dilation)
    implements Layer {
  /// Checks the extents.
  public MaxPool {
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    padding = List.copyOf(padding);
    dilation = List.copyOf(dilation);
    AveragePool.window(kernel, stride, padding, dilation);
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Planes.of(x);
    return Images.maxPool(x, AveragePool.window(kernel, stride, padding, dilation));
  }
}
