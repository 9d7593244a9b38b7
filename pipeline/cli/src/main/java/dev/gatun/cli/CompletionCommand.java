package dev.gatun.cli;

import dev.gatun.engine.EngineProvider;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.RunException;
import dev.gatun.runner.definition.Near;
import io.micronaut.context.annotation.Prototype;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gatun completion SHELL`.
@Prototype
@Command(
    name = "completion",
    description = {
      "Prints a script that completes gatun's command line: names, options, keys of definitions.",
      "Its first lines say where to put it. To try it: source <(gatun completion bash)"
    },
    versionProvider = Version.class)
final class CompletionCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
  private String shell = "";

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  @Spec private @Nullable CommandSpec command;

  CompletionCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    if (!CompletionScript.SHELLS.contains(shell)) {
      throw new RunException(
          ExitCode.DEFINITION,
          "SHELL",
          "SHELL: no shell '%s'%s"
              .formatted(shell, Near.hint(shell, CompletionScript.SHELLS, "there are", "")),
          null);
    }
    List<String> engines =
        installed.engines().providers().stream().map(EngineProvider::id).sorted().toList();
    if (!output.quiet) {
      screen.text(
          CompletionScript.of(
              shell,
              Objects.requireNonNull(command).root(),
              engines,
              FetchCommand.datasets(installed.components())));
    }
    return ExitCode.DONE;
  }
}
