package dev.gatun.engine.java;

import dev.gatun.engine.Binary;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import dev.gatun.engine.Window;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Every operation of the SPI in every form, on matrices of one shape.
final class KernelCalls {
  private static final double P = -0.5;
  private static final double Q = 0.75;

  private final Workspace workspace;
  private final int rows;
  private final int columns;
  private final Random random = new Random(1);
  private final List<Call> calls = new ArrayList<>();

  private KernelCalls(Workspace workspace, int rows, int columns) {
    this.workspace = workspace;
    this.rows = rows;
    this.columns = columns;
  }

  /// One operation with its arguments.
  record Call(String name, Consumer<Kernels> operation) {}

  static List<Call> of(Workspace workspace, int rows, int columns) {
    KernelCalls made = new KernelCalls(workspace, rows, columns);
    made.unary();
    made.binary();
    made.reduce();
    made.moves();
    made.rowwise();
    made.updates();
    made.images();
    made.normalization();
    return Collections.unmodifiableList(made.calls);
  }

  /// The four transpositions of a product, with β of 0 and 1.
  static List<Call> products(Workspace workspace, int m, int n, int k) {
    KernelCalls made = new KernelCalls(workspace, m, n);
    Tensor c = made.numbers(m, n);
    for (int way = 0; way < 4; way++) {
      boolean transposeA = (way & 1) != 0;
      boolean transposeB = (way & 2) != 0;
      Tensor a = transposeA ? made.numbers(k, m) : made.numbers(m, k);
      Tensor b = transposeB ? made.numbers(n, k) : made.numbers(k, n);
      for (int beta = 0; beta < 2; beta++) {
        double factor = beta;
        made.add(
            "gemm by %d terms, way %d, beta %d".formatted(k, way, beta),
            kernels -> kernels.gemm(transposeA, transposeB, 1e-3, a, b, factor, c));
      }
    }
    Tensor x = made.numbers(k, m + 5);
    Tensor dy = made.numbers(k, n);
    made.add(
        "rows of a gradient by %d terms".formatted(k),
        kernels -> kernels.weightGradient(x, dy, 3, 0.5, c));
    return Collections.unmodifiableList(made.calls);
  }

  private void add(String name, Consumer<Kernels> operation) {
    calls.add(new Call("%s on [%d, %d]".formatted(name, rows, columns), operation));
  }

  /// {@return numbers from 0.1 to 1.1, in the domain of every function}
  private Tensor numbers(int height, int width) {
    Tensor tensor = workspace.allocate(ElementType.F32, Shape.of(height, width));
    for (int i = 0; i < tensor.size(); i++) {
      Blocks.set(tensor, i, random.nextFloat() + 0.1f);
    }
    return tensor;
  }

  private Tensor numbers() {
    return numbers(rows, columns);
  }

  private Tensor planes(int channels, int height, int width) {
    int size = channels * height * width;
    return numbers(rows, size).reshape(Shape.of(rows, channels, height, width));
  }

  private Tensor integers(int count) {
    return workspace.allocate(ElementType.I32, Shape.of(count));
  }

  private void unary() {
    Tensor x = numbers();
    Tensor y = numbers();
    Tensor dx = numbers();
    Tensor bias = numbers(1, columns);
    Tensor dbias = numbers(1, columns);
    for (Unary f : Unary.values()) {
      add("unary " + f, kernels -> kernels.unary(f, P, Q, x, dx));
      add("unaryGradient " + f, kernels -> kernels.unaryGradient(f, P, Q, x, y, x, dx));
      if (f.gradientFromOutput()) {
        add("biasActivation " + f, kernels -> kernels.biasActivation(f, P, Q, x, bias, dx));
        add(
            "biasActivationGradient " + f,
            kernels -> kernels.biasActivationGradient(f, P, Q, y, x, dx, dbias));
      }
    }
  }

  private void binary() {
    Tensor y = numbers();
    Tensor[] operands = {numbers(), numbers(1, columns), numbers(rows, 1), numbers(1, 1)};
    for (Binary f : Binary.values()) {
      for (Tensor a : operands) {
        for (Tensor b : operands) {
          String name = "binary %s of %s and %s".formatted(f, a.shape(), b.shape());
          add(name, kernels -> kernels.binary(f, a, b, y));
        }
      }
    }
    Tensor x = operands[0];
    add("axpby 0", kernels -> kernels.axpby(0.5, x, 0, y));
    add("axpby 1", kernels -> kernels.axpby(0.5, x, 0.5, y));
  }

  private void reduce() {
    Tensor x = numbers();
    Tensor[] results = {numbers(), numbers(1, columns), numbers(rows, 1), numbers(1, 1)};
    for (Reduction f : Reduction.values()) {
      for (Tensor y : results) {
        add("reduce %s to %s".formatted(f, y.shape()), kernels -> kernels.reduce(f, x, y));
      }
    }
  }

  private void moves() {
    Tensor x = numbers();
    Tensor y = numbers();
    Tensor row = numbers(1, columns);
    Tensor one = numbers(1, 1);
    Tensor bytes = workspace.allocate(ElementType.U8, Shape.of(rows, columns));
    Tensor ids = integers(rows);
    add("fill", kernels -> kernels.fill(0.5, y));
    for (Tensor from : List.of(x, row, numbers(rows, 1), one)) {
      add("copy of " + from.shape(), kernels -> kernels.copy(from, y));
    }
    int half = columns / 2;
    add("copyColumns", kernels -> kernels.copyColumns(x, 0, y, half, columns - half));
    for (Tensor from : List.of(x, bytes)) {
      for (Tensor scale : List.of(row, one)) {
        String name = "gather %s by %s".formatted(from.type(), scale.shape());
        add(name, kernels -> kernels.gather(from, ids, scale, scale, y));
      }
    }
    add("random", kernels -> kernels.random(7, 8, ids, y));
  }

