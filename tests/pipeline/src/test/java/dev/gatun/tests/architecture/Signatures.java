package dev.gatun.tests.architecture;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What others see of a type, a line each: `TYPE: MEMBER`.
final class Signatures {
  private static final String SEPARATOR = ": ";
  private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;

  private Signatures() {}

  /// {@return the type that a line is about}
  static String type(String line) {
    return line.substring(0, line.indexOf(SEPARATOR));
  }

  /// {@return whether a line is something that implementations must have}
  static boolean isAsked(String line) {
    return line.contains(SEPARATOR + "public abstract ")
        || line.contains(SEPARATOR + "protected abstract ")
        || line.contains(SEPARATOR + "permits ");
  }

  /// {@return the lines of a type; none for one that is not public}
  static List<String> of(Class<?> type) {
    List<String> lines = new ArrayList<>();
    for (Class<?> outer = type; outer != null; outer = outer.getDeclaringClass()) {
      if (!isVisible(outer.getModifiers())) {
        return lines;
      }
    }
    String name = type.getName() + SEPARATOR;
    lines.add(name + declaration(type));
    if (type.isSealed()) {
      lines.add(name + "permits " + names(type.getPermittedSubclasses()));
    }
    if (type.isRecord()) {
      lines.add(
          name
              + "record "
              + Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getName)
                  .collect(Collectors.joining(", ")));
    }
    for (Field field : type.getDeclaredFields()) {
      if (isVisible(field.getModifiers())) {
        lines.add(
            name
                + modifiers(field.getModifiers())
                + field.getGenericType().getTypeName()
                + " "
                + field.getName());
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isVisible(constructor.getModifiers())) {
        lines.add(
            name
                + modifiers(constructor.getModifiers())
                + "new("
                + names(constructor.getGenericParameterTypes())
                + ")");
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isVisible(method.getModifiers()) && !method.isSynthetic()) {
        lines.add(name + signature(method));
      }
    }
    return lines;
  }

  private static boolean isVisible(int modifiers) {
    return (modifiers & VISIBLE) != 0;
  }

  private static String declaration(Class<?> type) {
    String kind = type.isAnnotation() ? "annotation" : type.isInterface() ? "interface" : "class";
    String parent =
        type.getGenericSuperclass() == null
            ? ""
            : " extends " + type.getGenericSuperclass().getTypeName();
    String interfaces = names(type.getGenericInterfaces());
    return modifiers(type.getModifiers() & ~Modifier.INTERFACE)
        + kind
        + parent
        + (interfaces.isEmpty() ? "" : " implements " + interfaces);
  }

  private static String signature(Method method) {
    int modifiers = method.getModifiers() & Modifier.methodModifiers() & ~Modifier.SYNCHRONIZED;
    String text =
        modifiers(modifiers)
            + (method.isDefault() ? "default " : "")
            + method.getGenericReturnType().getTypeName()
            + " "
            + method.getName()
            + "("
            + names(method.getGenericParameterTypes())
            + ")";
    // An annotation's member that has a default may be left out.
    return method.getDefaultValue() == null
        ? text
        : text.replace("public abstract ", "public optional ");
  }

  private static String modifiers(int modifiers) {
    String text = Modifier.toString(modifiers);
    return text.isEmpty() ? "" : text + " ";
  }

  private static String names(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
  }
}
