package dev.gatun.runner;

import dev.gatun.api.data.DataException;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.engine.EngineException;
import dev.gatun.runner.definition.DefinitionException;
import dev.gatun.runner.definition.PluginException;
import dev.gatun.runner.plugin.PluginFailures;

/// What a thrown exception means to the person who ran the command.
///
/// @param code how the command ends
/// @param where what it is about, such as `digits.yaml:12:5`, an option or a file
/// @param message one line a problem
public record Failure(ExitCode code, String where, String message) {
  /// {@return what an exception means}
  ///
  /// @param thrown by anything in this package
  public static Failure of(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    return switch (thrown) {
      case RunException e -> new Failure(e.code(), e.where(), message);
      case DefinitionException e ->
          new Failure(ExitCode.DEFINITION, e.problems().getFirst().position().toString(), message);
      case ComponentException e ->
          new Failure(e.isFault() ? ExitCode.PLUGIN : ExitCode.DEFINITION, e.path(), message);
      case DataException _ -> new Failure(ExitCode.DATA, "collect", message);
      case PluginException _ -> new Failure(ExitCode.PLUGIN, "plugins", message);
      case EngineException _ -> new Failure(ExitCode.ENGINE, "engine", message);
      case OutOfMemoryError _ ->
          new Failure(
              ExitCode.INTERNAL,
              "memory",
              "out of memory: %s; use a smaller train.batch-size or fewer examples"
                  .formatted(message));
      default ->
          PluginFailures.of(thrown)
              .map(e -> new Failure(ExitCode.PLUGIN, "plugins", String.valueOf(e.getMessage())))
              .orElseGet(() ->
                  new Failure(
                      ExitCode.INTERNAL,
                      origin(thrown),
                      "internal error: %s; run again with --stacktrace and report it"
                          .formatted(thrown)));
    };
  }

  /// The line that threw is what a report of a mistake in Gatun must have.
  private static String origin(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length == 0 ? "gatun" : trace[0].getClassName() + ":" + trace[0].getLineNumber();
  }
}
