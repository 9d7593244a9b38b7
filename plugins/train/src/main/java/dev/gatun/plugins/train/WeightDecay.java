package dev.gatun.plugins.train;

import dev.gatun.api.Optimizer;
import dev.gatun.engine.Tensor;

/// The gradient of `½·decay·‖θ‖²`, added to that of the loss.
final class WeightDecay {
  private WeightDecay() {}

  /// {@return the gradient of an update with the decay added to it}
  ///
  /// @param update whose gradient is changed
  /// @param decay at least 0
  static Tensor added(Optimizer.Update update, double decay) {
    Tensor gradient = update.gradient();
    if (decay > 0) {
      update.kernels().axpby(decay, update.parameters(), 1, gradient);
    }
    return gradient;
  }
}
