package dev.gatun.api.profile;

/// What a step does with an operation, in the order of a step.
public enum Pass {
  /// Results from inputs.
  FORWARD,
  /// Gradients of inputs from those of results.
  BACKWARD,
  /// Parameters from gradients.
  UPDATE,
  /// Waiting for other workers.
  WAITING,
  /// Everything else in a step.
  REST
}
