package dev.gatun.runner.definition;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Auto;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Kind;
import dev.gatun.api.Named;
import dev.gatun.api.Option;
import dev.gatun.api.Range;
import dev.gatun.runner.definition.OptionType.Choice;
import dev.gatun.runner.definition.OptionType.ListOf;
import dev.gatun.runner.definition.OptionType.NamedPart;
import dev.gatun.runner.definition.OptionType.OptionalOf;
import dev.gatun.runner.definition.OptionType.Part;
import dev.gatun.runner.definition.OptionType.Plain;
import dev.gatun.runner.definition.OptionType.Settings;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the options of a record from its declaration, with everything its author did wrong.
final class SpecReader {
  private final Class<? extends Record> type;
  private final List<String> defects = new ArrayList<>();

  SpecReader(Class<? extends Record> type) {
    this.type = type;
  }

  /// {@return the options of a component}
  ///
  /// @param found the component
  /// @throws PluginException if the declaration is wrong
  RecordSpec component(Components.Found found) {
    String name = found.name();
    if (!Names.isComponentName(name)) {
      defect(
          ("the name of a component must be lower-case letters, digits and dashes, beginning with a"
                  + " letter, got '%s'")
              .formatted(name));
    }
    List<Class<?>> direct = found.direct();
    if (direct.size() > 1) {
      List<String> kinds = new ArrayList<>();
      direct.forEach(kind -> kinds.add(Components.kindName(kind)));
      defect("must implement one kind of component, got %s".formatted(Near.sorted(kinds)));
    }
    return read(true);
  }

  /// {@return the options of a record without a name}
  ///
  /// @throws PluginException if the declaration is wrong
  RecordSpec settings() {
    return read(false);
  }

  private RecordSpec read(boolean component) {
    RecordComponent[] components = type.getRecordComponents();
    List<OptionSpec> options = new ArrayList<>(components.length);
    for (RecordComponent part : components) {
      OptionSpec option = option(part, component);
      if (option != null) {
        options.add(option);
      }
    }
    if (!defects.isEmpty()) {
      List<String> lines = new ArrayList<>();
      defects.forEach(defect -> lines.add(Components.place(type) + ": " + defect));
      throw new PluginException(String.join("\n", lines));
    }
    return new RecordSpec(type, Records.constructor(type, components), List.copyOf(options));
  }

  private @Nullable OptionSpec option(RecordComponent part, boolean component) {
    String name = Names.kebab(part.getName());
    Option option = part.getAnnotation(Option.class);
    if (component && option == null) {
      defect("option '%s' must have @Option with its meaning".formatted(name));
    }
    if (component && (name.equals("type") || name.equals("id") || name.equals("weight"))) {
      defect(
          "option '%s' must have another name; id, type and weight are reserved".formatted(name));
    }
    OptionType what = type(part.getGenericType());
    if (what == null) {
      defect(
          "option '%s' must be of a type a definition can hold, got %s; see dev.gatun.api.Option"
              .formatted(name, part.getGenericType().getTypeName()));
      return null;
    }
    boolean auto = part.isAnnotationPresent(Auto.class);
    if (auto && what != Plain.INTEGER) {
      defect(
          "option '%s' with @Auto must be int, got %s"
              .formatted(name, part.getType().getSimpleName()));
    }
    Default text = part.getAnnotation(Default.class);
    return new OptionSpec(
        Records.accessor(part),
        what,
        auto,
        bounds(part, name, what),
        text == null ? null : text.value(),
        option == null ? "" : option.value());
  }

  private Bounds bounds(RecordComponent part, String name, OptionType what) {
    AtLeast atLeast = part.getAnnotation(AtLeast.class);
    Above above = part.getAnnotation(Above.class);
    AtMost atMost = part.getAnnotation(AtMost.class);
    Below below = part.getAnnotation(Below.class);
    if (atLeast == null && above == null && atMost == null && below == null) {
      return Bounds.NONE;
    }
    if (!isNumeric(what)) {
      defect("option '%s' with bounds must be a number, got %s".formatted(name, what.title()));
    }
    if ((atLeast != null && above != null) || (atMost != null && below != null)) {
      defect("option '%s' must have one bound at each end".formatted(name));
    }
    Bounds bounds =
        new Bounds(
            atLeast != null ? atLeast.value() : above != null ? above.value() : Bounds.NONE.low(),
            atLeast == null,
            atMost != null ? atMost.value() : below != null ? below.value() : Bounds.NONE.high(),
            atMost == null);
    if (!(bounds.low() <= bounds.high())) {
      defect("option '%s' must have its lower bound below its upper".formatted(name));
    }
    return bounds;
  }

  private static boolean isNumeric(OptionType what) {
    if (what instanceof ListOf list) {
      return isNumeric(list.item());
    }
    if (what instanceof OptionalOf optional) {
      return isNumeric(optional.item());
    }
    return what instanceof Plain plain && plain.isNumeric();
  }

  private static @Nullable OptionType type(Type declared) {
    if (declared instanceof Class<?> type) {
      return type(type);
    }
    if (!(declared instanceof ParameterizedType generic)
        || generic.getActualTypeArguments().length != 1) {
      return null;
    }
    OptionType item = argument(generic.getActualTypeArguments()[0]);
    if (item == null) {
      return null;
    }
    if (generic.getRawType() == List.class) {
      return item instanceof OptionalOf ? null : new ListOf(item);
    }
    if (generic.getRawType() == Optional.class) {
      return item instanceof OptionalOf ? null : new OptionalOf(item);
    }
    return generic.getRawType() == Named.class && item instanceof Part part
        ? new NamedPart(part)
        : null;
  }

  private static @Nullable OptionType argument(Type argument) {
    if (argument == Integer.class) {
      return Plain.INTEGER;
    }
    if (argument == Long.class) {
      return Plain.LONG;
    }
    if (argument == Float.class) {
      return Plain.FLOAT;
    }
    if (argument == Double.class) {
      return Plain.DOUBLE;
    }
    return argument == Boolean.class ? Plain.BOOLEAN : type(argument);
  }

  private static @Nullable OptionType type(Class<?> type) {
    if (type.isPrimitive()) {
      return type == int.class
          ? Plain.INTEGER
          : type == long.class
              ? Plain.LONG
              : type == float.class
                  ? Plain.FLOAT
                  : type == double.class
                      ? Plain.DOUBLE
                      : type == boolean.class ? Plain.BOOLEAN : null;
    }
    if (type == String.class) {
      return Plain.TEXT;
    }
    if (type == Path.class) {
      return Plain.PATH;
    }
    if (type == Duration.class) {
      return Plain.DURATION;
    }
    if (type == Range.class) {
      return Plain.RANGE;
    }
    if (type.isEnum()) {
      return new Choice(type);
    }
    if (type.isRecord()) {
      boolean plain = !type.isAnnotationPresent(Component.class) && type != Named.class;
      return plain ? new Settings(type.asSubclass(Record.class)) : null;
    }
    Kind kind = type.isInterface() ? type.getAnnotation(Kind.class) : null;
    return kind == null ? null : new Part(type, kind.value());
  }

  private void defect(String message) {
    defects.add(message);
  }
}
