package dev.gatun.tests.example;

import dev.gatun.api.Plugin;
import java.util.List;

/// Offers a loss and a layer, both composed of existing operations.
public final class ExamplePlugin implements Plugin {
  /// Makes the plugin.
  public ExamplePlugin() {}

  @Override
  public List<Class<? extends Record>> components() {
    return List.of(Focal.class, Gated.class);
  }
}
