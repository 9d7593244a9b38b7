package dev.gatun.tests.bench;

import java.util.List;
import java.util.Optional;

/// Another library of Java as a contender. What it does not do is empty.
interface Peer {
  /// A step of training, on the examples from one up to before another.
  @FunctionalInterface
  interface Step {
    /// Trains.
    ///
    /// @param first of the batch
    /// @param last of the batch, exclusive
    void run(int first, int last);
  }

  /// {@return what trains a network on random examples}
  ///
  /// @param request the network
  Optional<Step> train(TrainingRequest request);

  /// {@return what applies a network to a batch}
  ///
  /// @param widths of the layers, the inputs first
  /// @param batch rows
  Optional<Runnable> infer(List<Integer> widths, int batch);

  /// {@return what trains the two-layer network of CS231n's notes}
  ///
  /// @param steps on all examples
  Optional<Runnable> loop(int steps);
}
