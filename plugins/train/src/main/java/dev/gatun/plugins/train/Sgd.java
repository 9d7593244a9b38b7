package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Option;

/// Gradient descent with momentum, in PyTorch's form: the rate stays outside the velocity, and
/// weight decay is added to the gradient.
@Component(
    name = "sgd",
    summary = "gradient descent, with momentum and weight decay",
    formula = "v = momentum·v + g + weight-decay·θ; θ = θ − rate·v",
    source = "Sutskever et al. 2013, On the importance of initialization and momentum, eq. 1 to 4")
public record Sgd(
    @Option("step size") @Default("0.01") @Above(0) double learningRate,
    @Option("share of the last step that is kept") @Default("0") @AtLeast(0) @Below(1)
        double momentum,
    @Option("pull of each parameter towards zero") @Default("0") @AtLeast(0) double weightDecay,
    @Option("whether to take the gradient where momentum leads") @Default("false") boolean nesterov)
    implements Optimizer {
  /// Checks that Nesterov's rule has a momentum to look ahead with.
  public Sgd {
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("nesterov needs a momentum above 0, got 0");
    }
  }

  @Override
  public int slots() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public void update(Update update) {
    update
        .kernels()
        .sgd(
            update.rate(),
            momentum,
            weightDecay,
            nesterov,
            update.partialGradients(),
            momentum == 0 ? null : update.slot(0),
            update.parameters());
  }
}
