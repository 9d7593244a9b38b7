package dev.gatun.cli;

import dev.gatun.runner.Event;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.Run;
import dev.gatun.runner.RunException;
import io.micronaut.context.annotation.Prototype;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gatun run DEF`.
@Prototype
@Command(
    name = "run",
    description = "Runs a definition: collect, model, loss, train, evaluate.",
    versionProvider = Version.class)
final class RunCommand implements Callable<ExitCode> {
  @Mixin private DefinitionOptions options = new DefinitionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the run folder; left out: runs/NAME-TIMESTAMP")
  private @Nullable String out;

  private final Screen screen;
  private final Installed installed;
  private final Stop stop;

  RunCommand(Screen screen, Installed installed, Stop stop) {
    this.screen = screen;
    this.installed = installed;
    this.stop = stop;
  }

  @Override
  public ExitCode call() {
    Optional<Path> folder =
        out == null ? Optional.empty() : Optional.of(DefinitionOptions.path("--out", out));
    Run.Request request = new Run.Request(options.request(), folder, options.compute.threads());
    RunView view = new RunView(screen);
    Event.Listener listener = output.forPeople() ? view : event -> {};
    Run.Outcome outcome;
    try {
      outcome =
          new Run(
                  installed.everything(),
                  request,
                  stop.interruption(),
                  event -> {
                    if (event instanceof Event.Built) {
                      stop.guard();
                    }
                    listener.on(event);
                  })
              .execute();
    } finally {
      view.clear();
    }
    if (outcome.interrupted()) {
      throw interrupted(outcome.folder());
    }
    show(outcome);
    Problems problems = new Problems(screen, false, false);
    outcome.missed().forEach(problems::line);
    return outcome.missed().isEmpty() ? ExitCode.DONE : ExitCode.GATE;
  }

  private RunException interrupted(Path folder) {
    Path checkpoints = folder.resolve("checkpoints");
    boolean saved = Files.exists(checkpoints.resolve("last.safetensors"));
    return new RunException(
        stop.code(),
        saved
            ? "interrupted; checkpoint saved in " + checkpoints
            : "interrupted before there was anything to save; what was begun is in " + folder,
        null);
  }

  private void show(Run.Outcome outcome) {
    if (output.json) {
      screen.line(Json.write(outcome.metrics()));
    } else if (!output.quiet) {
      screen.line("");
      new MetricsView(screen, outcome.metrics()).show();
      screen.line("");
      if (outcome.metrics().get("train") instanceof Map<?, ?> train) {
        screen.line(trained(train));
      }
      screen.line("%s has the model, figures and report.html".formatted(outcome.folder()));
    }
  }

  private static String trained(Map<?, ?> train) {
    long epochs = Math.round(number(train, "epochs"));
    return "trained %s %s of %s examples in %s, %s examples/s"
        .formatted(
            Figures.count(epochs),
            epochs == 1 ? "epoch" : "epochs",
            Figures.count(Math.round(number(train, "examples"))),
            Figures.seconds(number(train, "seconds")),
            Figures.count(Math.round(number(train, "examplesPerSecond"))));
  }

  private static double number(Map<?, ?> map, String key) {
    return map.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
