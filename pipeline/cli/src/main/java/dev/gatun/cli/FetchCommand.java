package dev.gatun.cli;

import dev.gatun.api.Component;
import dev.gatun.api.Fetchable;
import dev.gatun.api.Source;
import dev.gatun.runner.Download;
import dev.gatun.runner.Event;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.RunException;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.DefinitionException;
import dev.gatun.runner.definition.Description;
import io.micronaut.context.annotation.Prototype;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gatun fetch DATASET`.
@Prototype
@Command(
    name = "fetch",
    description = "Downloads a data set; the only command that uses the network.",
    versionProvider = Version.class)
final class FetchCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "DATASET", description = "the name of a source, such as mnist")
  private String dataset = "";

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  FetchCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    Fetchable data = find(installed.components());
    Path folder = Download.fetch(data, output.forPeople() ? this::show : event -> {});
    if (output.json) {
      screen.line(Json.write(tree(data, folder)));
    } else if (!output.quiet) {
      screen.line("%s is in %s".formatted(dataset, folder));
    }
    return ExitCode.DONE;
  }

  private void show(Event event) {
    if (event instanceof Event.Noted(String message)) {
      screen.line(message);
    }
  }

  private Fetchable find(Components components) {
    String quoted = "'" + dataset.replace("'", "''") + "'";
    try {
      if (new Decoder(components, Path.of("")).component(quoted, Source.class, "fetch")
          instanceof Fetchable data) {
        return data;
      }
    } catch (DefinitionException e) {
      // A source that needs options is there, but none that could be fetched by its name.
      if (!isSource(components)) {
        throw e;
      }
    }
    throw new RunException(
        ExitCode.DEFINITION,
        "DATASET",
        "fetch: source '%s' has nothing to download; those that have: %s"
            .formatted(dataset, String.join(", ", datasets(components))),
        null);
  }

  /// {@return the sources whose files can be downloaded}
  static List<String> datasets(Components components) {
    return components.types().stream()
        .filter(Fetchable.class::isAssignableFrom)
        .map(type -> Objects.requireNonNull(type.getAnnotation(Component.class)).name())
        .sorted()
        .toList();
  }

  private boolean isSource(Components components) {
    List<Description> sources = components.all().getOrDefault("source", List.of());
    return sources.stream().anyMatch(source -> source.name().equals(dataset));
  }

  private static SequencedMap<String, Object> tree(Fetchable data, Path folder) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("dataset", data.dataset());
    tree.put("folder", folder.toString());
    tree.put("files", data.files().stream().map(Fetchable.RemoteFile::name).toList());
    return tree;
  }
}
