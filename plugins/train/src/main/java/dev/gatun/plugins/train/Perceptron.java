package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Trainer;

/// Rosenblatt's rule: example by example in a new random order each epoch, the parameters move
/// where the prediction was wrong, and only there. No loss is differentiated.
///
/// The scores must depend linearly on the parameters. A single score predicts the second class
/// where it is above 0; of several, the greatest predicts its class, the first of equals. The loss
/// of an epoch is the share of its examples that were mistaken when their turn came; the training
/// ends with the first epoch without mistakes. Where the classes can be separated by a margin γ
/// with inputs no longer than R, there are at most (R/γ)² mistakes (Novikoff 1962); where they
/// cannot, it goes on to the last epoch. Weights of examples scale their updates.
@Component(
    name = "perceptron",
    summary = "Rosenblatt's rule: an update for each example that is mistaken",
    formula = "θ = θ − rate·xᵀ(predicted − target)",
    source =
        "Rosenblatt 1958, The Perceptron; Novikoff 1962, On Convergence Proofs for Perceptrons")
public record Perceptron(
    @Option("most passes over the training examples") @Default("100") @AtLeast(1) int epochs,
    @Option("step size; the predictions do not depend on it where the parameters begin at zero")
        @Default("1")
        @Above(0)
        double learningRate)
    implements Trainer {
  @Override
  public int batchSize() {
    return 1;
  }

  @Override
  public void train(Training training) {
    new Rosenblatt(this, training).run();
  }
}
