package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.PastRun;
import dev.gatun.runner.RunDifference;
import io.micronaut.context.annotation.Prototype;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gatun runs diff RUN RUN`.
@Prototype
@Command(
    name = "diff",
    description = "Shows what differs between two runs: definition, what computed, metrics.",
    versionProvider = Version.class)
final class RunsDiffCommand implements Callable<ExitCode> {
  /// Longer values are cut for people.
  private static final int WIDEST = 40;

  @Parameters(index = "0", paramLabel = "RUN", description = "one run, as for 'gatun runs show'")
  private String first = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "another")
  private String second = "";

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;

  RunsDiffCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public ExitCode call() {
    PastRun a = FinishedRuns.read(first);
    PastRun b = FinishedRuns.read(second);
    RunDifference difference = RunDifference.of(a, b);
    if (output.json) {
      SequencedMap<String, Object> tree = new LinkedHashMap<>();
      tree.put("runs", List.of(a.path(), b.path()));
      tree.put("definition", difference.definition());
      tree.put("provenance", difference.provenance());
      tree.put("metrics", difference.metrics());
      screen.line(Json.write(tree));
    } else if (!output.quiet && difference.isEmpty()) {
      screen.line("nothing differs");
    } else if (!output.quiet) {
      Table table = new Table("");
      table.row("", screen.bold(a.folder()), screen.bold(b.folder()));
      rows(table, "definition", difference.definition(), false);
      rows(table, "provenance", difference.provenance(), false);
      rows(table, "metrics", difference.metrics(), true);
      screen.text(table.text());
    }
    return ExitCode.DONE;
  }

  private void rows(Table table, String title, Map<String, List<String>> pairs, boolean numbers) {
    if (pairs.isEmpty()) {
      return;
    }
    table.row(screen.bold(title));
    pairs.forEach((path, pair) ->
        table.row("  " + path, cell(pair.getFirst(), numbers), cell(pair.getLast(), numbers)));
  }

  private static String cell(String value, boolean number) {
    if (number && !value.equals("-")) {
      return Figures.metric(Double.parseDouble(value));
    }
    return value.length() <= WIDEST ? value : value.substring(0, WIDEST - 1) + "…";
  }
}