  private void rowwise() {
    Tensor x = numbers();
    Tensor y = numbers();
    Tensor dx = numbers();
    Tensor labels = integers(rows);
    Tensor seeds = numbers(rows, 1);
    Tensor losses = numbers(rows, 1);
    add("softmax", kernels -> kernels.softmax(x, dx));
    add("softmaxGradient", kernels -> kernels.softmaxGradient(y, x, dx));
    add("logSoftmax", kernels -> kernels.logSoftmax(x, dx));
    add("logSoftmaxGradient", kernels -> kernels.logSoftmaxGradient(y, x, dx));
    add("cross-entropy", kernels -> kernels.softmaxCrossEntropy(x, labels, seeds, losses, null));
    add("its gradient", kernels -> kernels.softmaxCrossEntropy(x, labels, seeds, losses, dx));
    add("distance", kernels -> kernels.squaredDistance(x, y, seeds, losses, null));
    add("distance and gradient", kernels -> kernels.squaredDistance(x, y, seeds, losses, dx));
  }

  private void updates() {
    Tensor theta = numbers();
    Tensor mean = numbers();
    Tensor variance = numbers();
    for (int count = 1; count <= 3; count++) {
      Tensor[] gradients = new Tensor[count];
      for (int i = 0; i < count; i++) {
        gradients[i] = numbers();
      }
      String what = count + " gradients";
      add("sgd, " + what, kernels -> kernels.sgd(1e-9, 0, 0, false, gradients, null, theta));
      add(
          "momentum, " + what,
          kernels -> kernels.sgd(1e-9, 0.5, 0.1, false, gradients, mean, theta));
      add("nesterov, " + what, kernels -> kernels.sgd(1e-9, 0.5, 0, true, gradients, mean, theta));
      add(
          "adam, " + what,
          kernels ->
              kernels.adam(1e-9, 0.9, 0.99, 1e-8, 0.1, true, 5, gradients, mean, variance, theta));
    }
  }

  private void images() {
    Window[] windows = {
      Window.of(1, 1, 0),
      Window.of(2, 2, 0),
      Window.of(3, 1, 1),
      Window.of(3, 2, 1),
      new Window(3, 2, 1, 1, 0, 1, 1, 2)
    };
    for (Window window : windows) {
      convolution(window, 1);
      convolution(window, 2);
      pooling(window);
    }
    Tensor x = numbers();
    Tensor y = numbers();
    Tensor indices = integers(columns);
    add("gatherColumns", kernels -> kernels.gatherColumns(x, indices, y));
    add("its gradient", kernels -> kernels.gatherColumnsGradient(x, indices, y));
  }

  private void convolution(Window window, int groups) {
    Tensor x = planes(4, 3, columns);
    Tensor y = planes(2, window.outputHeight(3), window.outputWidth(columns));
    int height = window.kernelHeight();
    int width = window.kernelWidth();
    Shape shape = Shape.of(2, 4 / groups, height, width);
    Tensor weight = numbers(2, shape.columns()).reshape(shape);
    Tensor bias = numbers(1, 2);
    String what = "%d groups, %s".formatted(groups, window);
    add("convolution, " + what, kernels -> kernels.convolution(window, x, weight, bias, y));
    add("unbiased, " + what, kernels -> kernels.convolution(window, x, weight, null, y));
    add(
        "input gradient, " + what,
        kernels -> kernels.convolutionInputGradient(window, y, weight, x));
    add(
        "parameter gradient, " + what,
        kernels -> kernels.convolutionParameterGradient(window, x, y, weight, bias));
  }

  private void pooling(Window window) {
    int outputHeight = window.outputHeight(3);
    int outputWidth = window.outputWidth(columns);
    Tensor x = planes(2, 3, columns);
    Tensor y = planes(2, outputHeight, outputWidth);
    Tensor indices =
        integers(rows * 2 * outputHeight * outputWidth)
            .reshape(Shape.of(rows, 2, outputHeight, outputWidth));
    add("maxPool, " + window, kernels -> kernels.maxPool(window, x, y, indices));
    add("its gradient, " + window, kernels -> kernels.maxPoolGradient(y, indices, x));
    add("averagePool, " + window, kernels -> kernels.averagePool(window, false, x, y));
    add("its gradient, " + window, kernels -> kernels.averagePoolGradient(window, true, y, x));
  }

  private void normalization() {
    Tensor x = numbers();
    Tensor dy = numbers();
    Tensor y = numbers();
    Tensor gain = numbers(1, columns);
    Tensor bias = numbers(1, columns);
    Tensor dgain = numbers(1, columns);
    Tensor dbias = numbers(1, columns);
    add("layerNorm", kernels -> kernels.layerNorm(1, x, gain, bias, y));
    add("its gradient", kernels -> kernels.layerNormGradient(1, x, gain, dy, y, dgain, dbias));
    for (int channels : new int[] {1, columns}) {
      Tensor mean = numbers(1, channels);
      Tensor variance = numbers(1, channels);
      Tensor factor = numbers(1, channels);
      Tensor term = numbers(1, channels);
      Tensor last = numbers(1, channels);
      String what = ", %d channels".formatted(channels);
      add("channelMoments" + what, kernels -> kernels.channelMoments(x, mean, variance));
      add("batchNorm" + what, kernels -> kernels.batchNorm(1, x, mean, variance, factor, term, y));
      add(
          "its gradient" + what,
          kernels -> kernels.batchNormGradient(1, x, mean, variance, factor, dy, y, term, last));
    }
  }
}
