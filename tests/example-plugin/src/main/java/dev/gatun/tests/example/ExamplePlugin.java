package dev.gatun.tests.example;

import dev.gatun.api.Plugin;
import java.util.List;

/// Names the components of this jar. By depth: [Focal] and [Gated] compose operations, [Swish] has
/// passes of its own over kernels, [Sparsemax] over plain numbers.
public final class ExamplePlugin implements Plugin {
  /// Makes the plugin.
  public ExamplePlugin() {}

  @Override
  public List<Class<? extends Record>> components() {
    return List.of(
        Focal.class,
        Gated.class,
        Swish.class,
        Sparsemax.class,
        Lion.class,
        Margins.class,
        MarginsFigure.class,
        Checkerboard.class);
  }
}
