package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import io.micronaut.context.annotation.Prototype;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatun runs ls`.
@Prototype
@Command(
    name = "ls",
    description = "Lists the runs in runs/, the newest first, as 'gatun runs' does.",
    versionProvider = Version.class)
final class RunsListCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;

  RunsListCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public ExitCode call() {
    return RunsCommand.list(screen, output);
  }
}
