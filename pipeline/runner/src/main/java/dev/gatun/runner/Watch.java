package dev.gatun.runner;

import dev.gatun.api.History;
import dev.gatun.api.Trainer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Ends a training early, and keeps the parameters of its best epoch, where the trainer wants that.
final class Watch {
  private final Session session;
  private final RunFolder folder;
  private final Event.Listener listener;
  private final Trainer trainer;
  private int epoch;

  /// The epoch whose checkpoint is kept; 0 for none.
  private int best;

  Watch(Session session, RunFolder folder, Event.Listener listener) {
    this.session = session;
    this.folder = folder;
    this.listener = listener;
    this.trainer = session.definition().train();
  }

  /// Takes over the epochs of an earlier part of the training.
  void restore(History history) {
    for (epoch = 1; epoch <= history.epochs().size(); epoch++) {
      best = isBest(new History(history.epochs().subList(0, epoch))) ? epoch : best;
    }
    epoch--;
  }

  /// Takes an epoch into account.
  ///
  /// @param epochs with this one
  /// @param save writes a checkpoint into a file
  /// @return why the training is to end now; empty to go on
  /// @throws RunException if the history lacks what is watched
  Optional<String> epochDone(History epochs, Consumer<Path> save) {
    epoch = epochs.epochs().size();
    if (isBest(epochs)) {
      save.accept(folder.best());
      best = epoch;
    }
    return stop(epochs);
  }

  /// {@return why the training is to end after the last epoch; empty to go on}
  Optional<String> stop(History epochs) {
    return trainer.stop().flatMap(stop -> located("stop", () -> stop.reason(epochs)));
  }

  private boolean isBest(History epochs) {
    return trainer.keep().filter(keep -> located("keep", () -> keep.isBest(epochs))).isPresent();
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
  /// @return whether the parameters are others now
  boolean restoreBest(Trainer.Training training) {
    if (best == 0) {
      return false;
    }
    training.note("train.keep", "epoch " + best);
    if (best == epoch) {
      return false;
    }
    ModelFile.read(folder.best(), session.parameters(), session.train().examples());
    listener.on(new Event.Noted("kept the parameters of epoch %d of %d".formatted(best, epoch)));
    return true;
  }
}
