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
        TopK.class,
        Precision.class,
        Recall.class,
        F1.class,
        ConfusionMatrix.class,
        Kappa.class,
        RocAuc.class,
        AveragePrecision.class,
        LogLoss.class,
        Brier.class,
        Calibration.class,
        MeanLoss.class,
        MeanSquaredError.class,
        RootMeanSquaredError.class,
        MeanAbsoluteError.class,
        Determination.class,
        PeakSignalToNoise.class,
        StructuralSimilarity.class,
        Curves.class,
        Templates.class,
        ConfusionMatrixFigure.class,
        RocCurve.class,
        PrecisionRecallCurve.class,
        Reliability.class,
        DecisionRegions.class,
        Reconstructions.class,
        WorstExamples.class);
  }
}
