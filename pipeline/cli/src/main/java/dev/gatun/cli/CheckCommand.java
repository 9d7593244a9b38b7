package dev.gatun.cli;

import dev.gatun.runner.Check;
import dev.gatun.runner.Definitions;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import io.micronaut.context.annotation.Prototype;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatun check DEF`.
@Prototype
@Command(
    name = "check",
    description = "Does everything short of training: finds mistakes in about a second.",
    versionProvider = Version.class)
final class CheckCommand implements Callable<ExitCode> {
  @Mixin private DefinitionOptions options = new DefinitionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  CheckCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    Definitions.Request request = options.request();
    int threads = options.compute.threads();
    SequencedMap<String, Object> found =
        Check.of(
            installed.everything(),
            request,
            threads,
            output.forPeople() ? new RunView(screen) : event -> {});
    if (output.json) {
      screen.line(Json.write(found));
    } else if (!output.quiet) {
      show(found);
    }
    return ExitCode.DONE;
  }

  private void show(Map<String, Object> found) {
    layers(map(found.get("parameters")), list(found.get("layers")));
    Map<?, ?> memory = map(found.get("memory"));
    line(
        "memory",
        "%s of data; %s for parameters, optimizer, training and evaluation; Java's own comes on top"
            .formatted(bytes(memory, "dataBytes"), bytes(memory, "workspaceBytes")));
    if (found.get("firstLoss") instanceof Number loss) {
      line("loss", Figures.metric(loss.doubleValue()) + " on the first batch, before training");
    }
    if (found.get("runs") instanceof Integer runs && runs > 1) {
      line("vary", "%d runs; the above is without what they vary".formatted(runs));
    }
    screen.line(screen.good("%s can be trained".formatted(found.get("name"))));
  }

  /// Shows what each layer gives, its tensors, and how many numbers they have.
  private void layers(Map<?, ?> parameters, List<?> layers) {
    Table table = Table.ofNumbers("        ", 4);
    table.row("layer", "type", "gives", "tensors", "parameters");
    Set<Object> shown = new HashSet<>();
    for (Object each : layers) {
      Map<?, ?> layer = map(each);
      String path = layer.get("id") + ".";
      List<String> tensors = new ArrayList<>();
      parameters.forEach((name, extents) -> {
        String rest = String.valueOf(name).replace(path, "");
        if (String.valueOf(name).startsWith(path) && rest.indexOf('.') < 0) {
          shown.add(name);
          tensors.add(rest + " " + extents);
        }
      });
      table.row(
          String.valueOf(layer.get("id")),
          String.valueOf(layer.get("type")),
          String.valueOf(layer.get("output")),
          String.join(", ", tensors),
          layer.get("parameters") instanceof Number count ? Figures.count(count.longValue()) : "");
    }
    parameters.forEach((name, extents) -> {
      if (!shown.contains(name)) {
        table.row("", "", "", name + " " + extents, Figures.count(size(extents)));
      }
    });
    long total = parameters.values().stream().mapToLong(CheckCommand::size).sum();
    table.row("", "", "", "", Figures.count(total));
    screen.text(table.text());
  }

  private static List<?> list(@Nullable Object tree) {
    return tree instanceof List<?> list ? list : List.of();
  }

  private static long size(Object extents) {
    return list(extents).stream()
        .mapToLong(each -> ((Number) each).longValue())
        .reduce(1, (a, b) -> a * b);
  }

  private static Map<?, ?> map(@Nullable Object tree) {
    return tree instanceof Map<?, ?> map ? map : Map.of();
  }

  private void line(String about, String text) {
    screen.line(screen.bold("%-6s".formatted(about)) + "  " + text);
  }

  private static String bytes(Map<?, ?> memory, String key) {
    return memory.get(key) instanceof Number count ? Figures.bytes(count.longValue()) : "0 bytes";
  }
}
