package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.PastRun;
import dev.gatun.runner.report.Trees;
import io.micronaut.context.annotation.Prototype;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gatun runs show RUN`.
@Prototype
@Command(
    name = "show",
    description = "Shows a run: how it is, its metrics, and what it was made with.",
    versionProvider = Version.class)
final class RunsShowCommand implements Callable<ExitCode> {
  @Parameters(
      paramLabel = "RUN",
      description = "the folder of a run, its name in runs/, or latest for the one begun last")
  private String run = "";

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;

  RunsShowCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public ExitCode call() {
    PastRun found = FinishedRuns.read(run);
    if (output.json) {
      SequencedMap<String, @Nullable Object> tree = new LinkedHashMap<>(RunsCommand.tree(found));
      tree.put("metrics", found.metrics());
      tree.put("provenance", found.provenance());
      screen.line(Json.write(tree));
    } else if (!output.quiet) {
      show(found);
    }
    return ExitCode.DONE;
  }

  private void show(PastRun found) {
    Table head = new Table("");
    head.row(screen.bold("run"), found.path().toString());
    head.row(screen.bold("status"), Figures.name(found.status()));
    head.row(screen.bold("epochs"), Integer.toString(found.epochs().size()));
    screen.text(head.text());
    if (!found.numbers().isEmpty()) {
      screen.line("");
      Map<String, Object> metrics = new LinkedHashMap<>();
      found
          .metrics()
          .forEach((name, value) -> {
            if (value != null) {
              metrics.put(name, value);
            }
          });
      new MetricsView(screen, metrics).show();
    }
    screen.line("");
    Table table = new Table("");
    Trees.facts(found.provenance())
        .forEach((name, value) -> {
          if (!value.isEmpty() && !name.equals("outcome")) {
            table.row(screen.bold(name), value);
          }
        });
    screen.text(table.text());
  }
}
