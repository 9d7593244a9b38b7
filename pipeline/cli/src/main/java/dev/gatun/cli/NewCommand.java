package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import io.micronaut.context.annotation.Prototype;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatun new`.
@Prototype
@Command(
    name = "new",
    description = "Writes something to begin with: a plugin, or a definition.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = {NewPluginCommand.class, NewPipelineCommand.class, NewArtifactsCommand.class},
    versionProvider = Version.class)
final class NewCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;

  NewCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public ExitCode call() {
    Table table = new Table("  ");
    table.row(
        screen.bold("gatun new plugin NAME --loss"),
        "a Maven project with a loss; or --layer, ...");
    table.row(screen.bold("gatun new pipeline NAME"), "a definition with every key explained");
    table.row(screen.bold("gatun new artifacts"), "what plugins are compiled against, for Maven");
    if (output.json) {
      screen.line(Json.write(List.of("plugin", "pipeline", "artifacts")));
    } else if (!output.quiet) {
      screen.text(table.text());
    }
    return ExitCode.DONE;
  }
}
