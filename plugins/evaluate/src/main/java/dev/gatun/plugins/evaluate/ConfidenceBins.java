package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;

/// Examples sorted by the confidence of their decision, the greatest probability, into bins of
/// equal width: `(0, 1/b]`, `(1/b, 2/b]` and so on.
final class ConfidenceBins {
  private final ClassScores scores;
  private final WeightedMean[] confidence;
  private final WeightedMean[] right;
  private boolean undefined;

  ConfidenceBins(ClassScores scores, int bins) {
    this.scores = scores;
    this.confidence = new WeightedMean[bins];
    this.right = new WeightedMean[bins];
    for (int i = 0; i < bins; i++) {
      confidence[i] = new WeightedMean();
      right[i] = new WeightedMean();
    }
  }

  void add(Metric.Batch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      int greatest = 0;
      for (int i = 1; i < scores.classes(); i++) {
        boolean more = scores.probability(batch, row, i) > scores.probability(batch, row, greatest);
        greatest = more ? i : greatest;
      }
      double probability = scores.probability(batch, row, greatest);
      double weight = batch.weights()[row];
      undefined |= weight != 0 && Double.isNaN(probability);
      int bins = confidence.length;
      int bin = (int) Math.clamp(Math.ceil(probability * bins) - 1, 0, bins - 1);
      confidence[bin].add(probability, weight);
      right[bin].add(batch.labels()[row] == greatest ? 1 : 0, weight);
    }
  }

  int count() {
    return confidence.length;
  }

  /// {@return the mean confidence in a bin; NaN where it is empty}
  double confidence(int bin) {
    return confidence[bin].mean();
  }

  /// {@return the share of right decisions in a bin; NaN where it is empty}
  double right(int bin) {
    return right[bin].mean();
  }

  /// {@return the share of all examples that are in a bin}
  double share(int bin) {
    double all = 0;
    for (WeightedMean each : confidence) {
      all += each.weights();
    }
    return confidence[bin].weights() / all;
  }

  /// {@return the expected calibration error; NaN of no examples or where a probability is NaN}
  double error() {
    double error = undefined ? Double.NaN : 0;
    for (int i = 0; i < count(); i++) {
      double share = share(i);
      error += share == 0 ? 0 : share * Math.abs(right(i) - confidence(i));
    }
    return error;
  }
}
