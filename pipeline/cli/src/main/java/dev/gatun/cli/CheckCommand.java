package dev.gatun.cli;

import dev.gatun.runner.Check;
import dev.gatun.runner.Definitions;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import io.micronaut.context.annotation.Prototype;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    if (found.get("parameters") instanceof Map<?, ?> parameters) {
      Table table = new Table("        ");
      parameters.forEach((name, extents) -> table.row(String.valueOf(name), shape(extents)));
      screen.text(table.text());
    }
    line(
        "memory",
        "%s of data, %s for the model and one batch"
            .formatted(bytes(found, "dataBytes"), bytes(found, "workspaceBytes")));
    if (found.get("firstLoss") instanceof Number loss) {
      line("loss", Figures.metric(loss.doubleValue()) + " on the first batch, before training");
    }
    screen.line(screen.good("%s can be trained".formatted(found.get("name"))));
  }

  private void line(String about, String text) {
    screen.line(screen.bold("%-6s".formatted(about)) + "  " + text);
  }

  private static String shape(Object extents) {
    if (!(extents instanceof List<?> list)) {
      return "";
    }
    long size =
        list.stream().mapToLong(each -> ((Number) each).longValue()).reduce(1, (a, b) -> a * b);
    String text = list.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    return "%s, %s %s".formatted(text, Figures.count(size), size == 1 ? "number" : "numbers");
  }

  private static String bytes(Map<String, Object> found, String key) {
    return found.get(key) instanceof Number count ? Figures.bytes(count.longValue()) : "0 bytes";
  }
}
