package dev.gatun.api.graph;

/// Learns the numbers of a state from the training examples, one after the other.
public interface Learner {
  /// Takes an example into account.
  ///
  /// @param features the example's numbers; reused for the next
  void add(double[] features);

  /// {@return the numbers learnt, row-major, as many as the state has}
  double[] result();
}
