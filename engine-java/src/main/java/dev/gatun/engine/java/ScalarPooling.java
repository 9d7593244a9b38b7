package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import java.util.Arrays;

/// Pooling, and picking columns, a plane or a row at a time.
final class ScalarPooling {
  private ScalarPooling() {}

  /// {@return the first element of a window inside the plane, along one axis}
  ///
  /// @param start where the window's first element stands
  static int first(int start, int dilation) {
    return start >= 0 ? 0 : Math.ceilDiv(-start, dilation);
  }

  /// {@return the end of a window's elements inside the plane; at least `first`}
  static int end(int start, int extent, int kernel, int dilation, int first) {
    if (start + (kernel - 1) * dilation < extent) {
      return Math.max(first, kernel);
    }
    return Math.max(first, Math.ceilDiv(extent - start, dilation));
  }

  static void max(Window window, Tensor x, Tensor y, Tensor indices) {
    int width = x.shape().extent(3);
    int plane = x.shape().extent(2) * width;
    int outputPlane = y.shape().extent(2) * y.shape().extent(3);
    Planes planes = Planes.ofThread();
    float[] input = planes.input(plane);
    float[] output = planes.output(outputPlane);
    int[] places = planes.places(outputPlane);
    long count = outputPlane == 0 ? 0 : y.size() / outputPlane;
    for (long p = 0; p < count; p++) {
      Planes.read(x.address() + 4 * p * plane, plane, input, 0);
      max(window, x, y, input, output, places);
      Planes.write(output, 0, outputPlane, y.address() + 4 * p * outputPlane);
      Planes.write(places, outputPlane, indices.address() + 4 * p * outputPlane);
    }
  }

  private static void max(
      Window window, Tensor x, Tensor y, float[] input, float[] output, int[] places) {
    int outputWidth = y.shape().extent(3);
    int at = 0;
    for (int r = 0; r < y.shape().extent(2); r++) {
      for (int s = 0; s < outputWidth; s++) {
        places[at] = max(window, x, input, r, s);
        output[at] = places[at] < 0 ? Float.NEGATIVE_INFINITY : input[places[at]];
        at++;
      }
    }
  }

