package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import java.util.Arrays;

/// The extents of one convolution, and the way from planes to the columns of a matrix product and
/// back: a row for each channel and element of the window, a column for each output.
///
/// Works on a band of output rows of one example and group at a time. Reused from call to call.
///
/// Source: Chellapilla, Puri, Simard 2006, *High Performance Convolutional Neural Networks for
/// Document Processing*, section 3.
final class Unfolding {
  /// What the columns of a band may take: with the other operands of the product they stay in the
  /// second- and third-level caches.
  private static final long BAND_BYTES = 1 << 20;

  /// Outputs in a band below which a product loses more than a cache miss costs.
  private static final int BAND_OUTPUTS = 256;

  private final Planes planes;
  private Window window = Window.of(1, 1, 0);
  int groups;
  int height;
  int width;
  int outputHeight;
  int outputWidth;

  /// Channels and outputs of a group.
  int channels;

  int outputs;

  /// Rows of the columns: channels of a group times elements of the window.
  int terms;

  /// Output rows of a band.
  int bandRows;

  /// Whether the planes are the columns.
  boolean trivial;

  /// Whether a row of columns is the plane, moved, with zeros where it was moved from.
  private boolean moved;

  Unfolding(Planes planes) {
    this.planes = planes;
  }

  void set(Window given, Tensor x, Tensor weight, Tensor y) {
    window = given;
    int allChannels = x.shape().extent(1);
    groups = allChannels == 0 ? 1 : allChannels / weight.shape().extent(1);
    channels = allChannels / groups;
    outputs = y.shape().extent(1) / groups;
    height = x.shape().extent(2);
    width = x.shape().extent(3);
    outputHeight = y.shape().extent(2);
    outputWidth = y.shape().extent(3);
    int elements = given.kernelHeight() * given.kernelWidth();
    terms = channels * elements;
    boolean dense = given.strideHeight() == 1 && given.strideWidth() == 1;
    moved = dense && outputWidth == width;
    trivial = elements == 1 && moved && outputHeight == height && given.paddingHeight() == 0;
    bandRows = outputHeight;
    if (!trivial && outputWidth > 0 && terms > 0) {
      long row = 4L * terms * outputWidth;
      long rows = Math.max(BAND_BYTES / row, Math.ceilDiv(BAND_OUTPUTS, outputWidth));
      int bands = (int) Math.ceilDiv(outputHeight, Math.max(1, rows));
      bandRows = Math.ceilDiv(outputHeight, Math.max(1, bands));
    }
  }

  int plane() {
    return height * width;
  }

  int outputPlane() {
    return outputHeight * outputWidth;
  }

  /// {@return the address of the columns of one band}
  long columns() {
    return planes.columns(4L * terms * bandRows * outputWidth);
  }

  /// Unfolds the planes of a group.
  ///
  /// @param x the address of the first plane
  /// @param from the first output row
  /// @param rows how many output rows
  /// @param to the address of the columns
  void unfold(long x, int from, int rows, long to) {
    int count = rows * outputWidth;
    float[] input = planes.input(plane());
    float[] output = planes.output(count);
    int first = firstRow(from);
    int end = endRow(from + rows);
    for (int c = 0; c < channels; c++) {
      long plane = x + 4L * c * plane();
      if (!moved) {
        Planes.read(plane + 4L * first * width, (end - first) * width, input, first * width);
      }
      for (int u = 0; u < window.kernelHeight(); u++) {
        for (int v = 0; v < window.kernelWidth(); v++) {
          int element = (c * window.kernelHeight() + u) * window.kernelWidth() + v;
          long row = to + 4L * element * count;
          if (moved) {
            move(plane, u, v, from, rows, row);
          } else {
            pick(input, u, v, from, rows, output);
            Planes.write(output, 0, count, row);
          }
        }
      }
    }
  }

  /// The first row of a plane that output rows from there on see.
  private int firstRow(int from) {
    int row = from * window.strideHeight() - window.paddingHeight();
    return Math.clamp(row, 0, height);
  }

  /// The end of the rows of a plane that output rows up to there see.
  private int endRow(int end) {
    int reach = (window.kernelHeight() - 1) * window.dilationHeight() + 1;
    int row = (end - 1) * window.strideHeight() - window.paddingHeight() + reach;
    return Math.clamp(row, 0, height);
  }

  /// {@return the row of the plane under an output row}
  private int rowUnder(int row, int u) {
    return row * window.strideHeight() - window.paddingHeight() + u * window.dilationHeight();
  }

  /// {@return the column of the plane under the first output column}
  private int columnUnder(int v) {
    return v * window.dilationWidth() - window.paddingWidth();
  }

