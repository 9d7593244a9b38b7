package dev.gatun.plugins.train;

import dev.gatun.api.Trainer;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Plan;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The mean loss of all training examples with its penalties, and the gradient, computed part by
/// part; the products of a part are shared by the engine's threads.
final class FullBatch {
  private final Trainer.Training training;
  private final Engine engine;
  private final int[] rows;
  private final int part;
  private final double totalWeight;

  /// Computes the first part, and the penalties.
  private final Plan first;

  /// Computes all other parts.
  private final Plan others;

  private final Tensor sum;

  /// What was found at a point.
  ///
  /// @param loss mean over the examples
  /// @param penalty sum of the weighted penalties
  /// @param gradient of both together
  record Found(double loss, double penalty, double[] gradient) {
    /// {@return what is to be made least}
    double value() {
      return loss + penalty;
    }
  }

  FullBatch(Trainer.Training training, int batchSize) {
    this.training = training;
    this.engine = training.engine();
    this.rows = training.rows();
    Network network = training.network();
    boolean whole = network.graph().mixesExamples(network.losses());
    part = whole ? rows.length : Math.min(batchSize, rows.length);
    totalWeight = totalWeight();
    first = plan(true);
    others = part == rows.length || network.penalty().isEmpty() ? first : plan(false);
    sum = training.parameters().allocateBlock(training.workspace());
  }

  private Plan plan(boolean penalties) {
    Plan plan =
        Plan.training(
            training.network(),
            training.parameters(),
            training.workspace(),
            Plan.Settings.of(part, training.seed()),
            penalties);
    plan.examples(training.examples());
    plan.epoch(1);
    return plan;
  }

  private double totalWeight() {
    Optional<Tensor> weights = training.examples().weights();
    if (weights.isEmpty()) {
      return rows.length;
    }
    double total = 0;
    for (int row : rows) {
      total += weights.get().segment().getAtIndex(ValueLayout.JAVA_FLOAT, row);
    }
    return total;
  }

  /// {@return the parameters as they are}
  double[] point() {
    return engine.download(training.parameters().block());
  }

  /// Sets the parameters.
  ///
  /// @param point rounded to the engine's type
  void move(double[] point) {
    engine.upload(point, training.parameters().block());
  }

  /// {@return what is found at the parameters as they are}
  Found evaluate() {
    double scale = totalWeight == 0 ? 0 : 1 / totalWeight;
    double loss = 0;
    double penalty = 0;
    engine.fill(0, sum);
    for (int from = 0; from < rows.length; from += part) {
      Plan plan = from == 0 ? first : others;
      plan.load(rows, from, Math.min(part, rows.length - from), scale);
      plan.forward();
      loss += plan.loss();
      if (from == 0) {
        penalty =
            training
                .network()
                .penalty()
                .map(cost -> engine.download(plan.output(cost))[0])
                .orElse(0.0);
      }
      plan.backward();
      engine.axpby(1, plan.gradients(), 1, sum);
    }
    return new Found(loss, penalty, engine.download(sum));
  }
}
