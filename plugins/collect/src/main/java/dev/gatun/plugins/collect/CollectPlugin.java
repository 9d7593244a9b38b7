package dev.gatun.plugins.collect;

import dev.gatun.api.Plugin;
import java.util.List;

/// Offers the built-in sources, splits and transforms.
public final class CollectPlugin implements Plugin {
  /// Makes the plugin.
  public CollectPlugin() {}

  @Override
  public List<Class<? extends Record>> components() {
    return List.of(
        SyntheticDigits.class,
        Mnist.class,
        Idx.class,
        Npy.class,
        Csv.class,
        Images.class,
        Spirals.class,
        Moons.class,
        Rings.class,
        Blobs.class,
        Xor.class,
        RandomNumbers.class,
        Holdout.class,
        Scale.class,
        Standardize.class,
        Flatten.class,
        Polar.class,
        OneHot.class,
        Mask.class);
  }
}
