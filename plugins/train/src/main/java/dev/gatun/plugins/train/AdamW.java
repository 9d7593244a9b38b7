package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Option;

/// Steps scaled by running moments of each parameter's gradient; weight decay acts on the
/// parameters themselves.
@Component(
    name = "adamw",
    summary = "adam, its weight decay acting on the parameters themselves",
    formula =
        "θ = (1 − rate·weight-decay)·θ; m = β₁m + (1−β₁)g; v = β₂v + (1−β₂)g²; θ = θ − rate·m̂ / (√v̂ + ε)",
    source = "Loshchilov, Hutter 2019, Decoupled Weight Decay Regularization, algorithm 2")
public record AdamW(
    @Option("step size") @Default("0.001") @Above(0) double learningRate,
    @Option("decay of the mean of gradients") @Default("0.9") @AtLeast(0) @Below(1) double beta1,
    @Option("decay of the mean of squared gradients") @Default("0.999") @AtLeast(0) @Below(1)
        double beta2,
    @Option("added to the denominator") @Default("1e-8") @Above(0) double epsilon,
    @Option("pull of each parameter towards zero") @Default("0.01") @AtLeast(0) double weightDecay)
    implements Optimizer {
  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void update(Update update) {
    Adam.step(update, beta1, beta2, epsilon, weightDecay, true);
  }
}
