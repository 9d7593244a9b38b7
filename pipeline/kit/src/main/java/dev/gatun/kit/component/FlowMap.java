package dev.gatun.kit.component;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// A component as a definition writes it in one line, such as `{type: huber, delta: 1}`, taken
/// apart into its options.
///
/// @param entries YAML by key, in order
record FlowMap(SequencedMap<String, String> entries) {
  /// {@return the options of a text}
  ///
  /// @param yaml a name, or a map in braces
  static FlowMap of(String yaml) {
    SequencedMap<String, String> entries = new LinkedHashMap<>();
    if (!yaml.startsWith("{")) {
      entries.put("type", yaml);
      return new FlowMap(entries);
    }
    int depth = 0;
    char quote = 0;
    int from = 1;
    for (int i = 1; i < yaml.length(); i++) {
      char c = yaml.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (depth == 0 && (c == ',' || c == '}')) {
        String entry = yaml.substring(from, i);
        int colon = entry.indexOf(':');
        entries.put(entry.substring(0, colon).strip(), entry.substring(colon + 1).strip());
        from = i + 1;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return new FlowMap(entries);
  }

  /// {@return the component with another value of an option}
  FlowMap with(String option, String value) {
    SequencedMap<String, String> changed = new LinkedHashMap<>(entries);
    changed.put(option, value);
    return new FlowMap(changed);
  }

  /// {@return the component without an option}
  FlowMap without(String option) {
    SequencedMap<String, String> changed = new LinkedHashMap<>(entries);
    changed.remove(option);
    return new FlowMap(changed);
  }

  /// {@return `learning-rate` for `learningRate`}
  static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
