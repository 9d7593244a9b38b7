package dev.gatun.cli;

import dev.gatun.engine.Engines;
import dev.gatun.runner.Installation;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.PluginException;
import dev.gatun.runner.plugin.FailedPlugin;
import dev.gatun.runner.plugin.PluginPath;
import io.micronaut.context.annotation.Prototype;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What is installed beside the command, and plugins from outside. Looked up when asked for: that
/// takes most of a start.
@Prototype
final class Installed {
  @Option(
      names = "--plugins",
      paramLabel = "PATH",
      description = "load plugins: a jar, a .java file or a folder of them; repeatable")
  private List<String> plugins = new ArrayList<>();

  @Option(
      names = "--allow-native",
      paramLabel = "JAR",
      description = "load an engine that calls native code, from a modular jar; repeatable")
  private List<String> modules = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  private final Screen screen;

  Installed(Screen screen) {
    this.screen = screen;
  }

  /// {@return all there is; plugins that could not be loaded are told, but with `--quiet`, since
  /// what needs one of them says so itself}
  ///
  /// @throws PluginException if a plugin named for this command could not be loaded
  Installation everything() {
    Installation installation = whatLoads();
    String named =
        installation.failed().stream()
            .filter(FailedPlugin::named)
            .map(FailedPlugin::message)
            .collect(Collectors.joining("\n"));
    if (!named.isEmpty()) {
      throw new PluginException(named);
    }
    if (!isQuiet()) {
      Problems problems = new Problems(screen, false, false);
      installation.failed().forEach(failed -> problems.warn(failed.message()));
    }
    return installation;
  }

  private boolean isQuiet() {
    return command != null && command.commandLine().getParseResult().hasMatchedOption("--quiet");
  }

  /// {@return all there is, with what could not be loaded}
  Installation whatLoads() {
    return Installation.load(Installed.class.getClassLoader(), path());
  }

  Components components() {
    return path().isEmpty()
        ? Components.load(Installed.class.getClassLoader())
        : everything().components();
  }

  Engines engines() {
    return path().isEmpty()
        ? Engines.load(Installed.class.getClassLoader())
        : everything().engines();
  }

  /// Adds a plugin to those that the words of the command name.
  ///
  /// @param file a jar or a `.java` file
  void add(String file) {
    plugins = new ArrayList<>(plugins);
    plugins.add(file);
  }

  private PluginPath path() {
    return PluginPath.ofProcess(
        plugins.stream().map(each -> DefinitionOptions.path("--plugins", each)).toList(),
        modules.stream().map(each -> DefinitionOptions.path("--allow-native", each)).toList());
  }
}
