package dev.gatun.runner.definition;

import static dev.gatun.runner.definition.Schema.tree;

import java.util.List;
import java.util.SequencedMap;

/// The parts of a [Schema] that are values without parts.
///
/// Wherever a number or a boolean may stand, so may a reference: text that has one in it. Both are
/// said in one schema, since `pattern` looks at texts alone and bounds at numbers alone.
final class ScalarSchema {
  private static final String REFERENCE = "\\$\\{(env|params)\\.[^}]+\\}";

  private ScalarSchema() {}

  /// {@return what an option may hold}
  ///
  /// @param type of the option, or of what it is a list of
  /// @param option whose bounds hold
  static SequencedMap<String, Object> of(OptionType.Plain type, OptionSpec option) {
    return switch (type) {
      case INTEGER -> integer(option, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> integer(option, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT, DOUBLE -> number(option);
      case BOOLEAN -> withReference("boolean", "");
      case TEXT -> tree("type", List.of("string", "number", "boolean"));
      case PATH -> tree("type", List.of("string", "number", "boolean"), "minLength", 1);
      case DURATION ->
          tree(
              "type",
              "string",
              "pattern",
              "^(?=.)([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$|^-?P|" + REFERENCE,
              "patternErrorMessage",
              "must be a duration such as 90s, 5m or 1h30m");
      case RANGE ->
          tree(
              "anyOf",
              List.of(
                  tree("type", "array", "items", number(option), "minItems", 2, "maxItems", 2),
                  tree("$ref", "#/$defs/reference")));
    };
  }

  private static SequencedMap<String, Object> integer(OptionSpec option, long low, long high) {
    boolean auto = option.isAuto();
    SequencedMap<String, Object> schema = withReference("integer", auto ? "^auto$|" : "");
    schema.put("minimum", low);
    schema.put("maximum", high);
    putBounds(schema, option.bounds());
    if (auto) {
      schema.put("examples", List.of("auto"));
      schema.put("patternErrorMessage", "must be an integer or auto");
    }
    return schema;
  }

  private static SequencedMap<String, Object> number(OptionSpec option) {
    SequencedMap<String, Object> schema = withReference("number", "");
    putBounds(schema, option.bounds());
    return schema;
  }

  private static SequencedMap<String, Object> withReference(String type, String otherwise) {
    return tree("type", List.of(type, "string"), "pattern", otherwise + REFERENCE);
  }

  private static void putBounds(SequencedMap<String, Object> schema, Bounds bounds) {
    if (Double.isFinite(bounds.low())) {
      put(schema, bounds.above() ? "exclusiveMinimum" : "minimum", bounds.low());
    }
    if (Double.isFinite(bounds.high())) {
      put(schema, bounds.below() ? "exclusiveMaximum" : "maximum", bounds.high());
    }
  }

  private static void put(SequencedMap<String, Object> schema, String key, double bound) {
    boolean whole = bound == Math.rint(bound) && Math.abs(bound) < 1e15;
    schema.put(key, whole ? (Object) (long) bound : (Object) bound);
  }

  /// {@return the keys that a component in a list may have beside its options}
  static SequencedMap<String, Object> named() {
    return tree(
        "id",
        tree(
            "description",
            "names the component, such as in --set and in files of parameters",
            "type",
            List.of("string", "boolean"),
            "pattern",
            "^(?=.*[A-Za-z_-])[A-Za-z0-9_-]+$|" + REFERENCE,
            "patternErrorMessage",
            "must be letters, digits, '-' and '_', and not digits alone"),
        "weight",
        tree(
            "description",
            "its share of a sum, where the list is one",
            "type",
            List.of("number", "string"),
            "pattern",
            REFERENCE,
            "default",
            1));
  }

  /// {@return the keys that every component allows, checked where it is known whether it stands in
  /// a list}
  static SequencedMap<String, Object> reserved() {
    return tree("type", true, "id", true, "weight", true);
  }
}
