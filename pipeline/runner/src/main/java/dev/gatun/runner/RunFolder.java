package dev.gatun.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The folder a run leaves behind.
///
/// @param path of the folder
record RunFolder(Path path) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /// Makes the folder of a new run.
  ///
  /// @param out where it is wanted
  /// @throws RunException if it cannot be made
  static RunFolder create(Path out) {
    RunFolder folder = new RunFolder(out);
    folder.prepare();
    return folder;
  }

  /// Checks, before any work is done, that a folder can take a new run.
  ///
  /// @param out where it is wanted
  /// @throws RunException if it holds a finished run, or is a file
  static void check(Path out) {
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw AtomicFile.failure(out, new FileAlreadyExistsException(out.toString()));
    }
    if (Files.exists(out.resolve("metrics.json"))) {
      throw new RunException(
          ExitCode.DEFINITION,
          "--out",
          "--out %s: holds a finished run; choose another folder, or remove it".formatted(out),
          null);
    }
  }

  /// {@return the folder of a run that has a model}
  ///
  /// @param run where it is
  /// @throws RunException if it has none
  static RunFolder finished(Path run) {
    RunFolder folder = new RunFolder(run);
    if (!Files.isRegularFile(folder.definition()) || !Files.isRegularFile(folder.model())) {
      throw new RunException(
          ExitCode.DATA,
          run.toString(),
          "%s: not the folder of a finished run: it has no pipeline.yaml or no model.safetensors"
              .formatted(run),
          null);
    }
    return folder;
  }

  /// Makes `NAME-TIMESTAMP`, with a number behind it where that exists.
  ///
  /// @param runs where
  /// @param name of the run
  /// @throws RunException if it cannot be made
  static RunFolder createNamed(Path runs, String name) {
    return create(named(runs, name));
  }

  /// {@return `NAME-TIMESTAMP`, with a number behind it where that exists}
  ///
  /// @param runs where
  /// @param name of the run
  static Path named(Path runs, String name) {
    String base =
        name.replaceAll("[^A-Za-z0-9._-]", "-")
            + "-"
            + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
    Path out = runs.resolve(base);
    for (int i = 2; Files.exists(out); i++) {
      out = runs.resolve(base + "-" + i);
    }
    return out;
  }

  private void prepare() {
    try {
      Files.createDirectories(path);
      Files.createDirectories(checkpoints());
      Files.createDirectories(figures());
      Files.deleteIfExists(history());
    } catch (IOException e) {
      throw AtomicFile.failure(path, e);
    }
  }

  Path definition() {
    return path.resolve("pipeline.yaml");
  }

  Path history() {
    return path.resolve("history.jsonl");
  }

  Path metrics() {
    return path.resolve("metrics.json");
  }

  Path profile() {
    return path.resolve("profile.json");
  }

  Path model() {
    return path.resolve("model.safetensors");
  }

  Path provenance() {
    return path.resolve("provenance.json");
  }

  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /// {@return the checkpoint of the best epoch, where the trainer keeps one}
  Path best() {
    return checkpoints().resolve("best.safetensors");
  }

  Path figures() {
    return path.resolve("figures");
  }

  Path report() {
    return path.resolve("report.html");
  }

  /// Adds a line to the history: a log, whose last line may be cut where the machine fails.
  void appendHistory(String json) {
    try {
      Files.writeString(
          history(),
          json + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw AtomicFile.failure(history(), e);
    }
  }
}
