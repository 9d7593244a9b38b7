package dev.gatun.cli;

import dev.gatun.runner.Definitions;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import io.micronaut.context.annotation.Prototype;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gatun` alone: what there is, and what to try first.
@Prototype
@Command(
    name = "gatun",
    description = "Runs supervised-learning pipelines.",
    addMethodSubcommands = false,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = "%n'gatun COMMAND --help' tells more; 'gatun' alone says what to try first.")
final class RootCommand implements Callable<ExitCode> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "say what there is")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "say the version")
  boolean version;

  @Option(names = "--json", description = "one JSON document, nothing else")
  boolean json;

  private final Screen screen;

  RootCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public ExitCode call() {
    if (json) {
      screen.line(Json.write(Map.of("definitions", Definitions.BUILT_IN)));
      return ExitCode.DONE;
    }
    Table table = new Table("  ");
    Definitions.BUILT_IN.forEach((name, does) -> table.row(screen.bold("gatun run " + name), does));
    screen.line("gatun runs supervised-learning pipelines: collect, model, loss, train, evaluate.");
    screen.line("");
    screen.line("These come with it (those named mnist need 'gatun fetch mnist' first):");
    screen.text(table.text());
    screen.line("");
    screen.line("To try first:");
    Table first = new Table("  ");
    first.row(
        screen.bold("gatun run digits"),
        "trains in seconds, downloads nothing; its pictures are in runs/");
    first.row(
        screen.bold("gatun predict latest IMAGE.png"),
        "reads a digit of yours: 28×28 pixels, white on black");
    first.row(screen.bold("gatun show digits"), "the definition it runs; copy it to make your own");
    first.row(screen.bold("gatun runs"), "your runs; 'runs diff' tells what differs in two");
    first.row(screen.bold("gatun engines"), "what computes on this machine");
    first.row(screen.bold("gatun --help"), "all commands");
    screen.text(first.text());
    return ExitCode.DONE;
  }
}
