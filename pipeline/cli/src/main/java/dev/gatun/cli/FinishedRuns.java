package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Finds the folder that RUN names.
final class FinishedRuns {
  private static final Path RUNS = Path.of("runs");

  private FinishedRuns() {}

  /// {@return the folder of a run}
  ///
  /// @param run a folder, the name of one in `runs`, or `latest`
  /// @throws RunException if there is none
  static Path find(String run) {
    Path path = DefinitionOptions.path("RUN", run);
    if (Files.isDirectory(path)) {
      return path;
    }
    if (run.equals("latest")) {
      List<Path> finished = finished();
      if (finished.isEmpty()) {
        throw missing("latest: there is no finished run in '%s'".formatted(RUNS));
      }
      return finished.getLast();
    }
    if (Files.isDirectory(RUNS.resolve(path))) {
      return RUNS.resolve(path);
    }
    throw missing(
        Files.exists(path)
            ? "%s: must be the folder of a run, got a file".formatted(run)
            : "%s: no such run; name the folder of a run, one in '%s', or latest"
                .formatted(run, RUNS));
  }

  /// {@return the finished runs in the order they finished}
  private static List<Path> finished() {
    try (Stream<Path> folders = Files.list(RUNS)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("metrics.json")))
          .sorted(Comparator.comparingLong(FinishedRuns::finishedAt))
          .toList();
    } catch (IOException _) {
      // No such folder, or one that cannot be read: nothing to be found either way.
      return List.of();
    }
  }

  private static long finishedAt(Path folder) {
    return folder.resolve("metrics.json").toFile().lastModified();
  }

  private static RunException missing(String message) {
    return new RunException(ExitCode.DATA, "RUN", message, null);
  }
}
