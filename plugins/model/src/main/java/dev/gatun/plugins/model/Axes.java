package dev.gatun.plugins.model;

import dev.gatun.engine.Window;
import java.util.List;

/// An option with a number for each axis of an image.
///
/// @param rows the number along the height
/// @param columns the number along the width
record Axes(int rows, int columns) {
  /// {@return what an option says: one number for both axes, or one for each}
  ///
  /// @param option its name
  /// @param numbers its items
  /// @throws IllegalArgumentException unless there are one or two
  static Axes of(String option, List<Integer> numbers) {
    return new Axes(item(option, numbers, 0), item(option, numbers, 1));
  }

  /// {@return the item of an option that holds for an axis}
  ///
  /// @param axis 0 for rows, 1 for columns
  static <T> T item(String option, List<T> items, int axis) {
    if (items.isEmpty() || items.size() > 2) {
      throw new IllegalArgumentException(
          "%s must be one for both axes or [rows, columns], got %s".formatted(option, items));
    }
    return items.get(Math.min(axis, items.size() - 1));
  }

  /// {@return a window}
  static Window window(Axes kernel, Axes stride, Axes padding, Axes dilation) {
    return new Window(
        kernel.rows,
        kernel.columns,
        stride.rows,
        stride.columns,
        padding.rows,
        padding.columns,
        dilation.rows,
        dilation.columns);
  }

  @Override
  public String toString() {
    return rows == columns ? Integer.toString(rows) : "[%d, %d]".formatted(rows, columns);
  }
}
