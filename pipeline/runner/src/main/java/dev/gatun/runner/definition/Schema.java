package dev.gatun.runner.definition;

import dev.gatun.api.Component;
import dev.gatun.runner.definition.OptionType.ListOf;
import dev.gatun.runner.definition.OptionType.NamedPart;
import dev.gatun.runner.definition.OptionType.OptionalOf;
import dev.gatun.runner.definition.OptionType.Part;
import dev.gatun.runner.definition.OptionType.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A JSON Schema of definitions, for editors: every component that is installed, with its options,
/// their meaning, defaults and bounds.
///
/// What it says of a component stands once, under `$defs`, and is chosen by `if` and `then` on
/// `type`: so an editor names the option that is wrong instead of every component that does not
/// fit.
///
/// Source: JSON Schema 2020-12, https://json-schema.org/draft/2020-12
public final class Schema {
  /// What may stand wherever a value may.
  private static final String REFERENCE = "reference";

  private static final String WHOLE_REFERENCE = "^\\$\\{(env|params)\\.[^}]+\\}$";

  private final Components components;
  private final Map<String, String> typeless;
  private final SequencedMap<String, Object> shared = new LinkedHashMap<>();

  private Schema(Components components, Map<String, String> typeless) {
    this.components = components;
    this.typeless = typeless;
  }

  /// {@return the schema as a tree for JSON}
  ///
  /// @param components what definitions may name
  /// @param type a record whose components are the top-level keys
  /// @param typeless the top-level keys that may do without `type`, with what it is then
  /// @throws PluginException if a component is not declared as it must be
  public static SequencedMap<String, Object> of(
      Components components, Class<? extends Record> type, Map<String, String> typeless) {
    Schema schema = new Schema(components, typeless);
    SequencedMap<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Gatun definition");
    SequencedMap<String, Object> settings = schema.settings(components.spec(type), true);
    settings.remove("pattern");
    root.putAll(settings);
    root.put("type", "object");
    SequencedMap<String, Object> defs = new LinkedHashMap<>();
    defs.put(
        REFERENCE,
        tree(
            "description",
            "a parameter or an environment variable",
            "type",
            "string",
            "pattern",
            WHOLE_REFERENCE));
    new TreeMap<>(schema.shared).forEach(defs::put);
    root.put("$defs", defs);
    return root;
  }

  private SequencedMap<String, Object> settings(RecordSpec spec, boolean root) {
    SequencedMap<String, Object> properties = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      String without = root ? typeless.get(option.name()) : null;
      properties.put(option.name(), option(option, without));
    }
    if (root) {
      properties.put(References.PARAMS, params());
      properties.put(Variations.KEY, vary());
    }
    SequencedMap<String, Object> schema = tree("type", List.of("object", "string"));
    schema.put("pattern", WHOLE_REFERENCE);
    schema.put("properties", properties);
    putRequired(schema, spec);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> params() {
    return tree(
        "description",
        "values that the definition refers to, as in ${params.name}",
        "type",
        "object");
  }

  private static Map<String, Object> vary() {
    return tree(
        "description",
        "paths with the values each takes in turn, such as model.layers.hidden.units: [3, 6];"
            + " every combination is a run",
        "type",
        "object",
        "additionalProperties",
        tree("type", "array", "minItems", 1));
  }

