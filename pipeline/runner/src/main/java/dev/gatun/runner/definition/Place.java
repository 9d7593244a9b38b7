package dev.gatun.runner.definition;

import org.jspecify.annotations.Nullable;

/// A value's place in a definition. The text is made only where it is needed, which is seldom.
///
/// @param parent null for the whole definition
/// @param name of the option; empty for a list item
/// @param index of the list item
/// @param implied whether the item was written without its list
record Place(@Nullable Place parent, String name, int index, boolean implied) {
  /// The whole definition.
  static final Place ROOT = new Place(null, "", 0, false);

  Place option(String option) {
    return new Place(this, option, 0, false);
  }

  Place item(int item) {
    return new Place(this, "", item, false);
  }

  Place impliedItem() {
    return new Place(this, "", 0, true);
  }

  /// {@return the path as the user wrote it, such as `model.layers[0].type`}
  String shown() {
    return append(new StringBuilder(), false).toString();
  }

  /// {@return the path with the lists that were left out, as in the resolved definition}
  String full() {
    return append(new StringBuilder(), true).toString();
  }

  private StringBuilder append(StringBuilder path, boolean full) {
    if (parent == null) {
      return path;
    }
    parent.append(path, full);
    if (!name.isEmpty()) {
      path.append(path.isEmpty() ? "" : ".").append(Scalars.shortened(name));
    } else if (full || !implied) {
      path.append('[').append(index).append(']');
    }
    return path;
  }
}
