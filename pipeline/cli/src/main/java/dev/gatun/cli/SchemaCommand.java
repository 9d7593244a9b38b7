package dev.gatun.cli;

import dev.gatun.runner.Definitions;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import io.micronaut.context.annotation.Prototype;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatun schema`.
@Prototype
@Command(
    name = "schema",
    description = {
      "Prints a JSON Schema of definitions, for editors: every component with its options.",
      "Write it to a file, and name that in the first line of a definition:",
      "# yaml-language-server: $schema=gatun.schema.json"
    },
    versionProvider = Version.class)
final class SchemaCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  SchemaCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    if (!output.quiet) {
      screen.line(Json.indented(new Definitions(installed.everything()).schema()));
    }
    return ExitCode.DONE;
  }
}
