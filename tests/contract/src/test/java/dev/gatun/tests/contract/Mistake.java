package dev.gatun.tests.contract;

import dev.gatun.engine.Engines;
import dev.gatun.kit.component.ComponentKit;
import dev.gatun.kit.component.ComponentRules;
import dev.gatun.kit.component.Subject;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A component that is wrong on purpose, and what its author is told.
///
/// @param type the component
/// @param rule the one it breaks
/// @param sentence what the rule says; `:0` stands for any line, `#` for any number
record Mistake(Class<? extends Record> type, String rule, String sentence) {
  private static final ComponentKit KIT =
      ComponentKit.open(Engines.load(Mistake.class.getClassLoader()));

  /// {@return what the rule says of the component; empty if it is kept}
  String found() {
    Components components = Components.of(List.of(() -> List.of(type)));
    Decoder decoder = new Decoder(components, Path.of(""));
    Subject subject =
        Subject.of(
            type,
            components.all().values().iterator().next().getFirst().example(),
            (yaml, kind) -> decoder.component(yaml, kind, "example"));
    return ComponentRules.of(subject).stream()
        .filter(one -> one.id().equals(rule))
        .map(one -> KIT.run(one, subject).outcome().reason())
        .findFirst()
        .orElseThrow()
        .replaceAll("\\.java:\\d+", ".java:0");
  }

  Pattern pattern() {
    return Pattern.compile(
        Arrays.stream(sentence.split("#", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[-.0-9e]+")));
  }

  @Override
  public String toString() {
    return "%s breaks %s".formatted(type.getSimpleName(), rule);
  }
}