  /// {@return the place of the greatest number under one position of a window; −1 if there is none}
  static int max(Window window, Tensor x, float[] input, int r, int s) {
    int width = x.shape().extent(3);
    int dilation = window.dilationWidth();
    int top = r * window.strideHeight() - window.paddingHeight();
    int u0 = first(top, window.dilationHeight());
    int u1 = end(top, x.shape().extent(2), window.kernelHeight(), window.dilationHeight(), u0);
    int left = s * window.strideWidth() - window.paddingWidth();
    int v0 = first(left, dilation);
    int v1 = end(left, width, window.kernelWidth(), dilation, v0);
    int place = -1;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int u = u0; u < u1; u++) {
      int row = (top + u * window.dilationHeight()) * width + left;
      for (int v = v0; v < v1; v++) {
        float value = input[row + v * dilation];
        boolean greater = value > greatest || (Float.isNaN(value) && !Float.isNaN(greatest));
        if (greater || place < 0) {
          greatest = value;
          place = row + v * dilation;
        }
      }
    }
    return place;
  }

  static void maxGradient(Tensor dy, Tensor indices, Tensor dx) {
    int plane = dx.shape().extent(2) * dx.shape().extent(3);
    int outputPlane = dy.shape().extent(2) * dy.shape().extent(3);
    Planes planes = Planes.ofThread();
    float[] sums = planes.input(plane);
    float[] gradients = planes.output(outputPlane);
    int[] places = planes.places(outputPlane);
    long count = plane == 0 ? 0 : dx.size() / plane;
    for (long p = 0; p < count; p++) {
      Planes.read(dy.address() + 4 * p * outputPlane, outputPlane, gradients, 0);
      Planes.read(indices.address() + 4 * p * outputPlane, outputPlane, places);
      Arrays.fill(sums, 0, plane, 0);
      for (int i = 0; i < outputPlane; i++) {
        if (places[i] >= 0) {
          sums[places[i]] += gradients[i];
        }
      }
      Planes.write(sums, 0, plane, dx.address() + 4 * p * plane);
    }
  }

  static void average(Window window, boolean countPadding, Tensor x, Tensor y) {
    int width = x.shape().extent(3);
    int plane = x.shape().extent(2) * width;
    int outputPlane = y.shape().extent(2) * y.shape().extent(3);
    Planes planes = Planes.ofThread();
    float[] output = planes.output(outputPlane);
    float[] sums = planes.row(width);
    long count = outputPlane == 0 ? 0 : y.size() / outputPlane;
    for (long p = 0; p < count; p++) {
      for (int r = 0; r < y.shape().extent(2); r++) {
        int rows = sumRows(window, x, x.address() + 4 * p * plane, r, sums, planes);
        average(window, countPadding, rows, width, r, y.shape().extent(3), sums, output);
      }
      Planes.write(output, 0, outputPlane, y.address() + 4 * p * outputPlane);
    }
  }

  /// Sums the rows that the windows of a row of the result see, all columns at once.
  ///
  /// @return how many they are
  private static int sumRows(
      Window window, Tensor x, long plane, int r, float[] sums, Planes planes) {
    int width = x.shape().extent(3);
    int dilation = window.dilationHeight();
    int top = r * window.strideHeight() - window.paddingHeight();
    int first = first(top, dilation);
    int end = end(top, x.shape().extent(2), window.kernelHeight(), dilation, first);
    if (first == end) {
      Arrays.fill(sums, 0, width, 0);
    }
    for (int u = first; u < end; u++) {
      float[] row = u == first ? sums : planes.input(width);
      Planes.read(plane + 4L * (top + u * dilation) * width, width, row, 0);
      if (u > first) {
        add(row, sums, width);
      }
    }
    return end - first;
  }

  private static void add(float[] x, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += x[i];
    }
  }

  private static void average(
      Window window,
      boolean countPadding,
      int rows,
      int width,
      int r,
      int outputWidth,
      float[] sums,
      float[] output) {
    int dilation = window.dilationWidth();
    for (int s = 0; s < outputWidth; s++) {
      int left = s * window.strideWidth() - window.paddingWidth();
      int first = first(left, dilation);
      int end = end(left, width, window.kernelWidth(), dilation, first);
      float sum = 0;
      for (int v = first; v < end; v++) {
        sum += sums[left + v * dilation];
      }
      int count = count(window, countPadding, rows * (end - first));
      output[r * outputWidth + s] = count == 0 ? 0 : sum / count;
    }
  }

  private static int count(Window window, boolean countPadding, int inside) {
    return countPadding ? window.kernelHeight() * window.kernelWidth() : inside;
  }

  static void averageGradient(Window window, boolean countPadding, Tensor dy, Tensor dx) {
    int plane = dx.shape().extent(2) * dx.shape().extent(3);
    int outputPlane = dy.shape().extent(2) * dy.shape().extent(3);
    Planes planes = Planes.ofThread();
    float[] sums = planes.input(plane);
    float[] gradients = planes.output(outputPlane);
    float[] parts = planes.row(dx.shape().extent(3));
    long count = plane == 0 ? 0 : dx.size() / plane;
    for (long p = 0; p < count; p++) {
      Planes.read(dy.address() + 4 * p * outputPlane, outputPlane, gradients, 0);
      Arrays.fill(sums, 0, plane, 0);
      for (int r = 0; r < dy.shape().extent(2); r++) {
        averageGradient(window, countPadding, dy, dx, r, gradients, parts, sums);
      }
      Planes.write(sums, 0, plane, dx.address() + 4 * p * plane);
    }
  }

  /// Spreads each gradient of a row over the columns of its window first, then over the rows.
  private static void averageGradient(
      Window window,
      boolean countPadding,
      Tensor dy,
      Tensor dx,
      int r,
      float[] gradients,
      float[] parts,
      float[] sums) {
    int width = dx.shape().extent(3);
    int outputWidth = dy.shape().extent(3);
    int top = r * window.strideHeight() - window.paddingHeight();
    int u0 = first(top, window.dilationHeight());
    int u1 = end(top, dx.shape().extent(2), window.kernelHeight(), window.dilationHeight(), u0);
    int dilation = window.dilationWidth();
    Arrays.fill(parts, 0, width, 0);
    for (int s = 0; s < outputWidth; s++) {
      int left = s * window.strideWidth() - window.paddingWidth();
      int v0 = first(left, dilation);
      int v1 = end(left, width, window.kernelWidth(), dilation, v0);
      int count = count(window, countPadding, (u1 - u0) * (v1 - v0));
      float part = gradients[r * outputWidth + s] / count;
      for (int v = v0; v < v1; v++) {
        parts[left + v * dilation] += part;
      }
    }
    for (int u = u0; u < u1; u++) {
      int row = (top + u * window.dilationHeight()) * width;
      for (int j = 0; j < width; j++) {
        sums[row + j] += parts[j];
      }
    }
  }

  static void gatherColumns(Tensor x, Tensor indices, Tensor y) {
    int width = x.columns();
    int count = y.columns();
    Planes planes = Planes.ofThread();
    int[] places = places(indices, count, planes);
    float[] input = planes.input(width + 1);
    float[] output = planes.output(count);
    input[0] = 0;
    for (int i = 0; i < y.rows(); i++) {
      Planes.read(x.address() + 4L * i * width, width, input, 1);
      for (int j = 0; j < count; j++) {
        output[j] = input[places[j]];
      }
      Planes.write(output, 0, count, y.address() + 4L * i * count);
    }
  }

  /// {@return the indices, counted from 1, so that −1 becomes a place to spare}
  private static int[] places(Tensor indices, int count, Planes planes) {
    int[] places = planes.places(count);
    Planes.read(indices.address(), count, places);
    for (int j = 0; j < count; j++) {
      places[j]++;
    }
    return places;
  }

  static void gatherColumnsGradient(Tensor dy, Tensor indices, Tensor dx) {
    int width = dx.columns();
    int count = dy.columns();
    Planes planes = Planes.ofThread();
    int[] places = places(indices, count, planes);
    float[] sums = planes.input(width + 1);
    float[] gradients = planes.output(count);
    for (int i = 0; i < dx.rows(); i++) {
      Planes.read(dy.address() + 4L * i * count, count, gradients, 0);
      Arrays.fill(sums, 0, width + 1, 0);
      for (int j = 0; j < count; j++) {
        sums[places[j]] += gradients[j];
      }
      Planes.write(sums, 1, width, dx.address() + 4L * i * width);
    }
  }
}
