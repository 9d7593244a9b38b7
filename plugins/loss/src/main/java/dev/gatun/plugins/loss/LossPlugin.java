package dev.gatun.plugins.loss;

import dev.gatun.api.Plugin;
import java.util.List;

/// Offers the built-in losses and penalties.
public final class LossPlugin implements Plugin {
  /// Makes the plugin.
  public LossPlugin() {}

  @Override
  public List<Class<? extends Record>> components() {
    return List.of(
        CrossEntropy.class,
        NegativeLogLikelihood.class,
        BinaryCrossEntropy.class,
        Hinge.class,
        MultiLabelMargin.class,
        SoftMargin.class,
        KullbackLeibler.class,
        Cosine.class,
        L2.class,
        MeanSquared.class,
        L1.class,
        Lp.class,
        Huber.class,
        SmoothL1.class,
        L1Penalty.class,
        L2Penalty.class,
        LpPenalty.class,
        ElasticNet.class);
  }
}
