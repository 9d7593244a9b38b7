package dev.gatun.runner.definition;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record as a definition sees it: a component, or settings without a name.
///
/// @param type the record
/// @param constructor its canonical constructor, accessible
/// @param options in the record's order
record RecordSpec(
    Class<? extends Record> type,
    Constructor<? extends Record> constructor,
    List<OptionSpec> options) {

  /// {@return an option; null where there is none of that name}
  ///
  /// @param name in definitions
  @Nullable OptionSpec option(String name) {
    for (OptionSpec option : options) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    return null;
  }

  /// {@return the names of the options in the record's order}
  List<String> names() {
    List<String> names = new ArrayList<>(options.size());
    for (OptionSpec option : options) {
      names.add(option.name());
    }
    return names;
  }
}
