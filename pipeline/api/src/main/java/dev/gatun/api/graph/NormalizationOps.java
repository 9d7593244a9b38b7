package dev.gatun.api.graph;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Tensor;
import java.util.List;

/// Normalization over features and over examples. Inputs begin with the value, gain and bias.
final class NormalizationOps {
  private NormalizationOps() {}

  private static void requireRows(String op, List<Shape> inputs, int columns) {
    for (Shape row : inputs.subList(1, inputs.size())) {
      if (!row.equals(Shape.of(1, columns))) {
        throw new ShapeMismatchException(
            "%s: gain, bias, mean and variance must be [1, %d] for %s, got %s"
                .formatted(op, columns, inputs.getFirst(), row));
      }
    }
  }

  /// {@return where the gradient of an input goes, which the kernels always compute}
  private static Tensor gradient(Call call, int input, Tensor otherwise) {
    return call.needsGradient(input) ? call.inputGradient(input) : otherwise;
  }

  record LayerNorm(double epsilon) implements Op {
    @Override
    public String name() {
      return "layer-norm";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      Shape x = inputs.getFirst();
      requireRows(name(), inputs, x.columns());
      return x;
    }

    @Override
    public List<Shape> saved(List<Shape> inputs) {
      return inputs.subList(1, 3);
    }

    @Override
    public void forward(Call call) {
      call.kernels().layerNorm(epsilon, call.input(0), call.input(1), call.input(2), call.output());
    }

    @Override
    public void backward(Call call) {
      call.kernels()
          .layerNormGradient(
              epsilon,
              call.input(0),
              call.input(1),
              call.outputGradient(),
              // Whoever reads the output has done so: backward runs from the end.
              gradient(call, 0, call.output()),
              gradient(call, 1, call.saved(0)),
              gradient(call, 2, call.saved(1)));
    }
  }

  /// Inputs go on with the states for mean and variance, which training moves.
  record BatchNorm(double epsilon, double momentum) implements Op {
    @Override
    public String name() {
      return "batch-norm";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      Shape x = inputs.getFirst();
      int channels = x.rank() < 2 ? 1 : x.extent(1);
      if (!x.isOpen()) {
        throw new ShapeMismatchException(
            "%s: the batch is normalized, so x must be [n, …], got %s".formatted(name(), x));
      }
      requireRows(name(), inputs, channels);
      return x;
    }

    @Override
    public boolean mixesExamples() {
      return true;
    }

    /// Mean and variance of the batch, and gradients that nobody wants.
    @Override
    public List<Shape> saved(List<Shape> inputs) {
      return inputs.subList(1, 5);
    }

    @Override
    public void forward(Call call) {
      if (call.training()) {
        Tensor mean = call.saved(0);
        Tensor variance = call.saved(1);
        call.kernels().channelMoments(call.input(0), mean, variance);
        normalize(call, mean, variance);
        move(call, mean, variance);
      } else {
        normalize(call, call.input(3), call.input(4));
      }
    }

    private void normalize(Call call, Tensor mean, Tensor variance) {
      call.kernels()
          .batchNorm(
              epsilon, call.input(0), mean, variance, call.input(1), call.input(2), call.output());
    }

    /// Moves the states towards the batch's moments, the variance towards its unbiased estimate,
    /// which one number does not give.
    private void move(Call call, Tensor mean, Tensor variance) {
      long count = call.input(0).size() / Math.max(1, mean.size());
      Kernels kernels = call.kernels();
      kernels.axpby(momentum, mean, 1 - momentum, call.input(3));
      if (count > 1) {
        double unbiased = (double) count / (count - 1);
        kernels.axpby(momentum * unbiased, variance, 1 - momentum, call.input(4));
      }
    }

    @Override
    public void backward(Call call) {
      call.kernels()
          .batchNormGradient(
              epsilon,
              call.input(0),
              call.saved(0),
              call.saved(1),
              call.input(1),
              call.outputGradient(),
              gradient(call, 0, call.output()),
              gradient(call, 1, call.saved(2)),
              gradient(call, 2, call.saved(3)));
    }
  }
}
