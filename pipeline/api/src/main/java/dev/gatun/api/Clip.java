package dev.gatun.api;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;

/// Limits the gradient of a step before the optimizer gets it.
///
/// Several threads limit different parts of a gradient at once: it holds no mutable state.
@Kind("clip")
public interface Clip {
  /// Limits a part of the gradient.
  ///
  /// @param kernels the engine's operations
  /// @param norm the Euclidean norm of the whole gradient, of all parameters together
  /// @param gradient a part of it, flat; to be changed
  void clip(Kernels kernels, double norm, Tensor gradient);
}
