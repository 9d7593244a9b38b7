package dev.gatun.cli;

import dev.gatun.runner.Definition;
import dev.gatun.runner.Definitions;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.Encoder;
import dev.gatun.runner.definition.Node;
import dev.gatun.runner.definition.YamlReader;
import io.micronaut.context.annotation.Prototype;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatun show DEF`.
@Prototype
@Command(
    name = "show",
    description = "Shows the resolved definition, with where each value came from.",
    versionProvider = Version.class)
final class ShowCommand implements Callable<ExitCode> {
  @Mixin private DefinitionOptions options = new DefinitionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  ShowCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    Definitions.Request request = options.request();
    Components components = installed.components();
    Decoder.Decoded<Definition> decoded = new Definitions(components).read(request);
    Encoder encoder = new Encoder(components);
    if (output.json) {
      SequencedMap<String, @Nullable Object> tree = new LinkedHashMap<>();
      String yaml = encoder.encode(decoded.value());
      tree.put("definition", tree(YamlReader.read(yaml, decoded.file()).root()));
      SequencedMap<String, Object> positions = new LinkedHashMap<>();
      new TreeMap<>(decoded.positions())
          .forEach((path, position) -> positions.put(path, position.toString()));
      tree.put("positions", positions);
      screen.line(Json.write(tree));
    } else if (!output.quiet) {
      screen.text(encoder.show(decoded));
    }
    return ExitCode.DONE;
  }

  private static @Nullable Object tree(Node node) {
    return switch (node) {
      case Node.MapNode map -> {
        SequencedMap<String, @Nullable Object> tree = new LinkedHashMap<>();
        map.entries().forEach(entry -> tree.put(entry.key(), tree(entry.value())));
        yield tree;
      }
      case Node.ListNode list -> {
        List<@Nullable Object> tree = new ArrayList<>();
        list.items().forEach(item -> tree.add(tree(item)));
        yield tree;
      }
      case Node.ScalarNode scalar -> scalar.plain() ? plain(scalar) : scalar.text();
      case Node.BrokenNode _ ->
          throw new IllegalStateException("the encoder wrote what cannot be read");
    };
  }

  private static @Nullable Object plain(Node.ScalarNode scalar) {
    if (scalar.isNull()) {
      return null;
    }
    String text = scalar.text();
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text.matches("[-+]?[0-9]+") ? integer(text) : number(text);
    };
  }

  private static Object integer(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return text;
    }
  }

  private static Object number(String text) {
    return text.matches("[-+]?([0-9]+\\.[0-9]*|\\.?[0-9]+)([eE][-+]?[0-9]+)?")
        ? Double.valueOf(text)
        : text;
  }
}
