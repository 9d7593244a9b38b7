package dev.gatun.runner;

import dev.gatun.api.History;
import dev.gatun.api.Result;
import dev.gatun.api.Trainer;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// Ends a training early, and keeps the parameters of its best epoch, where the trainer wants that.
final class Watch {
  private final Session session;
  private final RunFolder folder;
  private final Event.Listener listener;
  private final Trainer trainer;
  private int epoch;
  private Optional<Best> best = Optional.empty();

  /// The best epoch so far, with what came of the validation split then.
  private record Best(int epoch, SequencedMap<String, Result> validation) {}

  Watch(Session session, RunFolder folder, Event.Listener listener) {
    this.session = session;
    this.folder = folder;
    this.listener = listener;
    this.trainer = session.definition().train();
  }

  /// Takes an epoch into account.
  ///
  /// @param state how far the training has come
  /// @param history with this epoch
  /// @param validation results of this epoch
  /// @return why the training is to end now; empty to go on
  /// @throws RunException if the history lacks what is watched
  Optional<String> epochDone(
      Trainer.Checkpoint state, History history, SequencedMap<String, Result> validation) {
    epoch = state.epoch();
    boolean isBest =
        trainer.keep().filter(keep -> located("keep", () -> keep.isBest(history))).isPresent();
    if (isBest) {
      ModelFile.writeCheckpoint(folder.best(), session.parameters(), state);
      best = Optional.of(new Best(epoch, validation));
    }
    return trainer.stop().flatMap(stop -> located("stop", () -> stop.reason(history)));
  }

  private <T> T located(String option, Supplier<T> asked) {
    try {
      return asked.get();
    } catch (IllegalArgumentException e) {
      String path = "train." + option;
      String place =
          Locator.position(path, session.decoded())
              .map(position -> "%s %s".formatted(position, path))
              .orElse(path);
      throw new RunException(
          ExitCode.DEFINITION, place, "%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /// Brings back the parameters of the best epoch, where one before the last was to be kept.
  ///
  /// @param training takes a note
  /// @return what came of the validation split in that epoch; empty where the parameters stay
  Optional<SequencedMap<String, Result>> restore(Trainer.Training training) {
    best.ifPresent(kept -> training.note("train.keep", "epoch " + kept.epoch()));
    Optional<Best> earlier = best.filter(kept -> kept.epoch() < epoch);
    earlier.ifPresent(kept -> {
      ModelFile.read(folder.best(), session.parameters(), session.train().examples());
      listener.on(
          new Event.Noted("kept the parameters of epoch %d of %d".formatted(kept.epoch(), epoch)));
    });
    return earlier.map(Best::validation);
  }
}
