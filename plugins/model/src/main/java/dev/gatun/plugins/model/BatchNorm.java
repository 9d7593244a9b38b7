package dev.gatun.plugins.model;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;

/// Normalizes each channel (feature, where there are no channels) over the batch; in evaluation, by
/// running means of what training saw. Mixes examples: training runs on one worker.
///
/// Parameters: `gain` and `bias`, `[1, channels]`. States: `mean` and `variance`, `[1, channels]`,
/// moved by each batch of training: `state = (1 − momentum)·state + momentum·moment`, with the
/// unbiased variance.
@Component(
    name = "batch-norm",
    summary = "normalizes each channel over the batch",
    formula = "(x − mean) / √(variance + epsilon)·gain + bias",
    source = "Ioffe, Szegedy 2015, Batch Normalization, algorithms 1 and 2; states as in PyTorch")
public record BatchNorm(
    @Option("added to the variance") @Default("1e-5") @Above(0) double epsilon,
    @Option("how far a batch moves the states") @Default("0.1") @AtLeast(0) @AtMost(1)
        double momentum,
    @Option("whether gain and bias are learnt, rather than 1 and 0") @Default("true")
        boolean affine)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    Shape row = Shape.of(1, Channels.count(x.shape()));
    Value gain = LayerNorm.row(scope, x, row, "gain", 1, affine);
    Value bias = LayerNorm.row(scope, x, row, "bias", 0, affine);
    return scope.batchNorm(x, gain, bias, epsilon, momentum);
  }
}
