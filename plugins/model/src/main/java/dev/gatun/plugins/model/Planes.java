package dev.gatun.plugins.model;

import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import java.util.function.IntBinaryOperator;

/// The extents of images, `[n, channels, height, width]`.
record Planes(int channels, int height, int width) {
  /// {@return the extents of a value}
  ///
  /// @param x what a layer was given
  /// @throws ShapeMismatchException if it is no image
  static Planes of(Value x) {
    Shape shape = x.shape();
    if (shape.rank() != 4) {
      throw new ShapeMismatchException(
          "needs images [n, channels, height, width], got %s; put {type: reshape, shape: [channels, height, width]} before it"
              .formatted(shape));
    }
    return new Planes(shape.extent(1), shape.extent(2), shape.extent(3));
  }

  /// {@return images whose numbers are chosen from others, in each channel alike}
  ///
  /// @param x images of these extents
  /// @param newHeight rows of the result
  /// @param newWidth columns of the result
  /// @param from for a row and a column of the result, the place `row·width + column` in x, or −1
  ///   for a 0
  Value pick(Value x, int newHeight, int newWidth, IntBinaryOperator from) {
    int plane = newHeight * newWidth;
    int[] columns = new int[Math.multiplyExact(channels, plane)];
    for (int row = 0; row < newHeight; row++) {
      for (int column = 0; column < newWidth; column++) {
        int place = from.applyAsInt(row, column);
        for (int c = 0; c < channels; c++) {
          int at = c * plane + row * newWidth + column;
          columns[at] = place < 0 ? -1 : c * height * width + place;
        }
      }
    }
    return x.pick(columns).reshape(Shape.examples(channels, newHeight, newWidth));
  }

  /// {@return a row that repeats a plane of numbers for each channel}
  ///
  /// @param x of the graph to add to
  /// @param plane row-major
  Value repeated(Value x, double[] plane) {
    double[] numbers = new double[Math.multiplyExact(channels, plane.length)];
    for (int c = 0; c < channels; c++) {
      System.arraycopy(plane, 0, numbers, c * plane.length, plane.length);
    }
    return x.graph().constants(numbers);
  }
}
