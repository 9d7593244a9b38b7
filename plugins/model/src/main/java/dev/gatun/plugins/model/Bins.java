package dev.gatun.plugins.model;

import dev.gatun.api.graph.Value;
import dev.gatun.engine.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Images divided into a given number of rows and columns of bins, which may overlap by a pixel:
/// along an axis bin i is `[⌊i·extent / bins⌋, ⌈(i + 1)·extent / bins⌉)`, as in PyTorch.
record Bins(Planes planes, int rows, int columns) {
  private static int start(int bin, int extent, int bins) {
    return (int) ((long) bin * extent / bins);
  }

  private static int length(int bin, int extent, int bins) {
    return Math.ceilDiv((bin + 1) * extent, bins) - start(bin, extent, bins);
  }

  private static int longest(int extent, int bins) {
    int longest = 0;
    for (int i = 0; i < bins; i++) {
      longest = Math.max(longest, length(i, extent, bins));
    }
    return longest;
  }

  /// {@return the window that moves from bin to bin; empty where they differ in size}
  Optional<Window> window() {
    if (planes.height() % rows != 0 || planes.width() % columns != 0) {
      return Optional.empty();
    }
    int height = planes.height() / rows;
    int width = planes.width() / columns;
    return Optional.of(new Window(height, width, height, width, 0, 0, 1, 1));
  }

  /// {@return images of one pixel a bin whose union holds every pixel of each bin}
  ///
  /// @param x images
  /// @param repeat whether a bin that is smaller than others gives its last pixel again, rather
  ///   than 0
  List<Value> pixels(Value x, boolean repeat) {
    List<Value> pixels = new ArrayList<>();
    int height = planes.height();
    int width = planes.width();
    for (int u = 0; u < longest(height, rows); u++) {
      for (int v = 0; v < longest(width, columns); v++) {
        int down = u;
        int right = v;
        pixels.add(
            planes.pick(
                x,
                rows,
                columns,
                (r, c) -> {
                  int lastRow = length(r, height, rows) - 1;
                  int lastColumn = length(c, width, columns) - 1;
                  boolean inside = down <= lastRow && right <= lastColumn;
                  int row = start(r, height, rows) + Math.min(down, lastRow);
                  int column = start(c, width, columns) + Math.min(right, lastColumn);
                  return inside || repeat ? row * width + column : -1;
                }));
      }
    }
    return pixels;
  }

  /// {@return a row with one over the number of pixels of each bin, for each channel}
  ///
  /// @param x of the graph to add to
  Value inverseSizes(Value x) {
    double[] inverse = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int size = length(r, planes.height(), rows) * length(c, planes.width(), columns);
        inverse[r * columns + c] = 1.0 / size;
      }
    }
    return planes.repeated(x, inverse);
  }
}
