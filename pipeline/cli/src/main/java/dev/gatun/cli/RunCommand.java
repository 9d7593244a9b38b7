package dev.gatun.cli;

import dev.gatun.runner.Definitions;
import dev.gatun.runner.Event;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Installation;
import dev.gatun.runner.OpenDefinition;
import dev.gatun.runner.Run;
import dev.gatun.runner.Study;
import io.micronaut.context.annotation.Prototype;
import java.nio.file.Path;
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
    addMethodSubcommands = false,
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
    Event.Listener listener = stop.guarding(shown);
    Installation installation = installed.everything();
    OpenDefinition definition = new Definitions(installation).open(requested);
    Run.Request request = new Run.Request(definition, folder, threads, profile);
    RunEnd end = new RunEnd(screen, output, stop);
    try {
      return definition.variations().isEmpty()
          ? end.finish(new Run(installation, request, stop.interruption(), listener).execute())
          : end.finish(new Study(installation, request, stop.interruption(), listener).execute());
    } finally {
      view.clear();
    }
  }
}
