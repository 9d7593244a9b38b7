package dev.gatun.kit.component;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Named;
import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Rules of trainers, tried on classes that a line divides.
final class TrainerRules {
  private static final int ROWS = 24;
  private static final int FEATURES = 3;

  private static final Loss CROSS_ENTROPY =
      (scores, target) -> scores.logSoftmax().times(target.oneHot()).sumRows().negate();

  private static final Layer LINEAR =
      (scope, x) ->
          x.matmul(scope.parameter("weight", Shape.of(FEATURES, 2), Initializer.ZEROS))
              .plus(scope.parameter("bias", Shape.of(1, 2), Initializer.ZEROS));

  private TrainerRules() {}

  static List<Rule> rules() {
    return List.of(
        rule(
            "CMP-70",
            Group.RESULTS,
            "It brings the loss down, and tells the end of each epoch once.",
            TrainerRules::trains),
        rule(
            "CMP-71",
            Group.DETERMINISM,
            "The same seed gives the same bits, whatever was trained before.",
            TrainerRules::repeats),
        rule(
            "CMP-72",
            Group.RESULTS,
            "Interrupted, it stops after the step under way and says where.",
            TrainerRules::stops));
  }

  private static Rule rule(String id, Group group, String text, Rule.Check check) {
    return new Rule(id, group, Set.of(Trainer.class), text, check);
  }

  private static Watched watched(Trial trial, Engine engine) {
    Data data = new Data(trial.workspace(), trial.seed());
    Targets.Classes labels = data.labels(ROWS, 2);
    Tensor noise = data.uniform(ROWS, "noise", FEATURES);
    Tensor inputs =
        data.filled(
            Shape.of(ROWS, FEATURES),
            i ->
                (labels.label(i / FEATURES) == 0 ? -1 : 1)
                    + 0.5
                        * noise.segment().getAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, i));
    Examples examples = new Examples(inputs, Optional.empty(), labels, Optional.empty());
    Network network =
        Network.prepare(examples, List.of())
            .model(LINEAR)
            .losses(List.of(new Named<>("cross-entropy", 1, CROSS_ENTROPY)));
    return new Watched(engine, network, examples, trial.seed());
  }

  private static List<Engine> engines(Trial trial) {
    return Stream.concat(Stream.of(trial.reference()), trial.engines().stream()).toList();
  }

  private static void trains(Trial trial) {
    for (Engine engine : engines(trial)) {
      Trainer trainer = trial.make(Trainer.class);
      Require.that(trainer.epochs() >= 1, "epochs: must be at least 1, got %d", trainer.epochs());
      Require.that(
          trainer.batchSize() >= 1, "batchSize: must be at least 1, got %d", trainer.batchSize());
      try (Watched training = watched(trial, engine)) {
        double before = training.loss();
        trainer.train(training);
        double after = training.loss();
        Require.that(
            after < before,
            "on engine '%s' the loss must fall from %s, got %s after %d epochs",
            engine.id(),
            Require.number(before),
            Require.number(after),
            training.epochs.size());
        for (int i = 0; i < training.epochs.size(); i++) {
          Require.that(
              training.epochs.get(i) == i + 1,
              "epochDone: must be told epochs 1, 2 and so on, got %s",
              training.epochs);
        }
        Require.that(
            !training.epochs.isEmpty() && training.epochs.size() <= trainer.epochs(),
            "epochDone: must be told 1 to %d epochs, got %d",
            trainer.epochs(),
            training.epochs.size());
      }
    }
  }

  private static void repeats(Trial trial) {
    Trainer used = trial.make(Trainer.class);
    for (Engine engine : engines(trial)) {
      try (Watched first = watched(trial, engine);
          Watched second = watched(trial, engine)) {
        trial.make(Trainer.class).train(first);
        used.train(second);
        Require.same(
            "on engine '%s' a parameter".formatted(engine.id()),
            "as in a training before",
            2,
            first.values(),
            second.values());
      }
    }
  }

  private static void stops(Trial trial) {
    Trainer trainer = trial.make(Trainer.class);
    try (Watched training = watched(trial, trial.reference())) {
      training.interrupt();
      trainer.train(training);
      Require.that(
          training.stopped() && training.epochs.size() <= 1,
          "interrupted it must call stopped, got %d epochs and %s",
          training.epochs.size(),
          training.stopped() ? "a stop" : "none");
    }
  }
}
