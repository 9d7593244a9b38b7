package dev.gatun.plugins.evaluate;

import dev.gatun.api.Range;
import dev.gatun.engine.Shape;
import dev.gatun.plugins.evaluate.draw.ImageGrid;
import java.util.List;
import java.util.Optional;

/// How the numbers of one example make an image, `[height, width]` or `[channels, height, width]`.
///
/// @param channels 1 for gray, 3 for red, green and blue
/// @param height rows, at least 1
/// @param width columns, at least 1
record ImageForm(int channels, int height, int width) {
  /// Greatest side of an image that a figure of several still has room for.
  private static final int LARGEST = 1024;

  /// {@return the form of images of a shape; empty where no image has that shape}
  ///
  /// @param shape of one example
  static Optional<ImageForm> of(Shape shape) {
    int rank = shape.rank();
    if (shape.isOpen() || rank < 2 || rank > 3) {
      return Optional.empty();
    }
    int channels = rank == 3 ? shape.extent(0) : 1;
    int height = shape.extent(rank - 2);
    int width = shape.extent(rank - 1);
    boolean drawable = (channels == 1 || channels == 3) && isSide(height) && isSide(width);
    return drawable ? Optional.of(new ImageForm(channels, height, width)) : Optional.empty();
  }

  private static boolean isSide(int extent) {
    return extent >= 1 && extent <= LARGEST;
  }

  /// {@return a sentence for a run whose inputs are no images}
  ///
  /// @param shape of one input
  static String reason(Shape shape) {
    return "inputs must be images, [height, width] or [1 or 3 channels, height, width], with sides"
        + " up to %d, got %s".formatted(LARGEST, shape);
  }

  /// {@return how many numbers an image has}
  int size() {
    return channels * height * width;
  }

  /// {@return logical pixels per pixel of an image, so that it is about so wide}
  ///
  /// @param wanted in logical pixels
  int scale(int wanted) {
    return ImageGrid.scaleFor(Math.max(width, height), wanted);
  }

  /// {@return the interval that holds all numbers that are finite, `[0, 1]` where they do not
  /// differ}
  ///
  /// @param parts of numbers
  /// @param size how many of each count
  static Range range(List<float[]> parts, int size) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float[] values : parts) {
      for (int i = 0; i < size; i++) {
        if (Float.isFinite(values[i])) {
          low = Math.min(low, values[i]);
          high = Math.max(high, values[i]);
        }
      }
    }
    return low < high ? new Range(low, high) : new Range(0, 1);
  }
}
