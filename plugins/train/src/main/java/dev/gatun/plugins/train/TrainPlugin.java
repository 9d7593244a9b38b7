package dev.gatun.plugins.train;

import dev.gatun.api.Plugin;
import java.util.List;

/// Offers the built-in trainers, optimizers, schedules, and what watches a training.
public final class TrainPlugin implements Plugin {
  /// Makes the plugin.
  public TrainPlugin() {}

  @Override
  public List<Class<? extends Record>> components() {
    return List.of(
        GradientDescent.class,
        Lbfgs.class,
        Perceptron.class,
        Sgd.class,
        RmsProp.class,
        Adagrad.class,
        Adadelta.class,
        Adam.class,
        AdamW.class,
        Constant.class,
        Step.class,
        MultiStep.class,
        Exponential.class,
        LinearSchedule.class,
        Cosine.class,
        CosineRestarts.class,
        InverseSquareRoot.class,
        OneCycle.class,
        Plateau.class,
        WarmUp.class,
        Early.class,
        ClipNorm.class,
        ClipValue.class,
        ExponentialAverage.class,
        MeanAverage.class,
        Best.class);
  }
}
