package dev.gatun.plugins.model;

import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import java.util.stream.IntStream;

/// The second axis of a value, `[n, channels, …]`: the features where there is no other.
final class Channels {
  private Channels() {}

  /// {@return how many there are}
  ///
  /// @param x `[n, channels, …]`
  static int count(Shape x) {
    return x.rank() < 2 ? 1 : x.extent(1);
  }

  /// {@return one of several equal parts of the channels}
  ///
  /// @param x `[n, channels, …]`
  /// @param index from 0
  /// @param parts how many
  /// @throws ShapeMismatchException if the channels cannot be divided so
  static Value part(Value x, int index, int parts) {
    int channels = count(x.shape());
    if (channels % parts != 0) {
      throw new ShapeMismatchException(
          "%d %s must be a multiple of %d"
              .formatted(channels, x.shape().rank() > 2 ? "channels" : "features", parts));
    }
    int features = x.features() / parts;
    Value part = x.columns(index * features, features);
    if (x.shape().rank() <= 2) {
      return part;
    }
    int[] extents = x.shape().extents();
    extents[1] = channels / parts;
    return part.reshape(Shape.of(extents));
  }

  /// {@return a number for each channel, repeated to a row for all of a value's features}
  ///
  /// @param numbers `[1, channels]`
  /// @param like `[n, channels, …]`
  static Value repeated(Value numbers, Shape like) {
    int features = like.columns();
    int each = features / Math.max(1, numbers.features());
    return each == 1
        ? numbers
        : numbers.pick(IntStream.range(0, features).map(i -> i / each).toArray());
  }
}
