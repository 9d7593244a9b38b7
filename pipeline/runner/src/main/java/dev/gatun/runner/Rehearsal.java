package dev.gatun.runner;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.EngineException;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import dev.gatun.engine.Workspace;

/// The operations of a small training step, run before they are needed: on a thread of its own,
/// while a command still reads its words, its definition and its data, so that the first real step
/// finds libraries and code loaded. Once is enough: repeated until the JIT has compiled it, it
/// takes more from the start than it gives back. Changes no result.
public final class Rehearsal {
  private static final int ROWS = 32;

  /// Enough for the kernels of large products, of which the JIT has most to compile.
  private static final int INPUTS = 128;

  private static final int UNITS = 128;

  private Rehearsal() {}

  /// Begins; returns at once. What fails is left to whoever needs it, and told there.
  ///
  /// @param loader sees the engines
  /// @param engine the one that is going to be used, as far as known
  /// @return the thread, a daemon, which ends in less than a second
  public static Thread begin(ClassLoader loader, String engine) {
    return Thread.ofPlatform()
        .name("gatun-rehearsal")
        .daemon()
        .start(() -> rehearse(loader, engine));
  }

  private static void rehearse(ClassLoader loader, String id) {
    try {
      Engine engine = Engines.load(loader).open(id).engine();
      try (Workspace workspace = engine.workspace("rehearsal")) {
        step(engine, workspace);
      }
    } catch (EngineException | IllegalArgumentException | LinkageError e) {
      // The command opens its engine itself.
    }
  }

  private static void step(Engine engine, Workspace workspace) {
    Tensor data = workspace.allocate(ElementType.U8, Shape.of(ROWS, INPUTS));
    Tensor rows = workspace.allocate(ElementType.I32, Shape.of(ROWS));
    Tensor one = workspace.allocate(engine.type(), Shape.of(1, 1));
    Tensor x = workspace.allocate(engine.type(), Shape.of(ROWS, INPUTS));
    Tensor weight = workspace.allocate(engine.type(), Shape.of(INPUTS, UNITS));
    Tensor bias = workspace.allocate(engine.type(), Shape.of(1, UNITS));
    Tensor y = workspace.allocate(engine.type(), Shape.of(ROWS, UNITS));
    Tensor dy = workspace.allocate(engine.type(), Shape.of(ROWS, UNITS));
    Tensor losses = workspace.allocate(engine.type(), Shape.of(ROWS, 1));
    Tensor seeds = workspace.allocate(engine.type(), Shape.of(ROWS, 1));
    Tensor gradient = workspace.allocate(engine.type(), weight.shape());
    Tensor velocity = workspace.allocate(engine.type(), weight.shape());
    Tensor[] gradients = {gradient, gradient};
    Tensor square = workspace.allocate(engine.type(), Shape.of(ROWS, ROWS));
    Tensor result = workspace.allocate(engine.type(), Shape.of(ROWS, ROWS));
    Kernels kernels = engine.kernels();
    // Neither tiny nor large: where a library computes those, its call is linked.
    kernels.gemm(false, false, 1, square, square, 0, result);
    kernels.gather(data, rows, one, one, x);
    kernels.gemm(false, false, 1, x, weight, 0, y);
    kernels.biasActivation(Unary.RELU, 0, 0, y, bias, y);
    kernels.softmaxCrossEntropy(y, rows, seeds, losses, dy);
    kernels.biasActivationGradient(Unary.RELU, 0, 0, y, dy, dy, bias);
    kernels.gemm(true, false, 1, x, dy, 1, gradient);
    kernels.sgd(0.1, 0.9, 1e-4, false, gradients, velocity, weight);
  }
}
