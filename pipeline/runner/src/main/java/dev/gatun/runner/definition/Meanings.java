package dev.gatun.runner.definition;

import dev.gatun.api.Component;
import dev.gatun.api.Named;
import dev.gatun.runner.definition.OptionType.ListOf;
import dev.gatun.runner.definition.OptionType.NamedPart;
import dev.gatun.runner.definition.OptionType.OptionalOf;
import dev.gatun.runner.definition.OptionType.Part;
import dev.gatun.runner.definition.OptionType.Settings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What every key of a definition means, by its path: of an option what its record says, with the
/// default and the range; of a component's type what it does.
final class Meanings {
  private final Components components;
  private final Map<String, String> meanings = new HashMap<>();
  private final SequencedMap<String, String> absent = new LinkedHashMap<>();

  private Meanings(Components components) {
    this.components = components;
  }

  /// {@return the meanings in a definition}
  ///
  /// @param components all there are
  /// @param definition as decoded
  static Meanings of(Components components, Record definition) {
    Meanings meanings = new Meanings(components);
    meanings.options(definition, "");
    return meanings;
  }

  /// {@return what a key means; empty for one without a meaning}
  ///
  /// @param path of the key
  String at(String path) {
    return meanings.getOrDefault(path, "");
  }

  /// {@return what the options mean that are not set and have no default, by path}
  SequencedMap<String, String> absent() {
    return absent;
  }

  private void options(Record settings, String path) {
    for (OptionSpec option : components.spec(settings.getClass()).options()) {
      String inner = path.isEmpty() ? option.name() : path + "." + option.name();
      meanings.put(inner, option.meaning() + limits(option));
      if (option.value(settings) instanceof Optional<?> optional && optional.isEmpty()) {
        absent.put(inner, option.meaning());
      }
      value(option.value(settings), option.type(), inner);
    }
  }

  private static String limits(OptionSpec option) {
    String text = option.defaultText();
    boolean plain = option.type() instanceof OptionType.Plain;
    String bounds = plain ? option.bounds().text() : "";
    String standard = text == null || text.matches("\\[]|\\{}") ? "" : "default " + text;
    String range = option.type() instanceof OptionType.Choice ? option.type().title() : bounds;
    String joined = range + (range.isEmpty() || standard.isEmpty() ? "" : "; ") + standard;
    return joined.isEmpty() ? "" : " (" + joined + ")";
  }

  private void value(Object value, OptionType type, String path) {
    switch (type) {
      case OptionalOf optional ->
          ((Optional<?>) value).ifPresent(item -> value(item, optional.item(), path));
      case ListOf list -> {
        List<?> items = (List<?>) value;
        for (int i = 0; i < items.size(); i++) {
          value(items.get(i), list.item(), path + "[" + i + "]");
        }
      }
      case Settings _ -> options((Record) value, path);
      case Part _ -> component(value, path);
      case NamedPart _ -> {
        meanings.put(path + ".id", "names it in messages, results and --set");
        meanings.put(path + ".weight", "what it counts beside the others");
        component(((Named<?>) value).component(), path);
      }
      case OptionType.Choice _, OptionType.Plain _ -> {}
    }
  }

  private void component(Object component, String path) {
    Component annotation = component.getClass().getAnnotation(Component.class);
    if (annotation != null && component instanceof Record options) {
      meanings.put(path + ".type", annotation.summary());
      options(options, path);
      if (components.spec(options.getClass()).options().isEmpty()) {
        // Written as its bare name, in one line.
        meanings.merge(path, annotation.summary(), (meaning, summary) -> meaning + ": " + summary);
      }
    }
  }
}
