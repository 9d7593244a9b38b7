package dev.gatun.tests.bench;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The kernels that move memory, each with its twin in C.
final class Twins {
  /// Floats that half a megabyte holds.
  private static final int FLOATS_IN_L2 = 128 * 1024;

  private final Kernels kernels;
  private final List<Twin> all = new ArrayList<>();

  private Twins(Kernels kernels) {
    this.kernels = kernels;
  }

  /// A kernel, at one size, and the function of C that does the same.
  ///
  /// @param name of the kernel
  /// @param size in a few words
  /// @param function of C, without `timed_`
  /// @param rows of its matrices
  /// @param columns of its matrices
  /// @param call makes the tensors
  record Twin(
      String name,
      String size,
      String function,
      int rows,
      int columns,
      Function<Operands, Call> call) {}

  /// A call that is ready.
  ///
  /// @param java calls the kernel; empty where there is none
  /// @param bytes that it must move: each operand read once, each result written once
  /// @param operands what the function of C takes, in its order
  record Call(Optional<Runnable> java, double bytes, List<Tensor> operands) {
    static Call of(Runnable java, double bytes, Tensor... operands) {
      return new Call(Optional.of(java), bytes, List.of(operands));
    }
  }

  /// {@return every kernel at every size}
  ///
  /// @param kernels the Java side
  static List<Twin> of(Kernels kernels) {
    Twins twins = new Twins(kernels);
    twins.addMoves();
    twins.addElementwise();
    twins.addLayers();
    twins.all.addAll(ReductionTwins.of(kernels));
    twins.addSoftmax();
    twins.addUpdates();
    twins.all.addAll(GatherTwins.of(kernels));
    return twins.all;
  }

  static double bytes(Tensor... tensors) {
    double sum = 0;
    for (Tensor tensor : tensors) {
      sum += tensor.size() * tensor.type().bytes();
    }
    return sum;
  }

  /// {@return a kernel at 4 M elements and at half a megabyte}
  static List<Twin> sizes(
      String name, String function, int matrices, Function<Operands, Call> call) {
    return List.of(
        new Twin(name, "4 M", function, 8192, 512, call),
        new Twin(name, "512 KiB", function, FLOATS_IN_L2 / matrices / 512, 512, call));
  }

  private void add(String name, String function, int matrices, Function<Operands, Call> call) {
    all.addAll(sizes(name, function, matrices, call));
  }

  private void addMoves() {
    add(
        "copy",
        "copy",
        2,
        operands -> {
          Tensor x = operands.matrix();
          Tensor y = operands.matrix();
          return Call.of(() -> kernels.copy(x, y), bytes(x, y), x, y);
        });
    add(
        "fill",
        "fill",
        1,
        operands -> {
          Tensor y = operands.matrix();
          return Call.of(() -> kernels.fill(1.5, y), bytes(y), y);
        });
    add(
        "triad",
        "triad",
        3,
        operands -> {
          Tensor x = operands.matrix();
          Tensor y = operands.matrix();
          Tensor z = operands.matrix();
          return new Call(Optional.empty(), bytes(x, y, z), List.of(x, y, z));
        });
    add(
        "axpby",
        "axpby",
        2,
        operands -> {
          Tensor x = operands.matrix();
          Tensor y = operands.matrix();
          return Call.of(() -> kernels.axpby(0.5, x, 0.25, y), bytes(x, y, y), x, y);
        });
  }

  private void addElementwise() {
    addBinary("plus", Binary.PLUS);
    addBinary("times", Binary.TIMES);
    add(
        "plus a row",
        "plus_row",
        2,
        operands -> {
          Tensor x = operands.matrix();
          Tensor y = operands.row();
          Tensor z = operands.matrix();
          return Call.of(() -> kernels.binary(Binary.PLUS, x, y, z), bytes(x, y, z), x, y, z);
        });
    add(
        "square root",
        "square_root",
        2,
        operands -> {
          Tensor x = operands.positive();
          Tensor y = operands.matrix();
          return Call.of(() -> kernels.unary(Unary.SQRT, 0, 0, x, y), bytes(x, y), x, y);
        });
    addUnary("exp", "exponential", Unary.EXP);
    addUnary("sigmoid", "sigmoid", Unary.SIGMOID);
    addUnary("tanh", "hyperbolic_tangent", Unary.TANH);
  }

