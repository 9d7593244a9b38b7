package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// The logarithm of the logistic function, without overflow.
@Component(
    name = "log-sigmoid",
    summary = "logarithm of the logistic function",
    formula = "−ln(1 + e⁻ˣ)",
    source =
        "PyTorch, torch.nn.LogSigmoid; Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.59")
public record LogSigmoid() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.negate().softplus().negate();
  }
}
