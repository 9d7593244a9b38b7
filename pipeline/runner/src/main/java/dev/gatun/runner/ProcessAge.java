package dev.gatun.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// How long this process has been running: from when the system started it, the launcher included,
/// whose process becomes that of Java.
final class ProcessAge {
  /// What a tick of the times in `/proc/PID/stat` is to every program, whatever the kernel's own.
  private static final double TICKS_PER_SECOND = 100;

  /// Where the start stands in `/proc/PID/stat`, counted from the field after the name.
  private static final int START = 19;

  private ProcessAge() {}

  /// {@return seconds since the process was started, to a hundredth; empty where the system does
  /// not say}
  static OptionalDouble seconds() {
    try {
      double age =
          seconds(
              Files.readString(Path.of("/proc/self/stat")),
              Files.readString(Path.of("/proc/uptime")));
      return OptionalDouble.of(Math.round(age * TICKS_PER_SECOND) / TICKS_PER_SECOND);
    } catch (IOException | RuntimeException _) {
      // Not Linux, where Java knows the start to the second only.
      return since(ProcessHandle.current().info().startInstant());
    }
  }

  private static OptionalDouble since(Optional<Instant> start) {
    return start.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Duration.between(start.get(), Instant.now()).toNanos() / 1e9);
  }

  /// {@return seconds from the start of a process to now}
  ///
  /// Source: proc_pid_stat(5), field 22 `starttime`, and proc_uptime(5), both since the system
  /// started.
  ///
  /// @param stat as in `/proc/PID/stat`; the name in parentheses may hold anything
  /// @param uptime as in `/proc/uptime`
  /// @throws RuntimeException if they are not of that form
  static double seconds(String stat, String uptime) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double started = Long.parseLong(fields[START]) / TICKS_PER_SECOND;
    return Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) - started;
  }
}
