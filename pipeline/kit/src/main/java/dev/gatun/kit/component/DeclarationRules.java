package dev.gatun.kit.component;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.Penalty;
import dev.gatun.kit.NotApplicable;
import dev.gatun.kit.Violation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Rules of name, options, defaults and bounds.
final class DeclarationRules {
  private DeclarationRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "CMP-01",
            Group.DECLARATION,
            Set.of(),
            "It says in one line what it does, and what each option means.",
            DeclarationRules::described),
        new Rule(
            "CMP-02",
            Group.DECLARATION,
            Set.of(Loss.class, Penalty.class),
            "A loss or a penalty gives its formula.",
            DeclarationRules::formula),
        new Rule(
            "CMP-03",
            Group.DECLARATION,
            Set.of(),
            "Its example decodes, and two components of one text are equal.",
            DeclarationRules::equal),
        new Rule(
            "CMP-04",
            Group.DECLARATION,
            Set.of(),
            "An option that is left out has its default.",
            DeclarationRules::defaults),
        new Rule(
            "CMP-05",
            Group.DECLARATION,
            Set.of(),
            "A number beyond a bound is refused with the option's name.",
            DeclarationRules::bounds),
        new Rule(
            "CMP-06",
            Group.DECLARATION,
            Set.of(),
            "It keeps nothing outside its options: static fields are final constants.",
            DeclarationRules::constants));
  }

  private static void described(Trial trial) {
    Class<?> type = trial.subject().type();
    Component component = Objects.requireNonNull(type.getAnnotation(Component.class));
    requireLine("summary", component.summary());
    for (RecordComponent option : type.getRecordComponents()) {
      Option meaning = option.getAnnotation(Option.class);
      requireLine("option '%s'".formatted(kebab(option)), meaning == null ? "" : meaning.value());
    }
  }

  private static void requireLine(String what, String text) {
    Require.that(
        !text.isBlank() && text.lines().count() == 1 && !text.endsWith("."),
        "%s: must be one line without a full stop, got '%s'; say what it means in @Component or @Option",
        what,
        text);
  }

  private static void formula(Trial trial) {
    Component component =
        Objects.requireNonNull(trial.subject().type().getAnnotation(Component.class));
    Require.that(
        !component.formula().isBlank(),
        "formula: must say what it computes, got none; add @Component(formula = …)");
  }

  private static void equal(Trial trial) {
    Object first = trial.subject().make();
    Object second = trial.subject().make();
    Require.that(
        first.equals(second) && first.hashCode() == second.hashCode(),
        "%s: two components of it must be equal, got %s and %s; options must be values, with equals",
        trial.subject().example(),
        first,
        second);
  }

  private static void defaults(Trial trial) {
    Subject subject = trial.subject();
    List<RecordComponent> options = new ArrayList<>();
    for (RecordComponent option : subject.type().getRecordComponents()) {
      if (option.isAnnotationPresent(Default.class)) {
        options.add(option);
      }
    }
    if (options.isEmpty()) {
      throw new NotApplicable("no option has a default");
    }
    FlowMap flow = FlowMap.of(subject.example());
    Object whole = subject.make();
    for (RecordComponent option : options) {
      String text = Objects.requireNonNull(option.getAnnotation(Default.class)).value();
      Object written = subject.make(flow.with(kebab(option), text).toString());
      Object left = subject.make(flow.without(kebab(option)).toString());
      Require.that(
          written.equals(left),
          "option '%s': left out it must be %s, got %s where %s was expected",
          kebab(option),
          text,
          left,
          written);
    }
    Require.that(
        whole.getClass() == subject.type(), "must decode to %s, got %s", subject.type(), whole);
  }

  private static void bounds(Trial trial) {
    Subject subject = trial.subject();
    boolean any = false;
    for (RecordComponent option : subject.type().getRecordComponents()) {
      for (double beyond : beyond(option)) {
        any = true;
        refuses(subject, option, beyond);
      }
    }
    if (!any) {
      throw new NotApplicable("no option has a bound");
    }
  }

  private static void refuses(Subject subject, RecordComponent option, double number) {
    boolean list = List.class.isAssignableFrom(option.getType());
    String text = text(option, number);
    String yaml =
        FlowMap.of(subject.example())
            .with(kebab(option), list ? "[" + text + "]" : text)
            .toString();
    Object taken;
    try {
      taken = subject.make(yaml);
    } catch (RuntimeException e) {
      Require.that(
          String.valueOf(e.getMessage()).contains(kebab(option)),
          "%s: must be refused with the option's name, got '%s'",
          yaml,
          e.getMessage());
      return;
    }
    throw new Violation("%s: must be refused, got %s".formatted(yaml, taken));
  }

  /// {@return a number beyond each bound of an option}
  private static List<Double> beyond(RecordComponent option) {
    List<Double> numbers = new ArrayList<>();
    AtLeast least = option.getAnnotation(AtLeast.class);
    AtMost most = option.getAnnotation(AtMost.class);
    Above above = option.getAnnotation(Above.class);
    Below below = option.getAnnotation(Below.class);
    if (least != null) {
      numbers.add(least.value() - 1);
    }
    if (most != null) {
      numbers.add(most.value() + 1);
    }
    if (above != null) {
      numbers.add(above.value());
    }
    if (below != null) {
      numbers.add(below.value());
    }
    return numbers;
  }

  private static String text(RecordComponent option, double number) {
    String generic = option.getGenericType().getTypeName();
    String digits =
        number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    return generic.contains("Duration") ? digits + "s" : digits;
  }

  private static void constants(Trial trial) {
    for (Field field : trial.subject().type().getDeclaredFields()) {
      boolean constant =
          !Modifier.isStatic(field.getModifiers()) || Modifier.isFinal(field.getModifiers());
      Require.that(
          constant || field.isSynthetic(),
          "static field '%s': must be final; a component that changes gives other results the next time",
          field.getName());
    }
  }

  private static String kebab(RecordComponent option) {
    return FlowMap.kebab(option.getName());
  }
}
