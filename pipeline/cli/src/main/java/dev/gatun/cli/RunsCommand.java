package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.PastRun;
import io.micronaut.context.annotation.Prototype;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatun runs`.
@Prototype
@Command(
    name = "runs",
    description = "Lists the runs in runs/, the newest first; show one, or what differs in two.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "[ls | show RUN | diff RUN RUN]",
    subcommands = {RunsListCommand.class, RunsShowCommand.class, RunsDiffCommand.class})
final class RunsCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;

  RunsCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public ExitCode call() {
    return list(screen, output);
  }

  /// Lists the runs.
  static ExitCode list(Screen screen, OutputOptions output) {
    List<PastRun> runs =
        FinishedRuns.folders()
            .map(PastRun::read)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(PastRun::started).reversed())
            .toList();
    if (output.json) {
      screen.line(Json.write(Map.of("runs", runs.stream().map(RunsCommand::tree).toList())));
    } else if (runs.isEmpty() && !output.quiet) {
      screen.line("no runs in '%s'; 'gatun run digits' makes one".formatted(FinishedRuns.RUNS));
    } else if (!output.quiet) {
      Table table = new Table("");
      runs.forEach(run -> table.row(cells(screen, run)));
      screen.text(table.text());
    }
    return ExitCode.DONE;
  }

  private static List<String> cells(Screen screen, PastRun run) {
    String status = status(run);
    return List.of(
        screen.bold(run.folder()),
        Figures.time(run.started()),
        run.status() == PastRun.Status.FINISHED ? status : screen.bad(status),
        run.members().isEmpty()
            ? run.result()
                .map(
                    best -> best.getKey().replace('.', ' ') + " " + Figures.metric(best.getValue()))
                .orElse("-")
            : "study of %d runs".formatted(run.members().size()),
        run.engine());
  }

  private static String status(PastRun run) {
    String name = Figures.name(run.status());
    return run.status() == PastRun.Status.FINISHED || !run.members().isEmpty()
        ? name
        : "%s after %d epochs".formatted(name, run.epochs().size());
  }

  /// {@return what the list says of a run}
  static SequencedMap<String, Object> tree(PastRun run) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("run", run.folder());
    tree.put("folder", run.path());
    tree.put("started", run.started());
    tree.put("status", Figures.name(run.status()));
    tree.put("epochs", run.epochs().size());
    tree.put("engine", run.engine());
    run.result().ifPresent(best -> tree.put("result", Map.of(best.getKey(), best.getValue())));
    if (!run.members().isEmpty()) {
      tree.put("members", run.members().size());
    }
    return tree;
  }
}
