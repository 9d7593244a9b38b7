package dev.gatun.plugins.train;

import dev.gatun.api.Trainer;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What steps update, as flat blocks of one layout.
///
/// @param parameters to train
/// @param slots of the optimizer
/// @param average of the parameters; null where there is none
record Blocks(Tensor parameters, List<Tensor> slots, @Nullable Tensor average) {
  /// {@return parameters with slots, all zero, and with room for an average where one is wanted}
  ///
  /// @param settings name optimizer and average
  /// @param training whose layout the blocks have
  /// @param workspace owns the new blocks
  /// @param parameters to train
  static Blocks of(
      GradientDescent settings, Trainer.Training training, Workspace workspace, Tensor parameters) {
    List<Tensor> slots = new ArrayList<>();
    for (int i = 0; i < settings.optimizer().slots(); i++) {
      slots.add(training.parameters().allocateBlock(workspace));
    }
    boolean averaged = settings.average().isPresent();
    Tensor average = averaged ? training.parameters().allocateBlock(workspace) : null;
    return new Blocks(parameters, List.copyOf(slots), average);
  }
}
