package dev.gatun.plugins.model;

import dev.gatun.engine.Shape;

/// How many numbers a weight joins.
///
/// @param inputs numbers of the layer's input that one number of its output depends on, at least 1
/// @param outputs numbers of the output that one number of the input takes part in, at least 1
record Fans(int inputs, int outputs) {
  /// {@return the fans of a weight: of a linear layer `[inputs, outputs]`, of a convolution
  /// `[outputs, inputs, height, width]`}
  static Fans of(Shape weight) {
    if (weight.rank() <= 2) {
      return new Fans(Math.max(1, weight.rows()), Math.max(1, weight.columns()));
    }
    int inputs = weight.columns();
    int window = inputs / Math.max(1, weight.extent(1));
    return new Fans(Math.max(1, inputs), Math.max(1, weight.rows() * window));
  }
}
