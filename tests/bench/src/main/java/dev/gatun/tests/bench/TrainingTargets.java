package dev.gatun.tests.bench;

import java.util.Map;

/// What training is to reach on two threads.
///
/// @param must the least share of the limit
/// @param reach the share of the limit to strive for
/// @param peers the least ratio to the best other library
record TrainingTargets(double must, double reach, double peers) {
  private static final Map<String, TrainingTargets> ALL =
      Map.of(
          "B 32", new TrainingTargets(0.70, 0.80, 1.4),
          "B 64", new TrainingTargets(0.78, 0.87, 1.4),
          "B 128", new TrainingTargets(0.85, 0.92, 1.15),
          "B 256", new TrainingTargets(0.88, 0.94, 1.15),
          "B 1024", new TrainingTargets(0.92, 0.96, 1.15),
          "C 64", new TrainingTargets(0.90, 0.95, 1.0),
          "C 256", new TrainingTargets(0.90, 0.95, 1.0),
          "D 128", new TrainingTargets(0.82, 0.88, 1.1),
          "D 512", new TrainingTargets(0.88, 0.93, 1.05));

  /// {@return the targets of a workload at a batch size; it is one that has some}
  ///
  /// @param workload its letter
  /// @param batch examples in a step
  static TrainingTargets of(String workload, int batch) {
    TrainingTargets targets = ALL.get(workload + " " + batch);
    if (targets == null) {
      throw new IllegalArgumentException(
          "no targets for workload %s at batch %d".formatted(workload, batch));
    }
    return targets;
  }

  /// {@return which are met, in a word or two}
  ///
  /// @param share of the limit
  /// @param ratio to the best other library; NaN if there is none
  String verdict(double share, double ratio) {
    if (Double.isNaN(share)) {
      return "no limit";
    }
    String ofLimit = share >= reach ? "reached" : share >= must ? "met" : "missed";
    if (Double.isNaN(ratio)) {
      return ofLimit;
    }
    return ofLimit + (ratio >= peers ? ", met" : ", missed");
  }
}
