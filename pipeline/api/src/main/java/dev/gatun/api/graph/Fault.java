package dev.gatun.api.graph;

/// What an operation did that its contract forbids, as an [Audit] found it.
///
/// @param offence what it did
/// @param component ids of the component that added it, joined by dots; empty where none did
/// @param operation its name
/// @param message one sentence, with the remedy
public record Fault(Offence offence, String component, String operation, String message) {
  /// What operations may not do.
  public enum Offence {
    /// Write into a tensor it was only to read.
    INPUT_CHANGED,
    /// Leave a number of its output unset.
    OUTPUT_LEFT,
    /// Leave a number of a gradient unset.
    GRADIENT_LEFT,
    /// Use a tensor after the call it was given in.
    TENSOR_KEPT,
    /// Give NaN or an infinite number of finite inputs.
    NOT_FINITE
  }
}
