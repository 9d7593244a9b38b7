package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Installation;
import dev.gatun.runner.Json;
import dev.gatun.runner.definition.Description;
import dev.gatun.runner.plugin.FailedPlugin;
import dev.gatun.runner.plugin.LoadedPlugin;
import io.micronaut.context.annotation.Prototype;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatun plugins`.
@Prototype
@Command(
    name = "plugins",
    description = "Lists the components that definitions may name, and plugins from outside.",
    versionProvider = Version.class)
final class PluginsCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  PluginsCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    Installation installation = installed.whatLoads();
    Map<String, List<Description>> all = installation.components().all();
    if (output.json) {
      screen.line(Json.write(tree(installation, all)));
    } else {
      if (!output.quiet) {
        show(installation, all);
      }
      Problems problems = new Problems(screen, false, false);
      installation.failed().forEach(failed -> problems.warn(failed.message()));
    }
    return installation.failed().isEmpty() ? ExitCode.DONE : ExitCode.PLUGIN;
  }

  private static SequencedMap<String, Object> tree(
      Installation installation, Map<String, List<Description>> all) {
    List<Map<String, Object>> failed = new ArrayList<>();
    for (FailedPlugin plugin : installation.failed()) {
      SequencedMap<String, Object> tree = new LinkedHashMap<>();
      tree.put("file", plugin.file().toString());
      tree.put("message", plugin.message());
      failed.add(tree);
    }
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("components", DescriptionTrees.of(all));
    tree.put(
        "plugins",
        installation.plugins().stream().map(plugin -> tree(installation, plugin)).toList());
    tree.put("failed", failed);
    return tree;
  }

  private static SequencedMap<String, Object> tree(Installation installation, LoadedPlugin plugin) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", plugin.file().toAbsolutePath().toString());
    tree.put("version", plugin.version());
    tree.put("sha256", plugin.sha256());
    tree.put("offers", offers(installation, plugin));
    return tree;
  }

  private static List<String> offers(Installation installation, LoadedPlugin plugin) {
    List<String> offers = new ArrayList<>(installation.components().titles(plugin.components()));
    plugin.engines().forEach(engine -> offers.add("engine " + engine.id()));
    return offers;
  }

  private void show(Installation installation, Map<String, List<Description>> all) {
    Table table = new Table("");
    all.forEach((kind, components) -> {
      String title = screen.bold(kind);
      for (Description component : components) {
        table.row(title, component.name(), component.summary());
        title = "";
      }
    });
    screen.text(table.text());
    if (!installation.plugins().isEmpty()) {
      screen.line("");
      Table outside = new Table("");
      outside.row(screen.bold("from outside"), "version", "sha256", "offers");
      for (LoadedPlugin plugin : installation.plugins()) {
        String version = plugin.version().isEmpty() ? "-" : plugin.version();
        outside.row(
            plugin.file().toString(),
            version,
            plugin.shortSha256(),
            String.join(", ", offers(installation, plugin)));
      }
      screen.text(outside.text());
    }
    screen.line("");
    screen.line("'gatun describe NAME' says more about one");
  }
}
