package dev.gatun.plugins.evaluate;

import dev.gatun.api.Plugin;
import java.util.List;

/// Offers the built-in metrics and figures.
public final class EvaluatePlugin implements Plugin {
  /// Makes the plugin.
  public EvaluatePlugin() {}

  @Override
  public List<Class<? extends Record>> components() {
    return List.of(
        Accuracy.class,
        ConfusionMatrix.class,
        MeanLoss.class,
        MeanSquaredError.class,
        PeakSignalToNoise.class,
        Curves.class,
        Templates.class,
        ConfusionMatrixFigure.class,
        Reconstructions.class);
  }
}
