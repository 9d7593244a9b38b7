package dev.gatun.kit;

import dev.gatun.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a [GradientCheck] found.
///
/// For each parameter, `‖a − n‖ / max(‖a‖, ‖n‖)` over the coordinates checked, `a` being the
/// gradient of the backward pass and `n` central differences. A difference that rounding of the
/// loss alone explains counts as 0. Coordinates beside which the loss has a kink or a jump, where
/// no difference says what a gradient should be, are counted and left out.
///
/// @param threshold the greatest relative error that passes
/// @param rows one for each parameter
public record GradientReport(double threshold, List<Row> rows) {
  /// Copies the rows.
  public GradientReport {
    rows = List.copyOf(rows);
  }

  /// One parameter.
  ///
  /// @param name full name
  /// @param shape of the parameter
  /// @param checked how many coordinates were compared
  /// @param kinks how many more were left out for a kink
  /// @param relativeError the Euclidean norm of their differences over that of the greater; at most
  ///   the threshold where rounding of the loss explains it; NaN if a gradient or a loss is NaN
  /// @param worst the coordinate that differs most; empty if none was compared
  public record Row(
      String name,
      Shape shape,
      int checked,
      int kinks,
      double relativeError,
      Optional<Coordinate> worst) {}

  /// One number of a parameter.
  ///
  /// @param index in row-major order, from 0
  /// @param analytic the gradient of the backward pass
  /// @param numerical the central difference
  public record Coordinate(int index, double analytic, double numerical) {}

  /// {@return whether no parameter's relative error exceeds the threshold, or is NaN}
  public boolean passed() {
    return rows.stream().allMatch(this::passed);
  }

  private boolean passed(Row row) {
    return row.relativeError() <= threshold;
  }

  /// {@return a table for people, a line for each parameter}
  public String table() {
    List<String[]> cells = new ArrayList<>();
    cells.add(
        new String[] {
          "parameter",
          "shape",
          "checked",
          "kinks",
          "relative error",
          "worst: gradient, difference",
          ""
        });
    for (Row row : rows) {
      cells.add(
          new String[] {
            row.name(),
            row.shape().toString(),
            Integer.toString(row.checked()),
            Integer.toString(row.kinks()),
            String.format(Locale.ROOT, "%.1e", row.relativeError()),
            row.worst().map(GradientReport::text).orElse(""),
            passed(row) ? "ok" : "WRONG"
          });
    }
    return layOut(cells);
  }

  private static String text(Coordinate at) {
    return String.format(
        Locale.ROOT, "%.9g, %.9g at %d", at.analytic(), at.numerical(), at.index());
  }

  private static String layOut(List<String[]> cells) {
    StringBuilder table = new StringBuilder();
    for (String[] line : cells) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < line.length; column++) {
        int at = column;
        int width = cells.stream().mapToInt(other -> other[at].length()).max().orElse(0);
        text.append(line[column]).repeat(' ', width - line[column].length() + 2);
      }
      table.append(text.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }
}
