package dev.gatun.runner.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value of a definition as it was written: a tree that cannot be modified, with positions.
public sealed interface Node {
  /// {@return where the value begins}
  Position position();

  /// {@return what it is, for messages: `a map`, `a list`, or the text}
  String shown();

  /// A map, in the order written, no key twice.
  ///
  /// @param position where it begins
  /// @param entries in the order written
  record MapNode(Position position, List<Entry> entries) implements Node {
    /// Takes a copy of the entries.
    public MapNode {
      entries = List.copyOf(entries);
    }

    /// {@return the entry of a key, or null}
    ///
    /// @param key to look for
    public @Nullable Entry entry(String key) {
      for (Entry entry : entries) {
        if (entry.key().equals(key)) {
          return entry;
        }
      }
      return null;
    }

    /// {@return the value of a key, or null}
    ///
    /// @param key to look for
    public @Nullable Node get(String key) {
      Entry entry = entry(key);
      return entry == null ? null : entry.value();
    }

    @Override
    public String shown() {
      return "a map";
    }
  }

  /// A key and its value.
  ///
  /// @param key the text of the key
  /// @param position where the key begins
  /// @param value its value
  record Entry(String key, Position position, Node value) {}

  /// A list.
  ///
  /// @param position where it begins
  /// @param items in the order written
  record ListNode(Position position, List<Node> items) implements Node {
    /// Takes a copy of the items.
    public ListNode {
      items = List.copyOf(items);
    }

    @Override
    public String shown() {
      return "a list";
    }
  }

  /// A single value.
  ///
  /// @param position where it begins
  /// @param text without quotes, escapes resolved
  /// @param plain whether it was written without quotes, so that it may be a number or null
  record ScalarNode(Position position, String text, boolean plain) implements Node {
    /// {@return whether this is what YAML reads as null}
    public boolean isNull() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }

    /// {@return the text in short: numbers as they are, anything else in quotes}
    @Override
    public String shown() {
      if (isNull()) {
        return "nothing";
      }
      return Scalars.shown(text, plain);
    }
  }

  /// Stands for a value that a problem was reported of already.
  ///
  /// @param position where the value begins
  record BrokenNode(Position position) implements Node {
    @Override
    public String shown() {
      return "nothing";
    }
  }
}
