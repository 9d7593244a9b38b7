package dev.gatun.cli;

import dev.gatun.runner.Definition;
import dev.gatun.runner.Definitions;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.OpenDefinition;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.Encoder;
import dev.gatun.runner.definition.NodeTrees;
import dev.gatun.runner.definition.YamlReader;
import io.micronaut.context.annotation.Prototype;
import java.util.LinkedHashMap;
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
    OpenDefinition opened = new Definitions(components).open(request);
    Decoder.Decoded<Definition> decoded = opened.decode();
    Encoder encoder = new Encoder(components);
    if (output.json) {
      SequencedMap<String, @Nullable Object> tree = new LinkedHashMap<>();
      String yaml = encoder.encode(decoded.value());
      tree.put("definition", NodeTrees.of(YamlReader.read(yaml, decoded.file()).root()));
      SequencedMap<String, Object> positions = new LinkedHashMap<>();
      new TreeMap<>(decoded.positions())
          .forEach((path, position) -> positions.put(path, position.toString()));
      tree.put("positions", positions);
      screen.line(Json.write(tree));
    } else if (!output.quiet) {
      screen.text(encoder.show(decoded, opened.origin()));
    }
    return ExitCode.DONE;
  }
}
