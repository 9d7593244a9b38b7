package dev.gatun.cli;

import dev.gatun.runner.Definitions;
import dev.gatun.runner.Event;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Installation;
import dev.gatun.runner.Json;
import dev.gatun.runner.OpenDefinition;
import dev.gatun.runner.Run;
import dev.gatun.runner.RunException;
import dev.gatun.runner.Study;
import io.micronaut.context.annotation.Prototype;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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

  @Option(
      names = "--profile",
      description = "measure and show where the time of the training steps goes")
  private boolean profile;

  private final Screen screen;
  @Mixin private final Installed installed;
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
    Definitions.Request requested = options.request();
    int threads = options.compute.threads();
    RunView view = new RunView(screen);
    Event.Listener shown = output.forPeople() ? view : event -> {};
    Event.Listener listener =
        event -> {
          if (event instanceof Event.Built) {
            stop.guard();
          }
          shown.on(event);
        };
    Installation installation = installed.everything();
    OpenDefinition definition = new Definitions(installation).open(requested);
    Run.Request request = new Run.Request(definition, folder, threads, profile);
    try {
      return definition.variations().isEmpty()
          ? finish(new Run(installation, request, stop.interruption(), listener).execute(), view)
          : finish(new Study(installation, request, stop.interruption(), listener).execute(), view);
    } finally {
      view.clear();
    }
  }

  private ExitCode finish(Study.Outcome outcome, RunView view) {
    view.clear();
    if (outcome.interrupted()) {
      throw interrupted(outcome.folder());
    }
    if (output.json) {
      screen.line(Json.write(outcome.tree()));
    } else if (!output.quiet) {
      new StudyView(screen, outcome).show();
    }
    return new Problems(screen, false, false).missed(outcome.missed());
  }

  private ExitCode finish(Run.Outcome outcome, RunView view) {
    view.clear();
    if (outcome.interrupted()) {
      throw interrupted(outcome.folder());
    }
    show(outcome);
    return new Problems(screen, false, false).missed(outcome.missed());
  }

  private RunException interrupted(Path folder) {
    Path checkpoints = folder.resolve("checkpoints");
    boolean saved = Files.exists(checkpoints.resolve("last.safetensors"));
    return new RunException(
        stop.code(),
        folder.toString(),
        saved
            ? "interrupted; checkpoint saved in " + checkpoints
            : "interrupted before there was anything to save; what was begun is in " + folder,
        null);
  }

  private void show(Run.Outcome outcome) {
    if (output.json) {
      SequencedMap<String, Object> document = new LinkedHashMap<>(outcome.metrics());
      outcome.profile().ifPresent(steps -> document.put("profile", steps.tree()));
      screen.line(Json.write(document));
    } else if (!output.quiet) {
      screen.line("");
      new MetricsView(screen, outcome.metrics()).show();
      outcome
          .profile()
          .ifPresent(steps -> {
            screen.line("");
            new ProfileView(screen, steps).show();
          });
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
