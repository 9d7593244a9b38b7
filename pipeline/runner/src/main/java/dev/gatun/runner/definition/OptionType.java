package dev.gatun.runner.definition;

import java.util.ArrayList;
import java.util.List;

/// What an option may hold.
sealed interface OptionType {
  /// Values without parts.
  enum Plain implements OptionType {
    /// `int`.
    INTEGER("an integer"),
    /// `long`.
    LONG("an integer"),
    /// `float`.
    FLOAT("a number"),
    /// `double`.
    DOUBLE("a number"),
    /// `boolean`.
    BOOLEAN("true or false"),
    /// `String`.
    TEXT("text"),
    /// `Path`.
    PATH("a path"),
    /// `Duration`.
    DURATION("a duration such as 90s, 5m or 1h30m"),
    /// `Range`.
    RANGE("[from, to]");

    private final String expected;

    Plain(String expected) {
      this.expected = expected;
    }

    @Override
    public String expected() {
      return expected;
    }

    boolean isNumeric() {
      return this != BOOLEAN && this != TEXT && this != PATH;
    }
  }

  /// An enum.
  ///
  /// @param type the enum
  record Choice(Class<?> type) implements OptionType {
    /// {@return the constants in their order}
    Object[] constants() {
      return type.getEnumConstants();
    }

    /// {@return the names of the constants in definitions, in their order}
    List<String> names() {
      List<String> names = new ArrayList<>();
      for (Object constant : constants()) {
        names.add(Names.choice((Enum<?>) constant));
      }
      return names;
    }

    @Override
    public String expected() {
      return "one of " + String.join(", ", names());
    }
  }

  /// A component of a kind.
  ///
  /// @param kind the interface
  /// @param name what the kind is called
  record Part(Class<?> kind, String name) implements OptionType {
    @Override
    public String expected() {
      return Components.withArticle(name) + ", by its name or as a map with 'type'";
    }
  }

  /// A component with an id and a weight.
  ///
  /// @param part the component
  record NamedPart(Part part) implements OptionType {
    @Override
    public String expected() {
      return part.expected();
    }
  }

  /// A record of options without a name.
  ///
  /// @param type the record
  record Settings(Class<? extends Record> type) implements OptionType {
    @Override
    public String expected() {
      return "a map";
    }
  }

  /// A list.
  ///
  /// @param item what it holds
  record ListOf(OptionType item) implements OptionType {
    @Override
    public String expected() {
      return "a list";
    }

    /// {@return whether a single item may be written without the list}
    boolean takesSingle() {
      return !(item instanceof ListOf);
    }
  }

  /// A value that may be left out.
  ///
  /// @param item the value
  record OptionalOf(OptionType item) implements OptionType {
    @Override
    public String expected() {
      return item.expected();
    }
  }

  /// {@return what must be written, after `must be`}
  String expected();

  /// {@return the type in one or two words, for reference}
  default String title() {
    return switch (this) {
      case Plain plain ->
          switch (plain) {
            case INTEGER, LONG -> "integer";
            case FLOAT, DOUBLE -> "number";
            case BOOLEAN -> "true or false";
            case TEXT -> "text";
            case PATH -> "path";
            case DURATION -> "duration";
            case RANGE -> "[from, to]";
          };
      case Choice choice -> choice.expected();
      case Part part -> part.name();
      case NamedPart named -> named.part().name();
      case Settings settings -> Names.kebab(settings.type().getSimpleName());
      case ListOf list -> "list of " + list.item().title();
      case OptionalOf optional -> optional.item().title();
    };
  }
}
