package dev.gatun.kit.component;

import dev.gatun.api.Auto;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Kind;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A component to be tried.
///
/// @param type the record
/// @param kind the most special kind it implements
/// @param name in definitions
/// @param example how a definition writes it, with each option it cannot do without
/// @param decoder makes it of that
public record Subject(
    Class<? extends Record> type, Class<?> kind, String name, String example, Decoder decoder) {
  /// What `auto` stands for where an option is a number of outputs.
  static final int OUTPUTS = 4;

  /// Makes components of what a definition says.
  @FunctionalInterface
  public interface Decoder {
    /// Decodes.
    ///
    /// @param yaml a name, or a map with `type`
    /// @param kind an interface marked [Kind]
    /// @return the component
    /// @throws RuntimeException if the text is not right, saying why
    Object component(String yaml, Class<?> kind);
  }

  /// Makes a subject of a component's record.
  ///
  /// @param type marked [Component], of one kind
  /// @param example how a definition writes it, with each option it cannot do without
  /// @param decoder makes it of that
  /// @return the subject
  public static Subject of(Class<? extends Record> type, String example, Decoder decoder) {
    Component component = Objects.requireNonNull(type.getAnnotation(Component.class));
    Set<Class<?>> kinds = new LinkedHashSet<>();
    addKinds(type, kinds);
    Class<?> kind =
        kinds.stream()
            .filter(one ->
                kinds.stream().noneMatch(other -> other != one && one.isAssignableFrom(other)))
            .findFirst()
            .orElseThrow();
    Subject whole = new Subject(type, kind, component.name(), known(type, example), decoder);
    return component.example().isEmpty() ? whole.smallest() : whole;
  }

  /// {@return it with the options alone that it cannot do without}
  private Subject smallest() {
    FlowMap options = FlowMap.of(example);
    for (RecordComponent option : type.getRecordComponents()) {
      boolean optional =
          option.isAnnotationPresent(Default.class)
              || option.getType() == Optional.class
              || option.getType() == List.class;
      if (optional) {
        options = options.without(FlowMap.kebab(option.getName()));
      }
    }
    // It may want more, such as a list that is not empty.
    return decodes(options.toString())
        ? new Subject(type, kind, name, options.toString(), decoder)
        : this;
  }

  private boolean decodes(String yaml) {
    try {
      make(yaml);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /// {@return how a definition writes it, as the example says and with each choice of each option
  /// that has a few, one at a time}
  List<String> variants() {
    FlowMap options = FlowMap.of(example);
    Set<String> variants = new LinkedHashSet<>(List.of(example));
    for (RecordComponent option : type.getRecordComponents()) {
      Default otherwise = option.getAnnotation(Default.class);
      List<String> choices =
          option.getType() == boolean.class
              ? List.of("false", "true")
              : option.getType().isEnum()
                  ? Arrays.stream(option.getType().getEnumConstants())
                      .map(choice -> ((Enum<?>) choice).name().toLowerCase(Locale.ROOT))
                      .map(choice -> choice.replace('_', '-'))
                      .toList()
                  : List.of();
      for (String choice : choices) {
        if (otherwise == null || !choice.equals(otherwise.value())) {
          String variant = options.with(FlowMap.kebab(option.getName()), choice).toString();
          if (decodes(variant)) {
            variants.add(variant);
          }
        }
      }
    }
    return List.copyOf(variants);
  }

  private static void addKinds(Class<?> type, Set<Class<?>> kinds) {
    for (Class<?> implemented : type.getInterfaces()) {
      if (implemented.isAnnotationPresent(Kind.class)) {
        kinds.add(implemented);
      }
      addKinds(implemented, kinds);
    }
  }

  /// {@return the example with a number where a run would put what the target needs}
  private static String known(Class<? extends Record> type, String example) {
    String known = example;
    for (RecordComponent option : type.getRecordComponents()) {
      if (option.isAnnotationPresent(Auto.class)) {
        known = known.replace(option.getName() + ": auto", option.getName() + ": " + OUTPUTS);
      }
    }
    return known;
  }

  /// {@return a new component}
  Object make() {
    return make(example);
  }

  /// {@return a new component}
  ///
  /// @param yaml how a definition would write it
  Object make(String yaml) {
    return decoder.component(yaml, kind);
  }

  /// {@return the kind's name, such as `loss`}
  public String kindName() {
    return Objects.requireNonNull(kind.getAnnotation(Kind.class)).value();
  }

  /// {@return kind and name, such as `loss 'focal'`}
  @Override
  public String toString() {
    return "%s '%s'".formatted(kindName(), name);
  }
}
