package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Named;
import dev.gatun.api.Option;
import dev.gatun.api.Penalty;
import dev.gatun.api.Trainer;
import java.util.List;

/// The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno, over all training examples
/// at once; an epoch is an iteration.
///
/// The step along the direction meets the strong Wolfe conditions, so that the loss with its
/// penalties never rises. Layers with random numbers keep those of the first epoch. The training
/// ends early where the gradient is within the tolerance, or where no step lowers the loss, as
/// rounding makes it in the end.
@Component(
    name = "lbfgs",
    summary = "L-BFGS over all examples, with strong Wolfe line search",
    formula = "θ = θ − α·H·g, H from the last pairs of θ and g, α by line search",
    source = "Nocedal and Wright 2006, Numerical Optimization, algorithms 3.5, 3.6, 7.4 and 7.5")
public record Lbfgs(
    @Option("most iterations") @Default("20") @AtLeast(1) int epochs,
    @Option("pairs of steps and changes of the gradient to remember") @Default("10") @AtLeast(1)
        int history,
    @Option("the step that each line search tries first") @Default("1") @Above(0)
        double learningRate,
    @Option("greatest slope at the end of a step, as a share of that at its beginning")
        @Default("0.9")
        @AtLeast(WolfeSearch.DECREASE)
        @Below(1)
        double curvature,
    @Option("greatest element of the gradient at which the training ends")
        @Default("1e-7")
        @AtLeast(0)
        double tolerance,
    @Option("examples computed at once; no matter for the result") @Default("1024") @AtLeast(1)
        int batchSize,
    @Option("costs of parameters, each with a weight") List<Named<Penalty>> penalties)
    implements Trainer {
  /// Copies the list.
  public Lbfgs {
    penalties = List.copyOf(penalties);
  }

  @Override
  public void train(Training training) {
    new QuasiNewton(this, training).run();
  }
}
