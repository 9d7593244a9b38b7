package dev.gatun.kit.bench;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import dev.gatun.engine.Window;
import dev.gatun.engine.Workspace;

/// Single operations to be timed, on tensors of modest random numbers.
final class Passes {
  private static final int COLUMNS = 512;
  private static final int CLASSES = 10;

  private Passes() {}

  static Tensor random(Engine engine, Workspace workspace, int... extents) {
    Tensor tensor = workspace.allocate(engine.type(), Shape.of(extents));
    Tensor ids = workspace.allocate(ElementType.I32, Shape.of(tensor.rows()));
    engine.random(1, 0, ids, tensor);
    return tensor;
  }

  static Runnable product(Engine engine, Workspace workspace, int m, int k, int n) {
    Tensor a = random(engine, workspace, m, k);
    Tensor b = random(engine, workspace, k, n);
    Tensor c = random(engine, workspace, m, n);
    Kernels kernels = engine.kernels();
    return () -> kernels.gemm(false, false, 1, a, b, 0, c);
  }

  static Runnable convolution(Engine engine, Workspace workspace) {
    Window window = Window.of(3, 1, 1);
    Tensor x = random(engine, workspace, 16, 32, 28, 28);
    Tensor weight = random(engine, workspace, 64, 32, 3, 3);
    Tensor bias = random(engine, workspace, 1, 64);
    Tensor y = random(engine, workspace, 16, 64, 28, 28);
    Kernels kernels = engine.kernels();
    return () -> kernels.convolution(window, x, weight, bias, y);
  }

  static Runnable biasRelu(Engine engine, Workspace workspace, int count) {
    Tensor x = random(engine, workspace, count / COLUMNS, COLUMNS);
    Tensor bias = random(engine, workspace, 1, COLUMNS);
    Tensor y = random(engine, workspace, count / COLUMNS, COLUMNS);
    Kernels kernels = engine.kernels();
    return () -> kernels.biasActivation(Unary.RELU, 0, 0, x, bias, y);
  }

  static Runnable softmax(Engine engine, Workspace workspace, int count) {
    Tensor x = random(engine, workspace, count / CLASSES, CLASSES);
    Tensor y = random(engine, workspace, count / CLASSES, CLASSES);
    Kernels kernels = engine.kernels();
    return () -> kernels.softmax(x, y);
  }

  static Runnable sgd(Engine engine, Workspace workspace, int count) {
    Tensor gradient = random(engine, workspace, count);
    Tensor velocity = random(engine, workspace, count);
    Tensor parameters = random(engine, workspace, count);
    Tensor[] gradients = {gradient};
    Kernels kernels = engine.kernels();
    return () -> kernels.sgd(1e-6, 0.5, 0, false, gradients, velocity, parameters);
  }
}
