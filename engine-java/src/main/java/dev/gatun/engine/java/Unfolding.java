package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import java.util.Arrays;

/// The extents of one convolution, and the way from planes to the columns of a matrix product and
/// back: a row for each channel and element of the window, a column for each output.
///
/// Works on a band of output rows of one example and group at a time. Reused from call to call.
///
/// What lies under one column of the window is a strip of the plane, as wide as the output; where
/// the window moves by one row at a time, each row of the window sees a range of that strip, which
/// is cut out once for all of them.
///
/// Source: Chellapilla, Puri, Simard 2006, *High Performance Convolutional Neural Networks for
/// Document Processing*, section 3.
final class Unfolding {
  /// What the columns of a band may take: with the other operands of the product they stay in the
  /// second- and third-level caches.
  private static final long BAND_BYTES = 1 << 20;

  /// Outputs in a band below which a product loses more than a cache miss costs.
  private static final int BAND_OUTPUTS = 256;

  /// The window whose columns are the planes themselves.
  private static final Window POINT = Window.of(1, 1, 0);

  private final Planes planes;
  private Window window = POINT;
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

  /// Whether the rows of the window share their strips.
  private boolean shared;

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
    shared = given.strideHeight() == 1;
    trivial = given.equals(POINT);
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
    float[] strip = planes.output(stripRows(rows) * outputWidth);
    int first = firstRow(from);
    int end = endRow(from + rows);
    for (int c = 0; c < channels; c++) {
      Planes.read(
          x + 4L * ((long) c * plane() + (long) first * width),
          (end - first) * width,
          input,
          first * width);
      for (int v = 0; v < window.kernelWidth(); v++) {
        if (shared) {
          cut(input, v, rowUnder(from, 0), stripRows(rows), strip);
        }
        for (int u = 0; u < window.kernelHeight(); u++) {
          if (!shared) {
            cut(input, v, rowUnder(from, u), rows, strip);
          }
          Planes.write(strip, place(u), count, to + 4L * element(c, u, v) * count);
        }
      }
    }
  }

  /// {@return rows of a strip that a band of output rows sees}
  private int stripRows(int rows) {
    return shared ? rows + (window.kernelHeight() - 1) * window.dilationHeight() : rows;
  }

  /// {@return where in a strip the range of a row of the window begins}
  private int place(int u) {
    return shared ? u * window.dilationHeight() * outputWidth : 0;
  }

  /// {@return the row of the columns for an element of the window}
  private int element(int c, int u, int v) {
    return (c * window.kernelHeight() + u) * window.kernelWidth() + v;
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

  /// Copies what lies under a column of the window.
  ///
  /// @param top the row of the plane under the first row of the strip
  /// @param rows of the strip
  private void cut(float[] input, int v, int top, int rows, float[] strip) {
    int stride = window.strideWidth();
    int column = columnUnder(v);
    int first = firstInside(column);
    int end = endInside(column, first);
    for (int r = 0; r < rows; r++) {
      int row = top + r * window.strideHeight();
      int start = r * outputWidth;
      if (row < 0 || row >= height || first == end) {
        Arrays.fill(strip, start, start + outputWidth, 0);
        continue;
      }
      Arrays.fill(strip, start, start + first, 0);
      Arrays.fill(strip, start + end, start + outputWidth, 0);
      int source = row * width + column + first * stride;
      if (stride == 1) {
        System.arraycopy(input, source, strip, start + first, end - first);
      } else {
        for (int s = first; s < end; s++) {
          strip[start + s] = input[source];
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
    int length = stripRows(rows) * outputWidth;
    float[] sums = planes.input(plane());
    float[] strip = planes.output(length);
    float[] terms = planes.row(length);
    int first = whole ? 0 : firstRow(from);
    int end = whole ? height : endRow(from + rows);
    for (int c = 0; c < channels; c++) {
      long plane = x + 4L * ((long) c * plane() + (long) first * width);
      if (whole) {
        Arrays.fill(sums, 0, plane(), 0);
      } else {
        Planes.read(plane, (end - first) * width, sums, first * width);
      }
      for (int v = 0; v < window.kernelWidth(); v++) {
        Arrays.fill(strip, 0, length, 0);
        for (int u = 0; u < window.kernelHeight(); u++) {
          long row = columns + 4L * element(c, u, v) * count;
          if (shared) {
            // At the places of the sums: the JIT vectorizes additions where the indices are the
            // same.
            Planes.read(row, count, terms, place(u));
            add(terms, strip, place(u), place(u) + count);
          } else {
            Planes.read(row, count, strip, 0);
            paste(strip, v, rowUnder(from, u), rows, sums);
          }
        }
        if (shared) {
          paste(strip, v, rowUnder(from, 0), stripRows(rows), sums);
        }
      }
      Planes.write(sums, first * width, (end - first) * width, plane);
    }
  }

  private static void add(float[] terms, float[] sums, int from, int end) {
    for (int i = from; i < end; i++) {
      sums[i] += terms[i];
    }
  }

  /// Adds a strip to the plane: the way back from [#cut].
  private void paste(float[] strip, int v, int top, int rows, float[] sums) {
    int stride = window.strideWidth();
    int column = columnUnder(v);
    int first = firstInside(column);
    int end = endInside(column, first);
    for (int r = 0; r < rows; r++) {
      int row = top + r * window.strideHeight();
      if (row < 0 || row >= height) {
        continue;
      }
      int start = r * outputWidth;
      int target = row * width + column + first * stride;
      if (stride == 1) {
        for (int s = first; s < end; s++) {
          sums[target++] += strip[start + s];
        }
      } else {
        for (int s = first; s < end; s++) {
          sums[target] += strip[start + s];
          target += stride;
        }
      }
    }
  }
}
