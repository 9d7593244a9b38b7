package dev.gatun.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the system says a process holds.
final class ProcessMemory {
  private ProcessMemory() {}

  /// {@return the most memory that a process has held so far; NaN where the system does not tell as
  /// Linux does}
  ///
  /// @param process its id
  static double peakBytes(long process) {
    return bytes(process, "VmHWM:");
  }

  /// {@return one number of a process's memory; NaN where the system does not tell as Linux does}
  ///
  /// @param process its id
  /// @param what how its line in `/proc/ID/status` begins, such as `RssAnon:`
  static double bytes(long process, String what) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
      return lines
          .filter(line -> line.startsWith(what))
          .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | UncheckedIOException _) {
      return Double.NaN;
    }
  }
}
