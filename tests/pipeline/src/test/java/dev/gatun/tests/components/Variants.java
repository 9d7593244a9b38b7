package dev.gatun.tests.components;

import dev.gatun.runner.definition.Description;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Ways to write a component that a test should try: with its defaults, and with each choice of
/// each option that has a few, one at a time.
final class Variants {
  private static final String CHOICES = "one of ";

  private Variants() {}

  /// {@return YAML for each}
  ///
  /// @param component to write
  /// @param always options in each, such as `units: 4`; empty for none
  static List<String> of(Description component, String always) {
    String start = "{type: " + component.name() + (always.isEmpty() ? "" : ", " + always);
    Set<String> variants = new LinkedHashSet<>(List.of(start + "}"));
    for (Description.Setting option : component.options()) {
      for (String choice : choices(option)) {
        if (!choice.equals(option.defaultValue())) {
          variants.add("%s, %s: %s}".formatted(start, option.name(), choice));
        }
      }
    }
    return new ArrayList<>(variants);
  }

  private static List<String> choices(Description.Setting option) {
    if (option.type().startsWith(CHOICES)) {
      return List.of(option.type().substring(CHOICES.length()).split(", ", -1));
    }
    return option.type().equals("true or false") ? List.of("false", "true") : List.of();
  }
}
