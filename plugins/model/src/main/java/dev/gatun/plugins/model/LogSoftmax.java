package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// The logarithm of [Softmax], without overflow.
@Component(
    name = "log-softmax",
    summary = "logarithm of softmax",
    formula = "x − ln Σ eˣ",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.62")
public record LogSoftmax() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.logSoftmax();
  }
}
