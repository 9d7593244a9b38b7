package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.ListNode;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An option: a record component as a definition sees it.
final class OptionSpec {
  private final String name;
  private final OptionType type;
  private final boolean auto;
  private final Bounds bounds;
  private final @Nullable String defaultText;
  private final String meaning;
  private final Method accessor;
  private @Nullable Node defaultNode;

  OptionSpec(
      Method accessor,
      OptionType type,
      boolean auto,
      Bounds bounds,
      @Nullable String defaultText,
      String meaning) {
    this.name = Names.kebab(accessor.getName());
    this.accessor = accessor;
    this.type = type;
    this.auto = auto;
    this.bounds = bounds;
    this.defaultText = defaultText == null && auto ? "auto" : defaultText;
    this.meaning = meaning;
  }

  String name() {
    return name;
  }

  OptionType type() {
    return type;
  }

  boolean isAuto() {
    return auto;
  }

  Bounds bounds() {
    return bounds;
  }

  String meaning() {
    return meaning;
  }

  /// {@return the default as YAML; null where there is none to write}
  @Nullable String defaultText() {
    return defaultText == null && type instanceof OptionType.ListOf ? "[]" : defaultText;
  }

  boolean isRequired() {
    return defaultText() == null && !(type instanceof OptionType.OptionalOf);
  }

  /// {@return the default as nodes; null where there is none}
  ///
  /// @throws DefinitionException if it is not YAML
  @Nullable Node defaultNode() {
    if (defaultNode == null) {
      if (defaultText != null) {
        defaultNode = YamlReader.value(defaultText, Position.DEFAULT);
      } else if (type instanceof OptionType.ListOf) {
        defaultNode = new ListNode(Position.DEFAULT, List.of());
      }
    }
    return defaultNode;
  }

  /// {@return the option's value in a record}
  ///
  /// @param settings of the record that has the option
  Object value(Record settings) {
    return Records.read(accessor, settings);
  }
}
