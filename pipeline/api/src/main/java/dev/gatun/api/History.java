package dev.gatun.api;

import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;

/// What the epochs of a training came to, as `history.jsonl` has it.
///
/// @param epochs the numbers of each epoch by name, such as `train.loss` or `validation.accuracy`
public record History(List<SequencedMap<String, Double>> epochs) {
  /// {@return one number of each epoch, in order}
  ///
  /// @param name of the number
  /// @throws IllegalArgumentException if the epochs have no such number, naming those they have
  public double[] values(String name) {
    double[] values = new double[epochs.size()];
    for (int i = 0; i < values.length; i++) {
      Double value = epochs.get(i).get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            "an epoch has no number '%s'; there are %s"
                .formatted(name, new TreeSet<>(epochs.get(i).keySet())));
      }
      values[i] = value;
    }
    return values;
  }
}
