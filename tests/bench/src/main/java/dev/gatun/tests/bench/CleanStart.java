package dev.gatun.tests.bench;

import java.io.IOException;
import java.util.List;

/// Keeps `OPENBLAS_CORETYPE`, which may force a slower core, out of every benchmark.
final class CleanStart {
  private static final String VARIABLE = "OPENBLAS_CORETYPE";

  private CleanStart() {}

  /// Runs the benchmark in another process without the variable, where it is set; the library reads
  /// it when it is loaded, from an environment that Java cannot change.
  ///
  /// @param main the benchmark's main class
  /// @param arguments of the benchmark
  /// @return whether it ran there, so that nothing is left to do here
  static boolean ranElsewhere(Class<?> main, String[] arguments) {
    if (System.getenv(VARIABLE) == null) {
      return false;
    }
    List<String> command = JavaCommand.of(main, List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().remove(VARIABLE);
    try {
      int code = builder.start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("%s: exit code %d".formatted(main.getName(), code));
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot start %s: %s".formatted(command, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + main.getName() + " ran", e);
    }
    return true;
  }
}