  private static void putRequired(SequencedMap<String, Object> schema, RecordSpec spec) {
    List<String> required = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (option.isRequired()) {
        required.add(option.name());
      }
    }
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
  }

  private SequencedMap<String, Object> option(OptionSpec option, @Nullable String without) {
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    String text = option.defaultText();
    boolean telling = text != null && !text.equals("[]") && !text.equals("{}");
    schema.put("description", option.meaning() + (telling ? " (default " + text + ")" : ""));
    schema.putAll(
        without != null && option.type() instanceof Part part
            ? part(part, without)
            : value(option.type(), option));
    Node start = option.defaultNode();
    if (start != null) {
      schema.put("default", NodeTrees.of(start));
    }
    return schema;
  }

  private SequencedMap<String, Object> value(OptionType type, OptionSpec option) {
    return switch (type) {
      case OptionType.Plain plain -> ScalarSchema.of(plain, option);
      case OptionType.Choice choice ->
          tree("anyOf", List.of(tree("enum", choice.names()), reference()));
      case OptionalOf optional -> value(optional.item(), option);
      case ListOf list -> list(list, option);
      case Settings settings -> {
        RecordSpec spec = components.spec(settings.type());
        yield share(settings.type().getName(), () -> settings(spec, false));
      }
      case Part part -> share(part.name(), () -> part(part, null));
      case NamedPart named -> share(named.part().name() + "-in-list", () -> item(named.part()));
    };
  }

  private SequencedMap<String, Object> list(ListOf list, OptionSpec option) {
    SequencedMap<String, Object> item = value(list.item(), option);
    SequencedMap<String, Object> items = tree("type", "array", "items", item);
    if (list.takesSingle()) {
      return tree("anyOf", List.of(items, item));
    }
    return tree("anyOf", List.of(items, reference()));
  }

  /// A component in a list is one that may have an id and a weight as well.
  private SequencedMap<String, Object> item(Part part) {
    return choice(part, null, ScalarSchema.named());
  }

  private SequencedMap<String, Object> part(Part part, @Nullable String without) {
    return choice(part, without, tree("id", false, "weight", false));
  }

  private SequencedMap<String, Object> choice(
      Part part, @Nullable String without, SequencedMap<String, Object> beside) {
    List<String> bare = new ArrayList<>();
    List<Object> bareMeanings = new ArrayList<>();
    List<String> names = new ArrayList<>(new TreeSet<>(components.names(part.kind())));
    List<Object> meanings = new ArrayList<>();
    List<Object> rules = new ArrayList<>();
    for (String name : names) {
      Components.Found found = Objects.requireNonNull(components.find(part.kind(), name));
      RecordSpec spec = components.spec(found);
      String summary = annotation(found).summary();
      meanings.add(summary);
      if (spec.options().stream().noneMatch(OptionSpec::isRequired)) {
        bare.add(name);
        bareMeanings.add(summary);
      }
      SequencedMap<String, Object> condition =
          tree("properties", tree("type", tree("const", name)));
      if (!name.equals(without)) {
        condition.put("required", List.of("type"));
      }
      String key = Components.kindName(found.direct().getFirst()) + "." + name;
      rules.add(tree("if", condition, "then", share(key, () -> component(found, spec))));
    }
    SequencedMap<String, Object> properties =
        tree(
            "type",
            tree(
                "description",
                "which " + part.name(),
                "anyOf",
                List.of(tree("enum", names, "enumDescriptions", meanings), reference())));
    properties.putAll(beside);
    SequencedMap<String, Object> map = tree("type", "object", "properties", properties);
    if (without == null) {
      map.put("required", List.of("type"));
    }
    map.put("allOf", rules);
    SequencedMap<String, Object> byName = tree("enum", bare, "enumDescriptions", bareMeanings);
    return tree("anyOf", List.of(byName, map, reference()));
  }

  private SequencedMap<String, Object> component(Components.Found found, RecordSpec spec) {
    Component about = annotation(found);
    SequencedMap<String, Object> properties = ScalarSchema.reserved();
    for (OptionSpec option : spec.options()) {
      properties.put(option.name(), option(option, null));
    }
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    schema.put("title", found.name());
    schema.put(
        "description",
        about.summary()
            + (about.formula().isEmpty() ? "" : "\n\nFormula: " + about.formula())
            + (about.source().isEmpty() ? "" : "\n\nSource: " + about.source()));
    schema.put("properties", properties);
    putRequired(schema, spec);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Component annotation(Components.Found found) {
    return Objects.requireNonNull(found.type().getAnnotation(Component.class));
  }

  /// {@return a reference to what is said once; made before it is asked for again from within}
  private SequencedMap<String, Object> share(
      String key, Supplier<SequencedMap<String, Object>> made) {
    if (!shared.containsKey(key)) {
      shared.put(key, Map.of());
      shared.put(key, made.get());
    }
    return tree("$ref", "#/$defs/" + key);
  }

  private static SequencedMap<String, Object> reference() {
    return tree("$ref", "#/$defs/" + REFERENCE);
  }

  /// {@return a map of keys and values in turn}
  static SequencedMap<String, Object> tree(Object... keysAndValues) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return tree;
  }
}
