package dev.gatun.plugins.train;

import dev.gatun.api.Average;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;

/// Two blocks that change places: within an epoch the parameters are what is trained and the other
/// block is their average, outside it the parameters are the average, which is evaluated and saved.
final class Averaging {
  private final Average average;
  private final long stepsPerEpoch;
  private final Engine engine;
  private final Tensor parameters;
  private final Tensor other;
  private final Tensor spare;

  /// Begins outside an epoch.
  ///
  /// @param average weighs the steps
  /// @param stepsPerEpoch at least 1
  /// @param engine copies
  /// @param parameters the average so far
  /// @param other what is trained
  /// @param spare of the same layout, for the exchange
  Averaging(
      Average average,
      long stepsPerEpoch,
      Engine engine,
      Tensor parameters,
      Tensor other,
      Tensor spare) {
    this.average = average;
    this.stepsPerEpoch = stepsPerEpoch;
    this.engine = engine;
    this.parameters = parameters;
    this.other = other;
    this.spare = spare;
  }

  /// {@return the share of the parameters after a step in the average}
  ///
  /// @param step from 1
  double share(long step) {
    return average.share(step, stepsPerEpoch);
  }

  /// Begins or ends an epoch.
  void exchange() {
    engine.copy(parameters, spare);
    engine.copy(other, parameters);
    engine.copy(spare, other);
  }
}
