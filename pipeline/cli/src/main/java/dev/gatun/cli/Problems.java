package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Failure;
import dev.gatun.runner.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Says what went wrong: a line a problem on standard error, or one JSON document.
///
/// @param screen takes it
/// @param json whether as JSON
/// @param stacktrace whether with all that Java knows
record Problems(Screen screen, boolean json, boolean stacktrace) {
  /// Reports what was thrown.
  ///
  /// @return the exit code
  int report(Throwable thrown) {
    return report(Failure.of(thrown), thrown);
  }

  /// Reports a failure.
  ///
  /// @param failure what it means
  /// @param thrown what was thrown
  /// @return the exit code
  int report(Failure failure, Throwable thrown) {
    if (json) {
      screen.line(Json.write(Map.of("error", error(failure))));
    } else {
      failure.message().lines().forEach(this::line);
    }
    if (stacktrace) {
      thrown.printStackTrace(screen.err());
    }
    return failure.code().code();
  }

  /// Says which requirements were missed: never as JSON, since standard output has the metrics.
  ///
  /// @param sentences one for each
  /// @return how the command ends
  ExitCode missed(List<String> sentences) {
    sentences.forEach(this::line);
    return sentences.isEmpty() ? ExitCode.DONE : ExitCode.GATE;
  }

  /// Tells what went wrong although the command goes on.
  ///
  /// @param message one line a problem
  void warn(String message) {
    message.lines().forEach(this::line);
  }

  private void line(String message) {
    screen.err().print("gatun: " + message + "\n");
    screen.err().flush();
  }

  private static SequencedMap<String, Object> error(Failure failure) {
    SequencedMap<String, Object> error = new LinkedHashMap<>();
    error.put("code", failure.code().code());
    error.put("where", failure.where());
    error.put("message", failure.message());
    return error;
  }
}
