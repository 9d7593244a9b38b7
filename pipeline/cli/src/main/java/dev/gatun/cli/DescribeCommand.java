package dev.gatun.cli;

import dev.gatun.runner.Definition;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.RunException;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Description;
import dev.gatun.runner.definition.ReferencePage;
import dev.gatun.runner.definition.Topic;
import io.micronaut.context.annotation.Prototype;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatun describe NAME`.
@Prototype
@Command(
    name = "describe",
    description = "Says what a component, a kind of them or a key of definitions is.",
    versionProvider = Version.class)
final class DescribeCommand implements Callable<ExitCode> {
  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "a component that 'gatun plugins' lists, a kind such as optimizer, or a key such as"
              + " train.optimizer")
  private String name = "";

  @Option(names = "--all", description = "everything, as a page of Markdown")
  private boolean all;

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  DescribeCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    if (all != name.isEmpty()) {
      throw refused("NAME: must be given, or --all instead of it");
    }
    Components components = installed.components();
    if (all) {
      show(ReferencePage.of(components, Definition.class, _ -> true));
      return ExitCode.DONE;
    }
    Optional<Topic> topic = Topic.of(components, Definition.class, name);
    List<Description> found = components.describe(name);
    if (topic.isEmpty() && found.isEmpty()) {
      throw refused(Topic.unknown(components, Definition.class, name));
    }
    if (output.json) {
      List<Object> trees = new ArrayList<>();
      topic.ifPresent(each -> trees.add(DescriptionTrees.of(each)));
      found.forEach(each -> trees.add(DescriptionTrees.of(each)));
      screen.line(Json.write(trees));
    } else {
      List<String> texts = new ArrayList<>();
      topic.ifPresent(each -> texts.add(each.text()));
      found.forEach(each -> texts.add(each.text()));
      show(String.join("\n", texts));
    }
    return ExitCode.DONE;
  }

  private void show(String text) {
    if (!output.quiet) {
      screen.text(text);
    }
  }

  private static RunException refused(String message) {
    return new RunException(ExitCode.DEFINITION, "NAME", message, null);
  }
}
