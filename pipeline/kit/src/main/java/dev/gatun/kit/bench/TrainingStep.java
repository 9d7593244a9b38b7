package dev.gatun.kit.bench;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import dev.gatun.engine.Workspace;

/// The kernels of one step of a digit classifier, 784-512-10 with ReLU, cross-entropy and momentum,
/// at batch 128, in their order.
final class TrainingStep implements Runnable {
  private static final int BATCH = 128;
  private static final int INPUTS = 784;
  private static final int HIDDEN = 512;
  private static final int CLASSES = 10;

  private final Kernels kernels;
  private final Tensor x;
  private final Tensor labels;
  private final Tensor seeds;
  private final Tensor hidden;
  private final Tensor scores;
  private final Tensor losses;
  private final Tensor scoresGradient;
  private final Tensor hiddenGradient;
  private final Tensor parameters;
  private final Tensor velocity;
  private final Tensor[] gradients;
  private final Layer first;
  private final Layer second;

  /// Views of a layer's parameters and their gradients.
  private record Layer(Tensor weight, Tensor bias, Tensor weightGradient, Tensor biasGradient) {
    static Layer of(Tensor parameters, Tensor gradient, long from, int inputs, int outputs) {
      Shape weight = Shape.of(inputs, outputs);
      Shape bias = Shape.of(1, outputs);
      long biasFrom = from + weight.size();
      return new Layer(
          parameters.range(from, weight),
          parameters.range(biasFrom, bias),
          gradient.range(from, weight),
          gradient.range(biasFrom, bias));
    }
  }

  TrainingStep(Engine engine, Workspace workspace) {
    kernels = engine.kernels();
    x = Passes.random(engine, workspace, BATCH, INPUTS);
    labels = workspace.allocate(ElementType.I32, Shape.of(BATCH));
    seeds = Passes.random(engine, workspace, BATCH, 1);
    kernels.fill(1.0 / BATCH, seeds);
    hidden = Passes.random(engine, workspace, BATCH, HIDDEN);
    scores = Passes.random(engine, workspace, BATCH, CLASSES);
    losses = Passes.random(engine, workspace, BATCH, 1);
    scoresGradient = Passes.random(engine, workspace, BATCH, CLASSES);
    hiddenGradient = Passes.random(engine, workspace, BATCH, HIDDEN);
    int secondFrom = (INPUTS + 1) * HIDDEN;
    parameters = Passes.random(engine, workspace, secondFrom + (HIDDEN + 1) * CLASSES);
    velocity = workspace.allocate(engine.type(), parameters.shape());
    Tensor gradient = workspace.allocate(engine.type(), parameters.shape());
    gradients = new Tensor[] {gradient};
    first = Layer.of(parameters, gradient, 0, INPUTS, HIDDEN);
    second = Layer.of(parameters, gradient, secondFrom, HIDDEN, CLASSES);
    kernels.unary(Unary.AFFINE, 0.1, -0.05, parameters, parameters);
  }

  @Override
  public void run() {
    kernels.gemm(false, false, 1, x, first.weight(), 0, hidden);
    kernels.biasActivation(Unary.RELU, 0, 0, hidden, first.bias(), hidden);
    kernels.gemm(false, false, 1, hidden, second.weight(), 0, scores);
    kernels.biasActivation(Unary.AFFINE, 1, 0, scores, second.bias(), scores);
    kernels.softmaxCrossEntropy(scores, labels, seeds, losses, scoresGradient);
    kernels.biasActivationGradient(
        Unary.AFFINE, 1, 0, scores, scoresGradient, scoresGradient, second.biasGradient());
    kernels.gemm(true, false, 1, hidden, scoresGradient, 0, second.weightGradient());
    kernels.gemm(false, true, 1, scoresGradient, second.weight(), 0, hiddenGradient);
    kernels.biasActivationGradient(
        Unary.RELU, 0, 0, hidden, hiddenGradient, hiddenGradient, first.biasGradient());
    kernels.gemm(true, false, 1, x, hiddenGradient, 0, first.weightGradient());
    kernels.sgd(0.01, 0.9, 1e-4, false, gradients, velocity, parameters);
  }
}
