package dev.gatun.tests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `gatun run` in a process whose memory is limited and watched; on Linux.
final class LimitedRun {
  private static final Path LIMITER = Path.of("/usr/bin/prlimit");
  private static final int PROBE_MILLIS = 20;

  private LimitedRun() {}

  /// What came of a run.
  ///
  /// @param document what it printed, JSON
  /// @param anonymousBytes the most resident memory that no file stands behind: heap and off-heap
  /// @param fileBytes the most resident memory that was read from files, and is dropped where it is
  ///   needed for something else; both NaN where the system does not tell as Linux does
  record Outcome(String document, double anonymousBytes, double fileBytes) {}

  /// Runs a definition.
  ///
  /// @param definition to run
  /// @param out the run folder
  /// @param budget of heap and off-heap memory together, in bytes: a limit of the process where
  ///   `prlimit` is installed, half of it for the heap
  /// @throws IOException if it cannot be started, or does not end well
  static Outcome of(Path definition, Path out, long budget) throws IOException {
    String launcher = Repository.find().launcher().toString();
    await(process(List.of(launcher, "--version"), budget)); // builds what is older than its sources
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(LIMITER)) {
      command.addAll(List.of(LIMITER.toString(), "--data=" + budget));
    }
    command.addAll(
        List.of(launcher, "run", definition.toString(), "--out", out.toString(), "--json"));
    Process process = process(command, budget);
    double anonymous = Double.NaN;
    double file = Double.NaN;
    while (process.isAlive()) {
      anonymous = greater(anonymous, ProcessMemory.bytes(process.pid(), "RssAnon:"));
      file = greater(file, ProcessMemory.bytes(process.pid(), "RssFile:"));
      Pause.of(PROBE_MILLIS);
    }
    return new Outcome(await(process), anonymous, file);
  }

  /// {@return the greater number, of those that are numbers}
  private static double greater(double a, double b) {
    return b > a || Double.isNaN(a) ? b : a;
  }

  private static Process process(List<String> command, long budget) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("OPENBLAS_CORETYPE");
    builder.environment().put("JDK_JAVA_OPTIONS", "-Xmx" + budget / 2);
    return builder.start();
  }

  /// {@return what a process printed}
  private static String await(Process process) throws IOException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException("gatun: exit code %d: %s".formatted(code, output.strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while gatun ran", e);
    }
    return output;
  }
}
