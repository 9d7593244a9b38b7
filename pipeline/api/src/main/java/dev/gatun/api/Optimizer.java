package dev.gatun.api;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;

/// Turns gradients into new parameters, element by element over flat blocks.
///
/// A block may be any part of the parameters, and several threads update different parts at once:
/// an optimizer holds no mutable state but its slots.
///
/// {@snippet file="dev/gatun/tests/example/Lion.java"}
@Kind("optimizer")
public interface Optimizer {
  /// {@return the step size before the schedule}
  double learningRate();

  /// {@return how many zero-initialised numbers are kept beside each parameter, such as momentum}
  int slots();

  /// {@return how many tensors of intermediate numbers an update needs, see [Update#scratch]}
  default int scratch() {
    return 0;
  }

  /// Updates one block of parameters, and its slots.
  ///
  /// @param update the block; valid during the call only
  void update(Update update);

  /// One block of parameters with everything that belongs to it.
  interface Update {
    /// {@return the engine's operations}
    Kernels kernels();

    /// {@return the step size after the schedule}
    double rate();

    /// {@return the number of this step, from 1}
    long step();

    /// {@return the parameters, flat; to be updated}
    Tensor parameters();

    /// {@return a slot, of the parameters' shape; to be updated}
    ///
    /// @param index from 0 to slots − 1
    Tensor slot(int index);

    /// {@return a tensor of the parameters' shape for intermediate numbers, which are lost between
    /// updates}
    ///
    /// @param index from 0 to scratch − 1
    Tensor scratch(int index);

    /// {@return the gradient, of the parameters' shape: the workers' parts, added; may be
    /// overwritten}
    Tensor gradient();

    /// {@return the workers' parts of the gradient, for kernels that add them on the way; not to be
    /// used beside [#gradient]}
    Tensor[] partialGradients();
  }
}
