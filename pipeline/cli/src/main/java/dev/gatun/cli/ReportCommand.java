package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import io.micronaut.context.annotation.Prototype;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gatun report RUN`.
@Prototype
@Command(
    name = "report",
    description = "Writes the report of a run anew, finished or not, and says where it is.",
    versionProvider = Version.class)
final class ReportCommand implements Callable<ExitCode> {
  @Parameters(
      paramLabel = "RUN",
      description = "the folder of a run, its name in runs/, or latest for the one begun last")
  private String run = "";

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;

  ReportCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public ExitCode call() {
    Path report = FinishedRuns.read(run).writeReport();
    if (output.json) {
      screen.line(Json.write(Map.of("report", report)));
    } else if (!output.quiet) {
      screen.line(report.toString());
    }
    return ExitCode.DONE;
  }
}
