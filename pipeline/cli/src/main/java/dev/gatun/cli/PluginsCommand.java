package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.definition.Description;
import io.micronaut.context.annotation.Prototype;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatun plugins`.
@Prototype
@Command(
    name = "plugins",
    description = "Lists the components that definitions may name.",
    versionProvider = Version.class)
final class PluginsCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  private final Installed installed;

  PluginsCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    Map<String, List<Description>> all = installed.components().all();
    if (output.json) {
      screen.line(Json.write(DescriptionTrees.of(all)));
    } else if (!output.quiet) {
      show(all);
    }
    return ExitCode.DONE;
  }

  private void show(Map<String, List<Description>> all) {
    Table table = new Table("");
    all.forEach((kind, components) -> {
      String title = screen.bold(kind);
      for (Description component : components) {
        table.row(title, component.name(), component.summary());
        title = "";
      }
    });
    screen.text(table.text());
    screen.line("");
    screen.line("'gatun describe NAME' says more about one");
  }
}
