package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.BrokenNode;
import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Writes nodes as YAML: maps in lines, lists of scalars in brackets.
final class YamlWriter {
  /// Text that is a string without quotes, in any place and by any version of YAML.
  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z/_][A-Za-z0-9/_.+-]*( [A-Za-z0-9/_.+-]+)*");

  private static final Pattern RESERVED = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n");

  private static final int WIDEST_ALIGNED = 60;

  private final UnaryOperator<String> comment;
  private final boolean keysToo;
  private final List<String> lines = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();

  private YamlWriter(UnaryOperator<String> comment, boolean keysToo) {
    this.comment = comment;
    this.keysToo = keysToo;
  }

  /// {@return a map in lines}
  ///
  /// @param root what to write
  /// @param comment what to put behind a value, by its path; empty for nothing
  static String write(MapNode root, UnaryOperator<String> comment) {
    return write(root, new YamlWriter(comment, false));
  }

  /// {@return a map in lines}
  ///
  /// @param root what to write
  /// @param comment what to put behind a value, and behind a key whose value begins in the next
  ///   line, by path
  static String explain(MapNode root, UnaryOperator<String> comment) {
    return write(root, new YamlWriter(comment, true));
  }

  private static String write(MapNode root, YamlWriter writer) {
    writer.map(root, "", "", "");
    return writer.joined();
  }

  /// {@return a value in one line}
  ///
  /// @param node what to write
  static String flow(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.plain() ? scalar.text() : quoted(scalar.text());
      case ListNode list -> {
        List<String> items = new ArrayList<>();
        list.items().forEach(item -> items.add(flow(item)));
        yield "[" + String.join(", ", items) + "]";
      }
      case MapNode map -> {
        List<String> entries = new ArrayList<>();
        map.entries().forEach(e -> entries.add(quoted(e.key()) + ": " + flow(e.value())));
        yield "{" + String.join(", ", entries) + "}";
      }
      case BrokenNode _ -> "";
    };
  }

  private static String quoted(String text) {
    if (SAFE.matcher(text).matches() && !RESERVED.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          boolean printable =
              (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && Character.isLetterOrDigit(c));
          if (printable) {
            quoted.appendCodePoint(c);
          } else {
            quoted.append((c > 0xFFFF ? "\\U%08X" : "\\u%04X").formatted(c));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /// Writes a map, its first line after a lead such as `- `.
  private void map(MapNode map, String lead, String indent, String path) {
    String begin = lead;
    for (Entry entry : map.entries()) {
      String inner = path.isEmpty() ? entry.key() : path + "." + entry.key();
      entry(begin + quoted(entry.key()) + ":", entry.value(), indent, inner);
      begin = indent;
    }
  }

  private void entry(String key, Node value, String indent, String path) {
    if (value instanceof MapNode map && !map.entries().isEmpty()) {
      line(key, heading(path));
      map(map, indent + "  ", indent + "  ", path);
    } else if (value instanceof ListNode list && !isFlat(list)) {
      line(key, heading(path));
      for (int i = 0; i < list.items().size(); i++) {
        item(list.items().get(i), indent + "  ", path + "[" + i + "]");
      }
    } else {
      line(key + " " + flow(value), comment.apply(path));
    }
  }

  private String heading(String path) {
    return keysToo ? comment.apply(path) : "";
  }

  private void item(Node item, String indent, String path) {
    if (item instanceof MapNode map && !map.entries().isEmpty()) {
      map(map, indent + "- ", indent + "  ", path);
    } else {
      line(indent + "- " + flow(item), comment.apply(path));
    }
  }

  private static boolean isFlat(ListNode list) {
    for (Node item : list.items()) {
      if (!(item instanceof ScalarNode)) {
        return false;
      }
    }
    return true;
  }

  private void line(String text, String said) {
    lines.add(text);
    comments.add(said);
  }

  private String joined() {
    int width = 0;
    for (int i = 0; i < lines.size(); i++) {
      int length = lines.get(i).length();
      if (!comments.get(i).isEmpty() && length <= WIDEST_ALIGNED) {
        width = Math.max(width, length);
      }
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      joined.append(line);
      if (!comments.get(i).isEmpty()) {
        joined
            .repeat(" ", Math.max(0, width - line.length()))
            .append("  # ")
            .append(comments.get(i));
      }
      joined.append('\n');
    }
    return joined.toString();
  }
}
