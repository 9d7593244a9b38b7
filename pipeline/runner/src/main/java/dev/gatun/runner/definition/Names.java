package dev.gatun.runner.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How options, choices and list items are called in definitions.
final class Names {
  private Names() {}

  /// {@return `learning-rate` for `learningRate`}
  ///
  /// @param camel a name in Java's notation
  static String kebab(String camel) {
    StringBuilder kebab = new StringBuilder(camel.length() + 4);
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      if (Character.isUpperCase(c)) {
        if (i > 0 && camel.charAt(i - 1) != '-') {
          kebab.append('-');
        }
        kebab.append(Character.toLowerCase(c));
      } else {
        kebab.append(c);
      }
    }
    return kebab.toString();
  }

  /// {@return `red-hot` for `RED_HOT`}
  ///
  /// @param constant of an enum
  static String choice(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// {@return whether a component may be called so: lower-case letters, digits and dashes,
  /// beginning with a letter}
  ///
  /// @param name to check
  static boolean isComponentName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      if (!letter && (i == 0 || !(isDigit(c) || c == '-'))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /// {@return whether a list item may have this id, which must not read as an index or a path}
  ///
  /// @param id to check
  static boolean isId(String id) {
    boolean digitsOnly = true;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean digit = isDigit(c);
      digitsOnly &= digit;
      if (!(isLetterOrDigit(c) || c == '-' || c == '_')) {
        return false;
      }
    }
    return !digitsOnly;
  }

  /// {@return whether a character is one of `0` to `9`}
  ///
  /// @param c to check
  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// {@return whether a character is a digit or a letter of the Latin alphabet}
  ///
  /// @param c to check
  static boolean isLetterOrDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /// {@return the ids of a list's items: those given, else the component's name, `-2` and so on
  /// added where that is taken}
  ///
  /// @param given the ids that are given, null where none is
  /// @param names of the components, item by item
  static List<String> ids(List<@Nullable String> given, List<String> names) {
    Set<String> taken = new HashSet<>();
    for (String id : given) {
      if (id != null) {
        taken.add(id);
      }
    }
    List<String> ids = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      String id = given.get(i);
      if (id == null) {
        id = names.get(i);
        for (int count = 2; !taken.add(id); count++) {
          id = names.get(i) + "-" + count;
        }
      }
      ids.add(id);
    }
    return ids;
  }
}
