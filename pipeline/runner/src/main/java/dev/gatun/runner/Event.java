package dev.gatun.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;

/// What happens in a run, for whoever shows it.
public sealed interface Event {
  /// A run of a study begins.
  ///
  /// @param number of the run, from 1
  /// @param count of runs
  /// @param names of what is varied
  /// @param values of this run
  record Varied(int number, int count, List<String> names, List<String> values) implements Event {}

  /// The engine is open.
  ///
  /// @param line one line: which, what it is, why it was taken
  record EngineChosen(String line) implements Event {}

  /// The data is there.
  ///
  /// @param line one line: source, counts, shapes
  record Collected(String line) implements Event {}

  /// The model is built.
  ///
  /// @param line one line: layers, parameters, loss
  record Built(String line) implements Event {}

  /// The first training step of a run is done.
  ///
  /// @param seconds since the process was started, to a hundredth
  record FirstStep(double seconds) implements Event {}

  /// An epoch goes on. The object is reused: read it, do not keep it.
  ///
  /// @param epoch from 1
  /// @param epochs planned
  /// @param done steps done
  /// @param steps in the epoch
  /// @param examples trained in the epoch so far
  /// @param loss mean so far
  record Progressed(int epoch, int epochs, long done, long steps, long examples, double loss)
      implements Event {}

  /// An epoch is over.
  ///
  /// @param epoch from 1
  /// @param epochs planned
  /// @param numbers by full name, such as `train.loss`
  record EpochDone(int epoch, int epochs, SequencedMap<String, Double> numbers) implements Event {}

  /// Something a person should know, though the run goes on.
  ///
  /// @param message one sentence
  record Noted(String message) implements Event {}

  /// The run folder is complete.
  ///
  /// @param folder where everything is
  record Finished(Path folder) implements Event {}

  /// Receives events, from one thread at a time.
  @FunctionalInterface
  interface Listener {
    /// Takes notice.
    ///
    /// @param event what happened
    void on(Event event);
  }
}