  private void addBinary(String function, Binary binary) {
    add(
        function,
        function,
        3,
        operands -> {
          Tensor x = operands.matrix();
          Tensor y = operands.matrix();
          Tensor z = operands.matrix();
          return Call.of(() -> kernels.binary(binary, x, y, z), bytes(x, y, z), x, y, z);
        });
  }

  private void addUnary(String name, String function, Unary unary) {
    add(
        name,
        function,
        2,
        operands -> {
          Tensor x = operands.matrix();
          Tensor y = operands.matrix();
          return Call.of(() -> kernels.unary(unary, 0, 0, x, y), bytes(x, y), x, y);
        });
  }

  private void addLayers() {
    add(
        "bias + ReLU",
        "bias_relu",
        1,
        operands -> {
          Tensor y = operands.matrix();
          Tensor bias = operands.row();
          return Call.of(
              () -> kernels.biasActivation(Unary.RELU, 0, 0, y, bias, y),
              bytes(y, bias, y),
              y,
              bias);
        });
    add(
        "bias + ReLU gradient",
        "bias_relu_gradient",
        2,
        operands -> {
          Tensor y = operands.matrix();
          Tensor dx = operands.matrix();
          Tensor dbias = operands.row();
          return Call.of(
              () -> kernels.biasActivationGradient(Unary.RELU, 0, 0, y, dx, dx, dbias),
              bytes(y, dx, dx, dbias),
              y,
              dx,
              dbias);
        });
  }

  private void addSoftmax() {
    int[][] shapes = {{4194, 1000}, {128, 1000}, {1024, 10}};
    for (int[] shape : shapes) {
      String size = shape[0] + " x " + shape[1];
      all.add(
          new Twin(
              "softmax",
              size,
              "softmax",
              shape[0],
              shape[1],
              operands -> {
                Tensor x = operands.matrix();
                Tensor y = operands.matrix();
                return Call.of(() -> kernels.softmax(x, y), bytes(x, y), x, y);
              }));
    }
    all.add(
        new Twin(
            "softmax + cross-entropy",
            "1024 x 10",
            "softmax_cross_entropy",
            1024,
            10,
            this::softmaxCrossEntropy));
  }

  private Call softmaxCrossEntropy(Operands operands) {
    Tensor x = operands.matrix();
    Tensor labels = operands.integers(operands.columns());
    Tensor seeds = operands.column();
    Tensor losses = operands.column();
    Tensor dx = operands.matrix();
    return Call.of(
        () -> kernels.softmaxCrossEntropy(x, labels, seeds, losses, dx),
        bytes(x, labels, seeds, losses, dx),
        x,
        labels,
        seeds,
        losses,
        dx);
  }

  private void addUpdates() {
    add("SGD, momentum", "sgd", 3, this::sgd);
    all.add(new Twin("SGD, momentum", "400 k", "sgd", 400, 1000, this::sgd));
    add("Adam", "adam", 4, this::adam);
    all.add(new Twin("Adam", "400 k", "adam", 400, 1000, this::adam));
  }

  private Call sgd(Operands operands) {
    Tensor gradient = operands.matrix();
    Tensor velocity = operands.matrix();
    Tensor theta = operands.matrix();
    Tensor[] gradients = {gradient};
    return Call.of(
        () -> kernels.sgd(1e-4, 0.9, 1e-4, false, gradients, velocity, theta),
        bytes(gradient, velocity, theta, velocity, theta),
        gradient,
        velocity,
        theta);
  }

  private Call adam(Operands operands) {
    Tensor gradient = operands.matrix();
    Tensor mean = operands.matrix();
    Tensor variance = operands.positive();
    Tensor theta = operands.matrix();
    Tensor[] gradients = {gradient};
    return Call.of(
        () -> kernels.adam(1e-4, 0.9, 0.999, 1e-8, 0, false, 10, gradients, mean, variance, theta),
        bytes(gradient, mean, variance, theta, mean, variance, theta),
        gradient,
        mean,
        variance,
        theta);
  }
}
