package dev.gatun.tests.bench;

import java.util.List;

/// A network whose training is measured in examples per second.
///
/// @param letter its name
/// @param summary in a few words
/// @param widths of the layers, the inputs first; ReLU between them
/// @param loss as in [TrainingRequest]
/// @param optimizer as in [TrainingRequest]
/// @param examples in an epoch
/// @param batches sizes to measure
record Workload(
    String letter,
    String summary,
    List<Integer> widths,
    String loss,
    String optimizer,
    int examples,
    List<Integer> batches) {
  /// Digits by their class.
  private static final Workload B =
      new Workload(
          "B",
          "784-512-10, cross-entropy, SGD 0.05 / 0.9 / 1e-4",
          List.of(784, 512, 10),
          "cross-entropy",
          "momentum:0.05:0.9:0.0001",
          60_000,
          List.of(32, 64, 128, 256, 1024));

  /// Images from images.
  private static final Workload C =
      new Workload(
          "C",
          "784-512-784, half the sum of squares, SGD",
          List.of(784, 512, 784),
          "squared",
          "sgd:0.001",
          16_384,
          List.of(64, 256));

  /// Four million parameters.
  private static final Workload D =
      new Workload(
          "D",
          "784-1024-1024-1024-10, cross-entropy, Adam",
          List.of(784, 1024, 1024, 1024, 10),
          "cross-entropy",
          "adam:0.001",
          6_144,
          List.of(128, 512));

  /// All of them.
  static final List<Workload> ALL = List.of(B, C, D);

  /// Copies the lists.
  Workload {
    widths = List.copyOf(widths);
    batches = List.copyOf(batches);
  }

  /// {@return what to ask a contender for}
  ///
  /// @param batch examples in a step
  /// @param warmUpSeconds not measured
  /// @param seconds measured
  TrainingRequest request(int batch, double warmUpSeconds, double seconds) {
    return new TrainingRequest(widths, loss, optimizer, batch, examples, warmUpSeconds, seconds);
  }
}
