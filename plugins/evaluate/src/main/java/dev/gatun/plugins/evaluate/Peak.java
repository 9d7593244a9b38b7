package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.Range;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Targets;
import java.util.Optional;

/// The greatest difference two values of an image can have.
final class Peak {
  private Peak() {}

  /// {@return what was given, or the length of the data's range}
  ///
  /// @param metric who asks, by component name
  /// @param given by the definition
  /// @param info about the examples to come
  /// @param instead another metric, for values that are not known in the units of the data
  /// @throws DataException if values are not known in the units of the data, or their range is not
  static double of(String metric, Optional<Double> given, Metric.Info info, String instead) {
    if (!info.available().contains(Metric.Need.ORIGINALS)) {
      throw new DataException(
          "metric '%s': values must be known in the units of the data, but a transform has no inverse; use %s"
              .formatted(metric, instead));
    }
    // The range is that of the inputs; values given beside them may have another.
    boolean values = info.examples().targets() instanceof Targets.Values;
    return given
        .or(() -> info.examples().range().filter(_ -> !values).map(Range::length))
        .orElseThrow(() ->
            new DataException(
                "metric '%s': the range of the target values is not known; set peak to the greatest difference two values can have"
                    .formatted(metric)));
  }
}
