package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Makes each example's features, taken together, probabilities. A loss that wants scores, such as
/// cross-entropy, does this itself.
@Component(
    name = "softmax",
    summary = "probabilities of an example's features",
    formula = "eˣ / Σ eˣ",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.62")
public record Softmax() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.softmax();
  }
}
