package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.RunException;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Description;
import io.micronaut.context.annotation.Prototype;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gatun describe NAME`.
@Prototype
@Command(
    name = "describe",
    description = "Says what a component does and what its options are.",
    versionProvider = Version.class)
final class DescribeCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "NAME", description = "a component that 'gatun plugins' lists")
  private String name = "";

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  DescribeCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    List<Description> found = describe(installed.components());
    if (output.json) {
      screen.line(Json.write(found.stream().map(DescriptionTrees::of).toList()));
    } else if (!output.quiet) {
      screen.text(found.stream().map(Description::text).collect(Collectors.joining("\n")));
    }
    return ExitCode.DONE;
  }

  private List<Description> describe(Components components) {
    try {
      return components.describe(name);
    } catch (IllegalArgumentException e) {
      throw new RunException(ExitCode.DEFINITION, "NAME", String.valueOf(e.getMessage()), e);
    }
  }
}
