package dev.gatun.tests.contract;

import dev.gatun.api.Component;
import dev.gatun.api.Plugin;
import dev.gatun.engine.Engines;
import dev.gatun.kit.Outcome;
import dev.gatun.kit.component.ComponentKit;
import dev.gatun.kit.component.ComponentRules;
import dev.gatun.kit.component.Rule;
import dev.gatun.kit.component.Subject;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.Description;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The rules of components, one test each for every component of a plugin, named by its number:
/// what `gatun verify` tries.
///
/// A plugin passes by extending this:
///
/// ```java
/// final class MyPluginTest extends ComponentContract {
///   MyPluginTest() {
///     super(new MyPlugin());
///   }
/// }
/// ```
///
/// Every engine that can run here is tried. A rule that does not apply to a component shows as
/// skipped, with the reason. `-Dgatun.seed` changes the random data.
public abstract class ComponentContract {
  private final Plugin plugin;

  /// Takes the plugin to try.
  ///
  /// @param plugin offers the components
  protected ComponentContract(Plugin plugin) {
    this.plugin = plugin;
  }

  /// {@return the tests of a plugin, a container for each component}
  @TestFactory
  Stream<DynamicContainer> contract() {
    ClassLoader loader = plugin.getClass().getClassLoader();
    Components components = components(loader);
    ComponentKit kit = ComponentKit.open(Engines.load(loader));
    return plugin.components().stream()
        .map(type -> subject(components, type))
        .map(subject ->
            DynamicContainer.dynamicContainer(
                subject.toString(),
                ComponentRules.of(subject).stream()
                    .map(rule ->
                        DynamicTest.dynamicTest(
                            "%s %s".formatted(rule.id(), rule.text()),
                            () -> keeps(kit, rule, subject)))));
  }

  /// {@return what the class path offers, and this plugin where it is not registered}
  private Components components(ClassLoader loader) {
    List<Plugin> plugins = new ArrayList<>();
    ServiceLoader.load(Plugin.class, loader).forEach(plugins::add);
    boolean registered =
        plugins.stream()
            .flatMap(other -> other.components().stream())
            .toList()
            .containsAll(plugin.components());
    if (!registered) {
      plugins.add(plugin);
    }
    return Components.of(plugins);
  }

  private static Subject subject(Components components, Class<? extends Record> type) {
    String name = Objects.requireNonNull(type.getAnnotation(Component.class)).name();
    Description description =
        components.describe(name).stream()
            .filter(found -> found.type().equals(type.getName()))
            .findFirst()
            .orElseThrow();
    Decoder decoder = new Decoder(components, Path.of(""));
    return Subject.of(
        type, description.example(), (yaml, kind) -> decoder.component(yaml, kind, "example"));
  }

  private static void keeps(ComponentKit kit, Rule rule, Subject subject) {
    switch (kit.run(rule, subject).outcome()) {
      case Outcome.Passed() -> {}
      case Outcome.Exempt(String reason) -> Assumptions.abort(reason);
      case Outcome.Violated(String sentence) ->
          Assertions.fail("%s of %s: %s".formatted(rule.id(), subject, sentence));
    }
  }
}
