package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.TrainedRun;
import io.micronaut.context.annotation.Prototype;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gatun evaluate RUN`.
@Prototype
@Command(
    name = "evaluate",
    description = "Evaluates a trained run on its test split, or another source with --set.",
    versionProvider = Version.class)
final class EvaluateCommand implements Callable<ExitCode> {
  @Parameters(
      paramLabel = "RUN",
      description = "the folder of a finished run, its name in runs/, or latest")
  private String run = "";

  @Mixin private ComputeOptions options = new ComputeOptions();
  @Mixin private ChangedPlugins changed = new ChangedPlugins();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  EvaluateCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    Path folder = FinishedRuns.find(run);
    List<String> assignments = options.assignments();
    int threads = options.threads();
    TrainedRun.Outcome outcome =
        TrainedRun.evaluate(
            changed.apply(installed.everything()),
            folder,
            assignments,
            threads,
            output.forPeople() ? new RunView(screen) : event -> {});
    if (output.json) {
      screen.line(Json.write(outcome.metrics()));
    } else if (!output.quiet) {
      screen.line("");
      new MetricsView(screen, outcome.metrics()).show();
    }
    return new Problems(screen, false, false).missed(outcome.missed());
  }
}
