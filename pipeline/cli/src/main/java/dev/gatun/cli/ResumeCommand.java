package dev.gatun.cli;

import dev.gatun.runner.Event;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Installation;
import dev.gatun.runner.ResumedRun;
import dev.gatun.runner.ResumedStudy;
import dev.gatun.runner.RunException;
import io.micronaut.context.annotation.Prototype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatun resume RUN`.
@Prototype
@Command(
    name = "resume",
    description = "Goes on with a run that was interrupted, and ends where it would have ended.",
    versionProvider = Version.class)
final class ResumeCommand implements Callable<ExitCode> {
  @Parameters(
      paramLabel = "RUN",
      description = "the folder of a run, its name in runs/, or latest for the one begun last")
  private String run = "";

  @Option(
      names = "--set",
      paramLabel = "train.epochs=N",
      description = "train so many epochs in all, also where the run is finished")
  private List<String> set = new ArrayList<>();

  @Mixin private ChangedPlugins changed = new ChangedPlugins();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;
  private final Stop stop;

  ResumeCommand(Screen screen, Installed installed, Stop stop) {
    this.screen = screen;
    this.installed = installed;
    this.stop = stop;
  }

  @Override
  public ExitCode call() {
    Path folder = FinishedRuns.begun(run);
    RunView view = new RunView(screen);
    Event.Listener shown = output.forPeople() ? view : event -> {};
    Event.Listener listener = stop.guarding(shown);
    Installation installation = changed.apply(installed.everything());
    int threads = Runtime.getRuntime().availableProcessors();
    RunEnd end = new RunEnd(screen, output, stop);
    boolean isStudy = ResumedStudy.isStudy(folder);
    if (isStudy && !set.isEmpty()) {
      throw new RunException(
          ExitCode.DEFINITION,
          folder.toString(),
          "%s: --set is for one run, got a study; name one of its folders".formatted(folder),
          null);
    }
    if (set.isEmpty() && Files.isRegularFile(folder.resolve("metrics.json"))) {
      finished(folder);
      return ExitCode.DONE;
    }
    try {
      return isStudy
          ? end.finish(
              new ResumedStudy(installation, folder, threads, stop.interruption(), listener)
                  .execute())
          : end.finish(
              new ResumedRun(installation, folder, set, threads, stop.interruption(), listener)
                  .execute());
    } finally {
      view.clear();
    }
  }

  private void finished(Path folder) {
    if (output.json) {
      try {
        screen.line(Files.readString(folder.resolve("metrics.json")).strip());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else if (!output.quiet) {
      screen.line(
          (ResumedStudy.isStudy(folder)
                  ? "%s is finished"
                  : "%s is finished; --set train.epochs=N trains it on")
              .formatted(folder));
    }
  }
}
