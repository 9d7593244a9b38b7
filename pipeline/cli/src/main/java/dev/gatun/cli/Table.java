package dev.gatun.cli;

import java.util.ArrayList;
import java.util.List;

/// Rows of cells in columns as wide as they must be.
final class Table {
  /// Space between columns.
  private static final String GAP = "   ";

  private final String indent;

  /// How many columns are set left; the others are numbers.
  private final int texts;

  private final List<List<String>> rows = new ArrayList<>();

  private Table(String indent, int texts) {
    this.indent = indent;
    this.texts = texts;
  }

  Table(String indent) {
    this(indent, Integer.MAX_VALUE);
  }

  /// {@return a table whose columns after the first are set right}
  static Table ofNumbers(String indent) {
    return ofNumbers(indent, 1);
  }

  /// {@return a table whose columns after some are set right}
  ///
  /// @param texts how many are set left
  static Table ofNumbers(String indent, int texts) {
    return new Table(indent, texts);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /// {@return the rows, each ending with a line break}
  String text() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), width(row.get(i))));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        String padding = " ".repeat(widths.get(i) - width(row.get(i)));
        boolean right = i >= texts;
        line.append(right ? padding : "").append(row.get(i)).append(right ? "" : padding);
        line.append(i == row.size() - 1 ? "" : GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /// {@return how many columns of the terminal a cell takes: its colours take none}
  private static int width(String cell) {
    int width = 0;
    for (int i = 0; i < cell.length(); i++) {
      if (cell.charAt(i) == '\u001b') {
        i = cell.indexOf('m', i);
      } else if (!Character.isLowSurrogate(cell.charAt(i))) {
        width++;
      }
    }
    return width;
  }
}
