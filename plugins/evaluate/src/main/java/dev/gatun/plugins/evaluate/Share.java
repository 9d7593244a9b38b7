package dev.gatun.plugins.evaluate;

import dev.gatun.api.Result;
import java.util.Optional;

/// The weighted share of examples of which something holds.
///
/// Source of the interval: Wilson 1927, Probable Inference, the Law of Succession, and Statistical
/// Inference; it stays within [0, 1] and is sound for shares near either end.
final class Share {
  private final WeightedMean mean = new WeightedMean();

  /// Takes an example into account.
  void add(boolean holds, double weight) {
    mean.add(holds ? 1 : 0, weight);
  }

  /// {@return the share with its Wilson interval; NaN of nothing}
  Result.Number result() {
    double share = mean.mean();
    if (Double.isNaN(share)) {
      return new Result.Number(share);
    }
    double n = mean.effectiveCount();
    double z = WeightedMean.Z;
    double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return new Result.Number(
        share,
        Optional.of(new Result.Interval(Math.max(0, middle - half), Math.min(1, middle + half))));
  }
}
