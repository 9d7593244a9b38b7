package dev.gatun.plugins.train;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Average;
import dev.gatun.api.Clip;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Keep;
import dev.gatun.api.Named;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Option;
import dev.gatun.api.Penalty;
import dev.gatun.api.Schedule;
import dev.gatun.api.Stop;
import dev.gatun.api.Trainer;
import java.util.List;
import java.util.Optional;

/// Minibatch gradient descent: each epoch takes the examples in a new random order, batch by batch.
@Component(
    name = "gradient-descent",
    summary = "minibatch gradient descent",
    formula = "θ = θ − update(∇ mean loss of the batch)",
    source =
        "Bottou, Curtis, Nocedal 2018, Optimization Methods for Large-Scale Machine Learning, section 3")
public record GradientDescent(
    @Option("passes over the training examples") @Default("10") @AtLeast(1) int epochs,
    @Option("examples in a step; the last of an epoch may have fewer") @Default("128") @AtLeast(1)
        int batchSize,
    @Option("turns gradients into steps") @Default("sgd") Optimizer optimizer,
    @Option("changes the step size during training") @Default("constant") Schedule schedule,
    @Option("costs of parameters, each with a weight") List<Named<Penalty>> penalties,
    @Option(
            "workers that share each batch; left out: what was measured on this machine, or else one for each thread, and one alone for small graphs")
        @AtLeast(1)
        Optional<Integer> parallel,
    @Option("ends the training early; left out: it takes all epochs") Optional<Stop> stop,
    @Option("whose epoch's parameters are used in the end; left out: the last one's")
        Optional<Keep> keep,
    @Option(
            "parts in which a batch is computed, one after another: less memory, the same gradient; layers that mix examples see one part at a time; 1: as many as caches want, but one for layers that mix examples, and with penalties")
        @Default("1")
        @AtLeast(1)
        int accumulate,
    @Option("limits the gradient of each step; left out: nothing does") Optional<Clip> clip,
    @Option(
            "average of the parameters over the steps, which is evaluated and saved instead of the last ones; left out: there is none")
        Optional<Average> average)
    implements Trainer {
  /// Copies the list.
  public GradientDescent {
    penalties = List.copyOf(penalties);
  }

  /// Makes one that takes all epochs, uses the parameters of the last, divides batches as caches
  /// want, limits no gradient and averages nothing.
  ///
  /// @param epochs at least 1
  /// @param batchSize at least 1
  /// @param optimizer turns gradients into steps
  /// @param schedule changes the step size
  /// @param penalties costs of parameters
  /// @param parallel workers; empty for one of each thread
  public GradientDescent(
      int epochs,
      int batchSize,
      Optimizer optimizer,
      Schedule schedule,
      List<Named<Penalty>> penalties,
      Optional<Integer> parallel) {
    this(
        epochs,
        batchSize,
        optimizer,
        schedule,
        penalties,
        parallel,
        Optional.empty(),
        Optional.empty(),
        1,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Optional<String> refuses(int planned, long step, int examples) {
    long stepsPerEpoch = Math.ceilDiv((long) examples, batchSize);
    for (long done = 0; done < step; done++) {
      double before = schedule.factor(done, stepsPerEpoch, stepsPerEpoch * planned);
      if (before != schedule.factor(done, stepsPerEpoch, stepsPerEpoch * epochs)) {
        return Optional.of("the schedule would have made other steps from the beginning");
      }
    }
    return Optional.empty();
  }

  @Override
  public void train(Training training) {
    try (Descent descent = new Descent(this, training)) {
      descent.run();
    }
  }
}
