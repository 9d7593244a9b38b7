package dev.gatun.cli;

import dev.gatun.runner.AtomicFile;
import dev.gatun.runner.Definition;
import dev.gatun.runner.Definitions;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.RunException;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Encoder;
import io.micronaut.context.annotation.Prototype;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatun new pipeline NAME`.
@Prototype
@Command(
    name = "pipeline",
    description =
        "Writes the definition NAME.yaml, which runs as it is, with every key and what it means.",
    versionProvider = Version.class)
final class NewPipelineCommand implements Callable<ExitCode> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  @Parameters(paramLabel = "NAME", description = "of the definition and, with .yaml, its file")
  private String name = "";

  @Option(
      names = "--from",
      paramLabel = "DEF",
      description = "the definition to begin with, a file or a built-in one; default: digits")
  private String from = "digits";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the folder to write into; default: the current one")
  private String out = ".";

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  NewPipelineCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    String stem = name.replaceFirst("\\.ya?ml$", "");
    if (!NAME.matcher(stem).matches()) {
      throw unfit(
          "must be letters, digits, dots and dashes, without folders, got '%s'".formatted(name));
    }
    Path file = DefinitionOptions.path("--out", out).resolve(stem + ".yaml").normalize();
    if (Files.exists(file)) {
      throw unfit("file '%s' is there already; choose another name, or remove it".formatted(file));
    }
    Components components = installed.components();
    Definition definition =
        new Definitions(components)
            .read(new Definitions.Request(from, List.of(), List.of("name=" + stem)))
            .value();
    AtomicFile.write(
        file.toAbsolutePath(), head(stem) + new Encoder(components).explain(definition));
    if (output.json) {
      screen.line(Json.write(Map.of("file", file.toAbsolutePath().toString())));
    } else if (!output.quiet) {
      screen.line("%s begins as '%s' does; try it:".formatted(file, from));
      screen.line("  " + screen.bold("gatun run " + file));
    }
    return ExitCode.DONE;
  }

  private String head(String stem) {
    Table tries = new Table("#   ");
    tries.row("gatun run " + stem + ".yaml", "trains, and leaves a report in runs/");
    tries.row("gatun check " + stem + ".yaml", "everything short of training");
    tries.row("gatun plugins", "what else there is to write behind 'type'");
    tries.row("gatun describe NAME", "more about one of them");
    return "# Begun from '%s'. What has its default may be left out.\n".formatted(from)
        + tries.text();
  }

  private static RunException unfit(String what) {
    return new RunException(ExitCode.DEFINITION, "NAME", "NAME: " + what, null);
  }
}
