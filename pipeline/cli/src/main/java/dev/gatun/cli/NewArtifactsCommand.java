package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import io.micronaut.context.annotation.Prototype;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatun new artifacts`.
@Prototype
@Command(
    name = "artifacts",
    description = {
      "Puts what plugins are compiled against, and the kit that tests them, into Maven's local"
          + " repository."
    },
    versionProvider = Version.class)
final class NewArtifactsCommand implements Callable<ExitCode> {
  @Mixin private RepositoryOption repository = new RepositoryOption();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;

  NewArtifactsCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public ExitCode call() {
    String done = repository.install();
    if (output.json) {
      screen.line(Json.write(Map.of("done", done)));
    } else if (!output.quiet) {
      screen.line(done);
    }
    return ExitCode.DONE;
  }
}
