package dev.gatun.tests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The command as a person runs it, from start to exit.
///
/// @param launcher of the project
/// @param folder for what it writes
record Command(Path launcher, Path folder) {
  private static final long POLL_MILLIS = 5;

  /// What a run of it came to.
  ///
  /// @param begin when the process was started
  /// @param seconds until it had ended
  /// @param peakBytes the most memory it held, as seen every few milliseconds; NaN if nobody looked
  /// @param output what it printed
  record Outcome(Instant begin, double seconds, double peakBytes, String output) {
    /// {@return seconds from the start until a file was last written}
    ///
    /// @param file exists
    double until(Path file) {
      try {
        Duration duration = Duration.between(begin, Files.getLastModifiedTime(file).toInstant());
        return duration.toNanos() * 1e-9;
      } catch (IOException e) {
        throw new IllegalStateException(file + " must be there after the run", e);
      }
    }
  }

  /// Runs it, and waits for its end.
  ///
  /// @param arguments of the command
  /// @return what it came to
  /// @throws IllegalStateException unless its exit code is 0
  Outcome run(List<String> arguments) {
    return run(arguments, false);
  }

  /// Runs it and looks at its memory meanwhile, which slows it down.
  ///
  /// @param arguments of the command
  /// @return what it came to
  /// @throws IllegalStateException unless its exit code is 0
  Outcome watch(List<String> arguments) {
    return run(arguments, true);
  }

  private Outcome run(List<String> arguments, boolean watched) {
    List<String> words = new ArrayList<>(List.of(launcher.toString()));
    words.addAll(arguments);
    try {
      Path output = Files.createTempFile(folder, "command", ".out");
      Path errors = Files.createTempFile(folder, "command", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectOutput(output.toFile()).redirectError(errors.toFile());
      Instant begin = Instant.now();
      long nanos = System.nanoTime();
      Process process = builder.start();
      double peak = Double.NaN;
      while (watched && !process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        double now = ProcessMemory.peakBytes(process.pid());
        peak = Double.isNaN(now) ? peak : now;
      }
      process.waitFor();
      double seconds = (System.nanoTime() - nanos) * 1e-9;
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "%s: exit code %d: %s"
                .formatted(words, process.exitValue(), Files.readString(errors).strip()));
      }
      return new Outcome(begin, seconds, peak, Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("cannot run %s: %s".formatted(words, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while %s ran".formatted(words), e);
    }
  }
}
