package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.RunException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of the commands that compute.
final class ComputeOptions {
  /// More than any machine has use for; a typing error would otherwise start as many.
  private static final int MOST_THREADS = 1024;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "change the definition, such as train.epochs=3; repeatable, the last wins")
  List<String> set = new ArrayList<>();

  @Option(
      names = "--engine",
      paramLabel = "ID",
      description = "what computes: auto, or one that 'gatun engines' lists")
  @Nullable String engine;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads to compute with; left out: as many as there are processors")
  @Nullable String threads;

  @Option(names = "--seed", paramLabel = "N", description = "keys all randomness")
  @Nullable String seed;

  ComputeOptions() {}

  /// {@return all changes to the definition, in the order they apply}
  List<String> assignments() {
    List<String> all = new ArrayList<>(set);
    if (engine != null) {
      if (engine.isBlank()) {
        throw refused("--engine", "must be auto or the id of an engine, got nothing");
      }
      all.add("engine='" + engine.replace("'", "''") + "'");
    }
    if (seed != null) {
      all.add("seed=" + seed(seed));
    }
    return all;
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw refused(
          "--seed",
          "must be a whole number from %d to %d, got '%s'"
              .formatted(Long.MIN_VALUE, Long.MAX_VALUE, text));
    }
  }

  /// {@return the number of threads, at least 1}
  int threads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    try {
      int count = Integer.parseInt(threads);
      if (count >= 1 && count <= MOST_THREADS) {
        return count;
      }
    } catch (NumberFormatException _) {
      // Said below, as for a number out of range.
    }
    throw refused(
        "--threads",
        "must be a whole number from 1 to %d, got '%s'".formatted(MOST_THREADS, threads));
  }

  private static RunException refused(String option, String message) {
    return new RunException(ExitCode.DEFINITION, option, option + ": " + message, null);
  }
}
