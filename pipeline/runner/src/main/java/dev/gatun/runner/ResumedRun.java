package dev.gatun.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Goes on with a run that was interrupted, in its folder, and ends where it would have ended
/// without that, bit by bit: with the engine, the threads and the division of work of then.
public final class ResumedRun {
  private static final String EPOCHS = "train.epochs=";

  private final Installation installation;
  private final RunFolder folder;
  private final List<String> assignments;
  private final int threads;
  private final Interruption interruption;
  private final Event.Listener listener;

  /// Prepares to go on.
  ///
  /// @param installation what may be used
  /// @param run the folder of the run
  /// @param assignments empty, or `train.epochs=…` for another number of epochs
  /// @param threads to use where nothing was saved yet, at least 1
  /// @param interruption stops it
  /// @param listener is told what happens
  public ResumedRun(
      Installation installation,
      Path run,
      List<String> assignments,
      int threads,
      Interruption interruption,
      Event.Listener listener) {
    this.installation = installation;
    this.folder = new RunFolder(run);
    this.assignments = List.copyOf(assignments);
    this.threads = threads;
    this.interruption = interruption;
    this.listener = listener;
  }

  /// Goes on, or begins where nothing was saved.
  ///
  /// @return what came of the run
  /// @throws RuntimeException whatever went wrong, see [Failure]
  public Run.Outcome execute() {
    check();
    UsedPlugins.check(installation, folder);
    Optional<SavedTraining> saved;
    try (RunFolder.Lock _ = folder.lock()) {
      saved = SavedTraining.newest(folder);
      if (saved.isEmpty() && Files.isRegularFile(folder.metrics())) {
        throw refused("the run has no checkpoint to go on from; run its pipeline.yaml anew");
      }
    }
    OpenDefinition definition =
        new Definitions(installation)
            .open(new Definitions.Request(folder.definition().toString(), List.of(), assignments));
    int epochs = definition.decode().value().train().epochs();
    saved.ifPresent(earlier -> checkEpochs(earlier, epochs));
    Run.Request request =
        new Run.Request(
            definition,
            Optional.of(folder.path()),
            saved.map(SavedTraining::threads).orElse(threads),
            false);
    return new Run(installation, request, saved, interruption, listener).execute();
  }

  private void check() {
    if (!Files.isRegularFile(folder.definition())) {
      throw new RunException(
          ExitCode.DATA,
          folder.path().toString(),
          "%s: not the folder of a run: it has no pipeline.yaml".formatted(folder.path()),
          null);
    }
    for (String assignment : assignments) {
      if (!assignment.startsWith(EPOCHS)) {
        throw refused(
            "only train.epochs may change, got --set %s; run the definition anew"
                .formatted(assignment));
      }
    }
  }

  private void checkEpochs(SavedTraining earlier, int epochs) {
    if (epochs < earlier.epoch()) {
      throw refused(
          "train.epochs must be at least the %d that are done, got %d"
              .formatted(earlier.epoch(), epochs));
    }
  }

  private RunException refused(String message) {
    return new RunException(
        ExitCode.DEFINITION,
        folder.path().toString(),
        "%s: %s".formatted(folder.path(), message),
        null);
  }
}
