package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.PastRun;
import dev.gatun.runner.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the folder that RUN names.
final class FinishedRuns {
  /// Where runs are put that are given no folder of their own.
  static final Path RUNS = Path.of("runs");

  private static final String LATEST = "latest";

  private FinishedRuns() {}

  /// {@return the folder of a run that is to be used}
  ///
  /// @param run a folder, the name of one in `runs` or its beginning, or `latest` for the one that
  ///   was finished last
  /// @throws RunException if there is none, or more than one
  static Path find(String run) {
    return run.equals(LATEST) ? last("finished ", "model.safetensors") : named(run);
  }

  /// {@return the folder of a run, finished or not}
  ///
  /// @param run as for [#find], but `latest` for the one that was begun last
  /// @throws RunException if there is none, or more than one
  static Path begun(String run) {
    return run.equals(LATEST) ? last("", "pipeline.yaml", "study.json") : named(run);
  }

  /// {@return what is known of a run, finished or not}
  ///
  /// @param run as for [#begun]
  /// @throws RunException if there is none, or more than one, or the folder is of something else
  static PastRun read(String run) {
    Path folder = begun(run);
    return PastRun.read(folder)
        .orElseThrow(() ->
            missing(
                "%s: not the folder of a run: it has neither pipeline.yaml nor metrics.json"
                    .formatted(folder)));
  }

  private static Path named(String run) {
    Path path = DefinitionOptions.path("RUN", run);
    if (Files.isDirectory(path)) {
      return path;
    }
    if (Files.exists(path)) {
      throw missing("%s: must be the folder of a run, got a file".formatted(run));
    }
    if (Files.isDirectory(RUNS.resolve(path))) {
      return RUNS.resolve(path);
    }
    List<Path> fitting = folders().filter(folder -> name(folder).startsWith(run)).toList();
    if (fitting.size() > 1) {
      throw missing(
          "%s: must be the beginning of one run's name, got %s; write more of it"
              .formatted(
                  run, fitting.stream().map(FinishedRuns::name).collect(Collectors.joining(", "))));
    }
    return fitting.stream()
        .findFirst()
        .orElseThrow(() ->
            missing(
                "%s: no such run; name the folder of a run, one in '%s', or latest"
                    .formatted(run, RUNS)));
  }

  /// {@return the run that has one of some files and whose one was written last}
  private static Path last(String which, String... files) {
    return folders()
        .filter(folder -> written(folder, files) > 0)
        .max(Comparator.comparingLong(folder -> written(folder, files)))
        .orElseThrow(() -> missing("latest: there is no %srun in '%s'".formatted(which, RUNS)));
  }

  private static long written(Path folder, String... files) {
    return Stream.of(files)
        .mapToLong(file -> folder.resolve(file).toFile().lastModified())
        .max()
        .orElse(0);
  }

  /// {@return all folders in `runs`, in order of their names}
  static Stream<Path> folders() {
    try (Stream<Path> folders = Files.list(RUNS)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    } catch (IOException _) {
      // No such folder, or one that cannot be read: nothing to be found either way.
      return Stream.empty();
    }
  }

  static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  private static RunException missing(String message) {
    return new RunException(ExitCode.DATA, "RUN", message, null);
  }
}
