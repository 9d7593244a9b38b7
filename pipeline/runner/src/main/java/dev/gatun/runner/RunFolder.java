package dev.gatun.runner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

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
  /// @throws RunException if it holds a run that is finished or can be gone on with, or is a file
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
    RunFolder folder = new RunFolder(out);
    boolean saved = Files.exists(folder.last()) || ResumedStudy.isStudy(out);
    if (saved && !folder.outcome().startsWith("failed")) {
      throw new RunException(
          ExitCode.DEFINITION,
          "--out",
          "--out %s: holds an interrupted run; 'gatun resume %s' goes on with it; else choose another folder, or remove it"
              .formatted(out, out),
          null);
    }
  }

  /// {@return whether the run is under way in some process}
  boolean isLocked() {
    if (!Files.exists(checkpoints().resolve(".lock"))) {
      return false;
    }
    try (Lock _ = lock()) {
      return false;
    } catch (RunException _) {
      return true;
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
      // What an earlier run left that was not finished: its checkpoints are not this run's.
      for (Path file : List.of(history(), last(), best(), provenance(), model())) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw AtomicFile.failure(path, e);
    }
  }

  /// Takes away what says that the run is finished.
  void reopen() {
    try {
      Files.deleteIfExists(metrics());
    } catch (IOException e) {
      throw AtomicFile.failure(metrics(), e);
    }
  }

  /// Keeps other processes from writing into a folder.
  @FunctionalInterface
  interface Lock extends AutoCloseable {
    @Override
    void close();
  }

  /// {@return a lock, which ends with the process at the latest; one that does nothing where the
  /// disk has no locks}
  ///
  /// @throws RunException if a run is under way in the folder
  Lock lock() {
    try {
      FileChannel channel =
          FileChannel.open(
              checkpoints().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel)) {
        return () -> close(channel);
      }
      close(channel);
    } catch (IOException _) {
      return () -> {};
    }
    throw new RunException(
        ExitCode.DATA,
        path.toString(),
        "%s: the run is under way in another process; wait for it, or stop that".formatted(path),
        null);
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // Whatever it is, the lock is gone with the process.
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

  /// {@return the checkpoint that was written last}
  Path last() {
    return checkpoints().resolve("last.safetensors");
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

  /// {@return a tree in one of the files; empty where it is not there}
  ///
  /// @throws RunException with [ExitCode#DATA] if it is damaged
  Map<String, @Nullable Object> tree(Path file) {
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    try {
      return Json.readObject(Files.readString(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new RunException(
          ExitCode.DATA,
          file.toString(),
          "%s: cannot be read: %s; remove the folder".formatted(file, e.getMessage()),
          e);
    }
  }

  /// {@return how the run ended, by its provenance: finished, interrupted, or failed and why; empty
  /// where it was killed or is under way}
  String outcome() {
    return tree(provenance()).get("outcome") instanceof String text ? text : "";
  }

  /// Takes the first epochs of the history, and leaves out what came after them.
  ///
  /// @param count how many there must be
  /// @return the numbers of each epoch by full name
  /// @throws RunException with [ExitCode#DATA] if there are fewer
  List<SequencedMap<String, Double>> epochs(int count) {
    try {
      List<String> lines = Files.exists(history()) ? Files.readAllLines(history()) : List.of();
      if (lines.size() < count) {
        throw new RunException(
            ExitCode.DATA,
            history().toString(),
            "%s: must have the %d epochs of the checkpoint, got %d; run the definition anew"
                .formatted(history(), count, lines.size()),
            null);
      }
      List<String> kept = lines.subList(0, count);
      if (kept.size() < lines.size()) {
        AtomicFile.write(history(), String.join("\n", kept) + (kept.isEmpty() ? "" : "\n"));
      }
      return kept.stream().map(line -> Trees.flat(Json.readObject(line))).toList();
    } catch (IOException e) {
      throw AtomicFile.failure(history(), e);
    }
  }

  /// Makes sure that the history is on the disk, before a checkpoint that counts on it is.
  void syncHistory() {
    try (FileChannel channel = FileChannel.open(history(), StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (NoSuchFileException _) {
      // No epoch is done yet.
    } catch (IOException e) {
      throw AtomicFile.failure(history(), e);
    }
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
