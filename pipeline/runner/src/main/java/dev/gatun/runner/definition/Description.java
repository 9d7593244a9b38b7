package dev.gatun.runner.definition;

import java.util.List;

/// All there is to say about a component, for `gatun plugins` and `gatun describe`; its record
/// components are the keys of the JSON form.
///
/// @param kind such as `loss`
/// @param name in definitions
/// @param summary what it does, in one line
/// @param formula what it computes; may be empty
/// @param source paper and equation; may be empty
/// @param type the class
/// @param origin the jar or folder it is from
/// @param options in the component's order
/// @param example how to write it in a definition: required options and defaults
public record Description(
    String kind,
    String name,
    String summary,
    String formula,
    String source,
    String type,
    String origin,
    List<Setting> options,
    String example) {

  /// An option.
  ///
  /// @param name in definitions; that of an option within an option is a path
  /// @param type such as `number` or `list of layer`
  /// @param required whether it must be given
  /// @param defaultValue YAML; empty where there is none
  /// @param range such as `in (0, 1]`; empty where all values are allowed
  /// @param meaning in one line
  public record Setting(
      String name,
      String type,
      boolean required,
      String defaultValue,
      String range,
      String meaning) {
    /// {@return an option as it is declared}
    static Setting of(OptionSpec option) {
      return of(option, "");
    }

    /// {@return an option as it is declared, of a record within a component}
    ///
    /// @param path put in front of its name
    static Setting of(OptionSpec option, String path) {
      String text = option.defaultText();
      return new Setting(
          path + option.name(),
          option.type().title() + (option.isAuto() ? " or auto" : ""),
          option.isRequired(),
          text == null ? "" : text,
          option.bounds().text(),
          option.meaning());
    }

    /// {@return what it may hold, such as `integer, at least 1, default 10`}
    public String values() {
      String otherwise =
          required
              ? ", required"
              : defaultValue.isEmpty() ? ", optional" : ", default " + defaultValue;
      return type + (range.isEmpty() ? "" : ", " + range) + otherwise;
    }
  }

  /// {@return the description in lines for a terminal}
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("%s %s: %s\n".formatted(kind, name, summary));
    if (!formula.isEmpty()) {
      text.append("  formula  ").append(formula).append('\n');
    }
    if (!source.isEmpty()) {
      text.append("  source   ").append(source).append('\n');
    }
    text.append("  example  ").append(example).append('\n');
    text.append("  from     ").append(origin).append('\n');
    if (options.isEmpty()) {
      return text.toString();
    }
    return text.append("  options\n").append(options(options)).toString();
  }

  /// {@return options in lines for a terminal}
  static String options(List<Setting> options) {
    StringBuilder text = new StringBuilder();
    int nameWidth = 0;
    int valueWidth = 0;
    for (Setting option : options) {
      nameWidth = Math.max(nameWidth, option.name().length());
      valueWidth = Math.max(valueWidth, option.values().length());
    }
    for (Setting option : options) {
      String line = "    %-" + nameWidth + "s  %-" + valueWidth + "s  %s";
      text.append(line.formatted(option.name(), option.values(), option.meaning()).stripTrailing());
      text.append('\n');
    }
    return text.toString();
  }
}
