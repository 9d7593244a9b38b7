package dev.gatun.runner;

import dev.gatun.api.Trainer;
import dev.gatun.api.data.DataException;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A training as a checkpoint has it: with everything that its further course depends on.
///
/// @param content of the file
record SavedTraining(Safetensors.Content content) {
  /// {@return what a checkpoint says beside its numbers}
  static Map<String, String> metadata(
      Session session,
      Trainer.Checkpoint state,
      Map<String, String> notes,
      long examples,
      long nanos) {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("epoch", Integer.toString(state.epoch()));
    metadata.put("step", Long.toString(state.step()));
    metadata.put("loss-sum", Double.toString(state.lossSum()));
    metadata.put("planned", Integer.toString(session.definition().train().epochs()));
    metadata.put("rows", Integer.toString(session.train().rows().length));
    metadata.put("examples", Long.toString(examples));
    metadata.put("nanos", Long.toString(nanos));
    metadata.put("threads", Integer.toString(session.threads()));
    metadata.put("engine", session.engine().id());
    metadata.put("description", Json.write(session.engine().description()));
    metadata.put("notes", Json.write(notes));
    return metadata;
  }

  /// {@return the newest checkpoint of a run; empty where there is none}
  ///
  /// @throws RunException with [ExitCode#DATA] if one is damaged
  static Optional<SavedTraining> newest(RunFolder folder) {
    // That of the best epoch may be newer: the other is written now and then only.
    return Stream.of(folder.last(), folder.best())
        .filter(Files::isRegularFile)
        .map(file -> new SavedTraining(Safetensors.read(file)))
        .max(Comparator.comparingLong(SavedTraining::step));
  }

  /// {@return epochs finished}
  int epoch() {
    return (int) number("epoch");
  }

  /// {@return steps done since the beginning}
  long step() {
    return number("step");
  }

  double lossSum() {
    return Double.parseDouble(text("loss-sum"));
  }

  /// {@return examples trained, as far as they were counted}
  long examples() {
    return number("examples");
  }

  /// {@return nanoseconds spent in their steps}
  long nanos() {
    return number("nanos");
  }

  /// {@return the number of epochs that were planned}
  int planned() {
    return (int) number("planned");
  }

  int threads() {
    return (int) number("threads");
  }

  String engine() {
    return text("engine");
  }

  /// {@return what the trainer noted}
  Map<String, String> notes() {
    return strings("notes");
  }

  private Map<String, String> strings(String key) {
    SequencedMap<String, String> strings = new LinkedHashMap<>();
    Json.readObject(text(key)).forEach((name, value) -> strings.put(name, String.valueOf(value)));
    return strings;
  }

  private long number(String key) {
    return Long.parseLong(text(key));
  }

  private String text(String key) {
    @Nullable String text = content.metadata().get(key);
    if (text == null) {
      throw new RunException(
          ExitCode.DATA,
          content.file().toString(),
          "%s: must say '%s', as checkpoints do, got %s; run the definition anew"
              .formatted(content.file(), key, content.metadata().keySet()),
          null);
    }
    return text;
  }

  /// {@return how far the training had come}
  ///
  /// @param workspace of the engine; owns the slots
  Trainer.Checkpoint state(Engine engine, Workspace workspace) {
    return new Trainer.Checkpoint(
        epoch(), step(), lossSum(), ModelFile.slots(content, engine, workspace));
  }

  /// Fills parameters and states.
  ///
  /// @param session with the same data as then
  /// @throws DataException if they are not
  void restore(Session session) {
    long rows = number("rows");
    if (session.train().rows().length != rows) {
      throw new DataException(
          "the training split must have %d examples, as when the training began, got %d; bring back the data"
              .formatted(rows, session.train().rows().length));
    }
    ModelFile.read(content, session.parameters(), session.train().examples());
  }

  /// {@return how the engine differs from that of then, in a sentence; empty where it does not}
  Optional<String> differs(Engine engine) {
    Map<String, String> now = engine.description();
    // Where the library lies does not matter.
    return strings("description").entrySet().stream()
        .filter(then -> !then.getKey().equals("library"))
        .filter(then -> !then.getValue().equals(now.get(then.getKey())))
        .findFirst()
        .map(then ->
            "the results will differ by rounding from those of one run: %s of engine %s was %s, is %s"
                .formatted(then.getKey(), engine.id(), then.getValue(), now.get(then.getKey())));
  }
}
