package dev.gatun.cli;

import dev.gatun.runner.Definitions;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.RunException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Names a definition and what is changed in it.
final class DefinitionOptions {
  @Parameters(
      paramLabel = "DEF",
      description = "a definition file, or the name of a built-in definition")
  String definition = "";

  @Option(
      names = "-f",
      paramLabel = "FILE",
      description = "lay a partial definition over DEF; repeatable")
  List<String> overlays = new ArrayList<>();

  @Mixin ComputeOptions compute = new ComputeOptions();

  DefinitionOptions() {}

  Definitions.Request request() {
    if (definition.isBlank()) {
      throw new RunException(
          ExitCode.DEFINITION,
          "DEF",
          "DEF: must be a file or the name of a built-in definition, got nothing",
          null);
    }
    List<Path> files = overlays.stream().map(file -> path("-f", file)).toList();
    return new Definitions.Request(definition, files, compute.assignments());
  }

  /// {@return a path}
  ///
  /// @param option it was given to
  /// @throws RunException if the text cannot be one
  static Path path(String option, String text) {
    if (text.isBlank()) {
      throw new RunException(
          ExitCode.DEFINITION, option, option + ": must be a path, got nothing", null);
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new RunException(
          ExitCode.DEFINITION,
          option,
          "%s: must be a path, got '%s': %s".formatted(option, text, e.getReason()),
          e);
    }
  }
}
