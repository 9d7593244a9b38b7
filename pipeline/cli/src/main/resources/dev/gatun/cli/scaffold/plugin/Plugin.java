package __package__;

import dev.gatun.api.Plugin;
import java.util.List;

/// Names the components of this jar.
public final class __class__Plugin implements Plugin {
  /// Makes the plugin.
  public __class__Plugin() {}

  @Override
  public List<Class<? extends Record>> components() {
    return List.of(__class__.class);
  }
}