  /// Copies what lies under one element of the window at all positions, as a range of the plane.
  private void move(long plane, int u, int v, int from, int rows, long to) {
    int step = columnUnder(v);
    int first = Math.clamp(-rowUnder(0, u), from, from + rows);
    int end = Math.clamp(height - rowUnder(0, u), first, from + rows);
    int missing = Math.abs(step);
    if (missing >= width || first == end) {
      Planes.zero(to, (long) rows * width);
      return;
    }
    Planes.zero(to, (long) (first - from) * width);
    Planes.zero(to + 4L * (end - from) * width, (long) (from + rows - end) * width);
    long source = plane + 4L * ((long) rowUnder(first, u) * width + Math.max(step, 0));
    long start = to + 4L * (first - from) * width;
    long target = start + 4L * Math.max(-step, 0);
    Planes.copy(source, target, (long) (end - first) * width - missing);
    long gap = start + 4L * (step < 0 ? 0 : width - missing);
    for (int r = first; r < end && missing > 0; r++) {
      for (int j = 0; j < missing; j++) {
        Planes.set(gap + 4L * j, 0);
      }
      gap += 4L * width;
    }
  }

  /// Copies what lies under one element of the window at all positions, row by row.
  private void pick(float[] input, int u, int v, int from, int rows, float[] to) {
    int stride = window.strideWidth();
    int column = columnUnder(v);
    int first = firstInside(column);
    int end = endInside(column, first);
    for (int r = 0; r < rows; r++) {
      int row = rowUnder(from + r, u);
      int start = r * outputWidth;
      if (row < 0 || row >= height || first == end) {
        Arrays.fill(to, start, start + outputWidth, 0);
        continue;
      }
      Arrays.fill(to, start, start + first, 0);
      Arrays.fill(to, start + end, start + outputWidth, 0);
      int source = row * width + column + first * stride;
      if (stride == 1) {
        System.arraycopy(input, source, to, start + first, end - first);
      } else {
        for (int s = first; s < end; s++) {
          to[start + s] = input[source];
          source += stride;
        }
      }
    }
  }

  /// {@return the first output column whose input column is not left of the plane}
  private int firstInside(int column) {
    return column >= 0 ? 0 : Math.min(outputWidth, Math.ceilDiv(-column, window.strideWidth()));
  }

  /// {@return the first output column from there on whose input column is right of the plane}
  private int endInside(int column, int first) {
    return Math.clamp(Math.ceilDiv(width - column, window.strideWidth()), first, outputWidth);
  }

  /// Adds columns to the planes of a group they come from; with one band only, sets the planes.
  ///
  /// @param x the address of the first plane
  /// @param from the first output row
  /// @param rows how many output rows
  /// @param columns the address of the columns
  void fold(long x, int from, int rows, long columns) {
    boolean whole = rows == outputHeight;
    int count = rows * outputWidth;
    float[] sums = planes.input(plane());
    float[] terms = planes.output(Math.max(count, plane()));
    int first = whole ? 0 : firstRow(from);
    int end = whole ? height : endRow(from + rows);
    for (int c = 0; c < channels; c++) {
      long plane = x + 4L * ((long) c * plane() + (long) first * width);
      if (whole) {
        Arrays.fill(sums, 0, plane(), 0);
      } else {
        Planes.read(plane, (end - first) * width, sums, first * width);
      }
      for (int u = 0; u < window.kernelHeight(); u++) {
        for (int v = 0; v < window.kernelWidth(); v++) {
          int element = (c * window.kernelHeight() + u) * window.kernelWidth() + v;
          long row = columns + 4L * element * count;
          if (moved) {
            addMoved(row, u, v, from, rows, sums);
          } else {
            Planes.read(row, count, terms, 0);
            add(terms, u, v, from, rows, sums);
          }
        }
      }
      Planes.write(sums, first * width, (end - first) * width, plane);
    }
  }

  /// Adds a row of columns to the plane, as a range of it.
  private void addMoved(long columns, int u, int v, int from, int rows, float[] sums) {
    int step = columnUnder(v);
    int first = Math.clamp(-rowUnder(0, u), from, from + rows);
    int end = Math.clamp(height - rowUnder(0, u), first, from + rows);
    int missing = Math.abs(step);
    if (missing >= width || first == end) {
      return;
    }
    int source = (first - from) * width + Math.max(-step, 0);
    int target = rowUnder(first, u) * width + Math.max(step, 0);
    int count = (end - first) * width - missing;
    // At the places of the sums: the JIT vectorizes the addition where the indices are the same.
    float[] terms = planes.output(plane());
    Planes.read(columns + 4L * source, count, terms, target);
    for (int gap = target + width - missing; gap < target + count; gap += width) {
      for (int j = 0; j < missing; j++) {
        terms[gap + j] = 0;
      }
    }
    add(terms, sums, target, target + count);
  }

  private static void add(float[] terms, float[] sums, int from, int end) {
    for (int i = from; i < end; i++) {
      sums[i] += terms[i];
    }
  }

  /// Adds a row of columns to the plane, row by row.
  private void add(float[] terms, int u, int v, int from, int rows, float[] sums) {
    int stride = window.strideWidth();
    int column = columnUnder(v);
    int first = firstInside(column);
    int end = endInside(column, first);
    for (int r = 0; r < rows; r++) {
      int row = rowUnder(from + r, u);
      if (row < 0 || row >= height) {
        continue;
      }
      int start = r * outputWidth;
      int target = row * width + column + first * stride;
      if (stride == 1) {
        for (int s = first; s < end; s++) {
          sums[target++] += terms[start + s];
        }
      } else {
        for (int s = first; s < end; s++) {
          sums[target] += terms[start + s];
          target += stride;
        }
      }
    }
  }
}
