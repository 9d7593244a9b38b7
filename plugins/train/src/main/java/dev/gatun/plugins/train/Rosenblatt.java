package dev.gatun.plugins.train;

import dev.gatun.api.Trainer;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// One training by Rosenblatt's rule. The gradient of `scores · mistake`, the mistake held fast, is
/// the rule's update.
final class Rosenblatt {
  private final Perceptron settings;
  private final Trainer.Training training;
  private final Engine engine;
  private final Plan plan;
  private final Value mistake;
  private final int[] order;
  private int epoch;
  private int done;
  private int mistakes;

  Rosenblatt(Perceptron settings, Trainer.Training training) {
    this.settings = settings;
    this.training = training;
    this.engine = training.engine();
    this.order = training.rows().clone();
    Network network = training.network();
    Value scores = network.scores().flatten();
    mistake = scores.apply(new Mistake(), target(scores, network.prepared().target()));
    plan =
        Plan.training(
            scores.times(mistake).sumRows(),
            training.parameters(),
            training.workspace(),
            Plan.Settings.of(1, training.seed()));
    plan.examples(training.examples());
    training
        .checkpoint()
        .ifPresent(checkpoint -> {
          epoch = checkpoint.epoch();
          done = (int) (checkpoint.step() - (long) epoch * order.length);
          mistakes = (int) checkpoint.lossSum();
        });
  }

  /// {@return 1 where an output should say that its class applies, else 0}
  private static Value target(Value scores, Target target) {
    if (target.hasValues()) {
      return target.values().flatten();
    }
    Value oneHot = target.oneHot();
    return scores.features() == 1 && target.classes().size() == 2 ? oneHot.columns(1, 1) : oneHot;
  }

  /// Whether the last epoch of an earlier part of the training had no mistake.
  private boolean isPerfect() {
    List<SequencedMap<String, Double>> epochs = training.history().epochs();
    return done == 0
        && !epochs.isEmpty()
        && Double.valueOf(0).equals(epochs.getLast().get("train.loss"));
  }

  void run() {
    if (isPerfect()) {
      return;
    }
    while (epoch < settings.epochs()) {
      Shuffle.order(training, epoch + 1, order);
      plan.epoch(epoch + 1);
      int before = done;
      long begin = System.nanoTime();
      runEpoch();
      long nanos = System.nanoTime() - begin;
      if (done < order.length) {
        training.stopped(state());
        return;
      }
      int trained = done - before;
      boolean perfect = mistakes == 0;
      double loss = (double) mistakes / order.length;
      epoch++;
      done = 0;
      mistakes = 0;
      if (perfect) {
        training.note("train.converged", "epoch %d had no mistake".formatted(epoch));
      }
      if (!training.epochDone(state(), loss, trained, nanos) || perfect) {
        return;
      }
    }
  }

  private void runEpoch() {
    while (done < order.length && !training.interrupted()) {
      plan.load(order, done, 1, 1);
      plan.forward();
      if (!Double.isFinite(plan.loss())) {
        throw new ArithmeticException(
            "epoch %d, example %d: the scores are no finite numbers at learning rate %s; lower train.learning-rate, or look for numbers out of range in the data"
                .formatted(epoch + 1, done + 1, settings.learningRate()));
      }
      if (isMistaken()) {
        mistakes++;
        plan.backward();
        engine.axpby(-settings.learningRate(), plan.gradients(), 1, parameters());
      }
      done++;
      training.progress(epoch + 1, done, order.length, (double) mistakes / done);
    }
  }

  private boolean isMistaken() {
    for (double difference : engine.download(plan.output(mistake))) {
      if (difference != 0) {
        return true;
      }
    }
    return false;
  }

  private Tensor parameters() {
    return training.parameters().block();
  }

  private Trainer.Checkpoint state() {
    return new Trainer.Checkpoint(
        epoch, (long) epoch * order.length + done, mistakes, new LinkedHashMap<>());
  }
}
