package dev.gatun.cli;

import dev.gatun.engine.Availability;
import dev.gatun.engine.Engine;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Engines;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import io.micronaut.context.annotation.Prototype;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gatun engines`.
@Prototype
@Command(
    name = "engines",
    description = "Lists what can compute here, and why something cannot.",
    versionProvider = Version.class)
final class EnginesCommand implements Callable<ExitCode> {
  /// What to do with the engines beyond listing them.
  static final class Action {
    @Option(names = "--doctor", description = "try the rules of the conformance kit; takes seconds")
    boolean doctor;

    @Option(
        names = "--bench",
        description = "measure GFLOP/s and GB/s by engine and thread count, and recommend one")
    boolean bench;

    Action() {}
  }

  @ArgGroup private Action action = new Action();

  @Option(names = "--engine", paramLabel = "ID", description = "this engine alone")
  private @Nullable String only;

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  EnginesCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    Engines engines = installed.engines();
    List<EngineProvider> chosen =
        only == null ? engines.providers() : List.of(engines.provider(only));
    if (only != null && (action.doctor || action.bench)) {
      engines.open(only); // Fails here, in one sentence, where it cannot run.
    }
    if (action.doctor) {
      return examine(engines, worthwhile(chosen));
    }
    if (action.bench) {
      new EngineSpeeds(screen, output).measure(open(engines, chosen));
      return ExitCode.DONE;
    }
    EngineList list = new EngineList(screen, engines, chosen);
    if (output.json) {
      screen.line(list.json());
    } else if (!output.quiet) {
      list.show();
    }
    return ExitCode.DONE;
  }

  private ExitCode examine(Engines engines, List<EngineProvider> chosen) {
    List<EngineDoctor.Finding> findings = new EngineDoctor(screen, output).examine(engines, chosen);
    if (output.json) {
      screen.line(
          Json.write(Map.of("engines", findings.stream().map(EngineDoctor::tree).toList())));
    }
    boolean sound = findings.stream().allMatch(EngineDoctor.Finding::isSound);
    return sound ? ExitCode.DONE : ExitCode.ENGINE;
  }

  /// Leaves out the yardstick, unless it was asked for.
  private List<EngineProvider> worthwhile(List<EngineProvider> chosen) {
    return chosen.stream().filter(provider -> only != null || provider.preference() >= 0).toList();
  }

  /// Opens what is worthwhile; an engine that was asked for opens or fails.
  private List<Engine> open(Engines engines, List<EngineProvider> chosen) {
    return worthwhile(chosen).stream()
        .filter(provider -> only != null || mayBeTaken(provider))
        .map(provider -> engines.open(provider.id()).engine())
        .toList();
  }

  /// {@return whether `auto` may take an engine}
  static boolean mayBeTaken(EngineProvider provider) {
    return provider.preference() >= 0 && provider.availability() instanceof Availability.Available;
  }
}
