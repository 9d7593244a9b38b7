package dev.gatun.cli;

import dev.gatun.cli.scaffold.LocalRepository;
import dev.gatun.cli.scaffold.PluginKind;
import dev.gatun.cli.scaffold.PluginProject;
import dev.gatun.runner.AtomicFile;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.RunException;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Description;
import io.micronaut.context.annotation.Prototype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatun new plugin NAME`.
@Prototype
@Command(
    name = "plugin",
    description = {
      "Writes a Maven project for a plugin into the folder NAME: a component, its test, and a"
          + " definition that uses it."
    },
    versionProvider = Version.class)
final class NewPluginCommand implements Callable<ExitCode> {
  /// What the plugin begins with: one of these at most.
  static final class Kinds {
    @Option(names = "--loss", description = "with a loss: the default")
    private boolean loss;

    @Option(names = "--layer", description = "with a layer that has parameters")
    private boolean layer;

    @Option(names = "--metric", description = "with a metric")
    private boolean metric;

    @Option(names = "--source", description = "with a source of examples")
    private boolean source;

    @Option(names = "--transform", description = "with a transform that learns from the data")
    private boolean transform;

    @Option(names = "--optimizer", description = "with an optimizer")
    private boolean optimizer;

    @Option(names = "--engine", description = "with an engine")
    private boolean engine;

    PluginKind chosen() {
      Map<PluginKind, Boolean> flags =
          Map.of(
              PluginKind.LOSS, loss,
              PluginKind.LAYER, layer,
              PluginKind.METRIC, metric,
              PluginKind.SOURCE, source,
              PluginKind.TRANSFORM, transform,
              PluginKind.OPTIMIZER, optimizer,
              PluginKind.ENGINE, engine);
      return flags.keySet().stream()
          .filter(kind -> Boolean.TRUE.equals(flags.get(kind)))
          .findFirst()
          .orElse(PluginKind.LOSS);
    }
  }

  @Parameters(
      paramLabel = "NAME",
      description = "of the component and its folder: lower-case letters, digits and dashes")
  private String name = "";

  @ArgGroup private Kinds kinds = new Kinds();

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "the Maven group and the first part of the package; default: example")
  private String group = "example";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the folder to write into; default: the current one")
  private String out = ".";

  @Mixin private RepositoryOption repository = new RepositoryOption();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  NewPluginCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    PluginKind kind = kinds.chosen();
    PluginProject project =
        new PluginProject(kind, name, group, LocalRepository.version().orElse("0.1.0-SNAPSHOT"));
    requireFree(kind);
    Path folder = DefinitionOptions.path("--out", out).resolve(name).normalize();
    if (Files.exists(folder)) {
      throw new RunException(
          ExitCode.DEFINITION,
          "NAME",
          "NAME: folder '%s' is there already; choose another name, or remove it".formatted(folder),
          null);
    }
    SequencedMap<String, String> files = project.files();
    files.forEach((path, text) -> write(folder.resolve(path), text));
    String artifacts = repository.install();
    if (output.json) {
      SequencedMap<String, Object> tree = new LinkedHashMap<>();
      tree.put("folder", folder.toAbsolutePath().toString());
      tree.put("kind", kind.toString());
      tree.put("files", List.copyOf(files.keySet()));
      screen.line(Json.write(tree));
    } else if (!output.quiet) {
      tell(kind, folder, files.keySet(), artifacts);
    }
    return ExitCode.DONE;
  }

  private void tell(PluginKind kind, Path folder, Iterable<String> files, String artifacts) {
    screen.line(
        "%s is a Maven project for a plugin with the %s '%s':".formatted(folder, kind, name));
    for (String file : files) {
      screen.line("  " + file);
    }
    screen.line(artifacts);
    screen.line("");
    screen.line("Try it:");
    Table next = new Table("  ");
    next.row(screen.bold("cd " + folder), "");
    next.row(screen.bold("mvn package"), "online the first time, then mvn -o package");
    next.row(
        screen.bold("gatun verify target/%s-0.1.0.jar".formatted(name)),
        "the rules that every %s must keep".formatted(kind));
    next.row(screen.bold("gatun run %s.yaml --plugins target".formatted(name)), "trains with it");
    screen.text(next.text());
  }

  /// Two components of one kind and name would be an error of every command.
  private void requireFree(PluginKind kind) {
    Components components = installed.components();
    boolean taken =
        kind == PluginKind.ENGINE
            ? installed.engines().providers().stream().anyMatch(each -> each.id().equals(name))
            : components.all().getOrDefault(kind.toString(), List.of()).stream()
                .map(Description::name)
                .anyMatch(name::equals);
    if (taken) {
      throw new RunException(
          ExitCode.DEFINITION,
          "NAME",
          "NAME: there is a%s %s '%s' already; choose another name"
              .formatted("eo".indexOf(kind.toString().charAt(0)) >= 0 ? "n" : "", kind, name),
          null);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new RunException(
          ExitCode.DISK, file.toString(), file + ": cannot be written: " + e.getMessage(), e);
    }
    AtomicFile.write(file, text);
  }
}
