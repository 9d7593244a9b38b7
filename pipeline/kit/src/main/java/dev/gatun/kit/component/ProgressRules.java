package dev.gatun.kit.component;

import dev.gatun.api.Average;
import dev.gatun.api.History;
import dev.gatun.api.Keep;
import dev.gatun.api.Schedule;
import dev.gatun.api.Stop;
import dev.gatun.kit.NotApplicable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/// Rules of what follows the progress of a training: schedules, stops, keeps, averages.
final class ProgressRules {
  private static final int EPOCHS = 12;

  private ProgressRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "CMP-60",
            Group.RESULTS,
            Set.of(Schedule.class),
            "Its factor is finite and at least 0 at every step.",
            ProgressRules::factors),
        new Rule(
            "CMP-61",
            Group.DETERMINISM,
            Set.of(Schedule.class, Stop.class, Keep.class),
            "It is a pure function: asked again, in any order, it answers the same.",
            ProgressRules::pure),
        new Rule(
            "CMP-62",
            Group.RESULTS,
            Set.of(Stop.class),
            "Where it ends a training it says why, in one line.",
            ProgressRules::reasons),
        new Rule(
            "CMP-63",
            Group.RESULTS,
            Set.of(Average.class),
            "The share of the latest parameters is from 0 to 1 at every step, asked again too.",
            ProgressRules::shares));
  }

  /// Steps of an epoch, and of the whole training.
  private record Length(long stepsPerEpoch, long steps) {}

  private static final List<Length> LENGTHS =
      List.of(new Length(1, 1), new Length(1, 7), new Length(10, 100), new Length(469, 938));

  private static void factors(Trial trial) {
    Schedule schedule = trial.make(Schedule.class);
    for (Length length : LENGTHS) {
      for (long step = 0; step < length.steps; step++) {
        double factor = schedule.factor(step, length.stepsPerEpoch, length.steps);
        Require.that(
            Double.isFinite(factor) && factor >= 0,
            "factor: must be finite and at least 0, got %s at step %d of %d, %d an epoch",
            factor,
            step,
            length.steps,
            length.stepsPerEpoch);
      }
    }
    for (History history : histories()) {
      double factor = schedule.factor(history);
      Require.that(
          Double.isFinite(factor) && factor >= 0,
          "factor: must be finite and at least 0, got %s after %d epochs",
          factor,
          history.epochs().size());
    }
  }

  /// {@return trainings that go well, get stuck, get worse, and break}
  private static List<History> histories() {
    List<History> histories = new ArrayList<>();
    for (Function<Integer, Double> course :
        List.<Function<Integer, Double>>of(
            epoch -> 1.0 / epoch, _ -> 1.0, epoch -> 1.0 * epoch, _ -> Double.NaN)) {
      List<SequencedMap<String, Double>> epochs = new ArrayList<>();
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("epoch", (double) epoch);
        numbers.put("train.loss", course.apply(epoch));
        numbers.put("validation.loss", course.apply(epoch));
        numbers.put("validation.accuracy", 1 / (1 + course.apply(epoch)));
        epochs.add(numbers);
        histories.add(new History(List.copyOf(epochs)));
      }
    }
    return histories;
  }

  private static void pure(Trial trial) {
    Object used = trial.subject().make();
    List<Object> forth = answers(used, false);
    List<Object> back = answers(used, true);
    List<Object> fresh = answers(trial.subject().make(), false);
    for (int i = 0; i < forth.size(); i++) {
      Object again = back.get(forth.size() - 1 - i);
      Require.that(
          forth.get(i).equals(again) && forth.get(i).equals(fresh.get(i)),
          "must answer the same when asked again, got %s, %s and, of a new one, %s; keep nothing between calls",
          forth.get(i),
          again,
          fresh.get(i));
    }
  }

  private static List<Object> answers(Object component, boolean backwards) {
    List<Object> answers = new ArrayList<>();
    List<History> histories = histories();
    try {
      for (History history : backwards ? histories.reversed() : histories) {
        answers.add(
            switch (component) {
              case Schedule schedule -> schedule.factor(history);
              case Stop stop -> stop.reason(history);
              case Keep keep -> keep.isBest(history);
              default -> throw new AssertionError("asks nothing of the history: " + component);
            });
      }
    } catch (IllegalArgumentException e) {
      throw new NotApplicable("it watches a number that this training has not");
    }
    if (component instanceof Schedule schedule) {
      List<Object> steps = new ArrayList<>();
      for (int step = 0; step < 100; step++) {
        steps.add(schedule.factor(backwards ? 99 - step : step, 10, 100));
      }
      answers.addAll(backwards ? 0 : answers.size(), steps);
    }
    return answers;
  }

  private static void reasons(Trial trial) {
    Stop stop = trial.make(Stop.class);
    try {
      for (History history : histories()) {
        Optional<String> reason = stop.reason(history);
        Require.that(
            reason.isEmpty() || (!reason.get().isBlank() && reason.get().lines().count() == 1),
            "reason: must be one line, got '%s'",
            reason.orElse(""));
      }
    } catch (IllegalArgumentException e) {
      throw new NotApplicable("it watches a number that this training has not");
    }
  }

  private static void shares(Trial trial) {
    Average used = trial.make(Average.class);
    for (Length length : LENGTHS) {
      for (long step = 1; step <= length.steps; step++) {
        double share = used.share(step, length.stepsPerEpoch);
        double again = trial.make(Average.class).share(step, length.stepsPerEpoch);
        Require.that(
            share >= 0 && share <= 1 && share == again,
            "share: must be from 0 to 1 and the same when asked again, got %s and %s at step %d, %d an epoch",
            share,
            again,
            step,
            length.stepsPerEpoch);
      }
    }
  }
}
