package dev.gatun.plugins.model;

import dev.gatun.api.Plugin;
import java.util.List;

/// Offers the built-in layers and initializers.
public final class ModelPlugin implements Plugin {
  /// Makes the plugin.
  public ModelPlugin() {}

  @Override
  public List<Class<? extends Record>> components() {
    return List.of(
        Sequential.class,
        Linear.class,
        Relu.class,
        Sigmoid.class,
        Tanh.class,
        Dropout.class,
        He.class,
        Xavier.class,
        Normal.class,
        Uniform.class,
        Zeros.class);
  }
}
