package dev.gatun.tests.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// Figures to print, in Markdown, or to write as JSON. NaN stands for what was not measured.
///
/// @param title one line
/// @param columns from left to right, each with a title of its own
/// @param rows each with a cell, a string or a number, for every column
record Table(String title, List<Column> columns, List<List<Object>> rows) {

  /// Checks the titles, which name the cells in JSON.
  ///
  /// @throws IllegalArgumentException if two columns have one
  Table {
    if (columns.stream().map(Column::title).distinct().count() < columns.size()) {
      throw new IllegalArgumentException("table: columns of one title in " + columns);
    }
  }

  /// One column.
  ///
  /// @param title of the column
  /// @param digits after the point, where the cells are numbers
  record Column(String title, int digits) {}

  /// Prints the table.
  ///
  /// @param out takes it
  void print(PrintStream out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::title).toList());
    for (List<Object> row : rows) {
      List<String> line = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        line.add(text(row.get(i), columns.get(i).digits()));
      }
      lines.add(line);
    }
    int[] widths = new int[columns.size()];
    lines.forEach(line -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    });
    out.printf("%n%s%n%n", title);
    print(lines.getFirst(), widths, out);
    StringBuilder rule = new StringBuilder("|");
    for (int width : widths) {
      rule.append(" ").append("-".repeat(Math.max(3, width))).append(" |");
    }
    out.println(rule);
    lines.subList(1, lines.size()).forEach(line -> print(line, widths, out));
    out.flush();
  }

  private static void print(List<String> line, int[] widths, PrintStream out) {
    StringBuilder text = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(Math.max(3, widths[i]) - line.get(i).length());
      text.append(" ").append(i == 0 ? line.get(i) + padding : padding + line.get(i)).append(" |");
    }
    out.println(text);
  }

  private static String text(Object cell, int digits) {
    return switch (cell) {
      case Double number when number.isNaN() -> "-";
      case Double number -> String.format(Locale.ROOT, "%." + digits + "f", number);
      default -> cell.toString();
    };
  }

  /// {@return the table as a tree for JSON: `title` and `rows`, each row by its columns' titles}
  SequencedMap<String, Object> tree() {
    List<Object> objects = new ArrayList<>();
    for (List<Object> row : rows) {
      SequencedMap<String, Object> object = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        object.put(columns.get(i).title(), row.get(i));
      }
      objects.add(object);
    }
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("title", title);
    tree.put("rows", objects);
    return tree;
  }
}
