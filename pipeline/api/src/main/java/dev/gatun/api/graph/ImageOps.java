package dev.gatun.api.graph;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import dev.gatun.engine.Window;
import java.util.List;

/// The operations behind [Images].
final class ImageOps {
  private ImageOps() {}

  private static Shape images(String op, Shape x) {
    if (x.rank() != 4) {
      throw new ShapeMismatchException(
          "%s: needs images [n, channels, height, width], got %s".formatted(op, x));
    }
    return x;
  }

  /// {@return the shape of what a window gives; the window has been found to fit}
  private static Shape output(String op, Window window, Shape x, int channels) {
    int height = window.outputHeight(images(op, x).extent(2));
    int width = window.outputWidth(x.extent(3));
    if (height == 0 || width == 0) {
      throw new ShapeMismatchException(
          "%s: a window of %d by %d must lie in the padded image, got %s with padding [%d, %d]"
              .formatted(
                  op,
                  reach(window.kernelHeight(), window.dilationHeight()),
                  reach(window.kernelWidth(), window.dilationWidth()),
                  x,
                  window.paddingHeight(),
                  window.paddingWidth()));
    }
    return Shape.of(x.rows(), channels, height, width);
  }

  private static int reach(int kernel, int dilation) {
    return (kernel - 1) * dilation + 1;
  }

  /// {@return the number of groups}
  private static int groups(String op, Shape channelsOf, int part) {
    int channels = channelsOf.extent(1);
    if (part == 0 || channels % part != 0) {
      throw new ShapeMismatchException(
          "%s: a weight for %d channels a group does not divide %s"
              .formatted(op, part, channelsOf));
    }
    return channels / part;
  }

  private static void kernel(String op, Window window, Shape weight) {
    if (weight.isOpen()
        || weight.rank() != 4
        || weight.extent(2) != window.kernelHeight()
        || weight.extent(3) != window.kernelWidth()) {
      throw new ShapeMismatchException(
          "%s: the weight must be [outputs, channels / groups, %d, %d], got %s"
              .formatted(op, window.kernelHeight(), window.kernelWidth(), weight));
    }
  }

  /// Inputs: images, weight and, where there is one, bias.
  record Convolution(Window window) implements Op {
    @Override
    public String name() {
      return "convolution";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      Shape x = images(name(), inputs.get(0));
      Shape weight = inputs.get(1);
      kernel(name(), window, weight);
      int outputs = weight.extent(0);
      int groups = groups(name(), x, weight.extent(1));
      if (outputs % groups != 0) {
        throw new ShapeMismatchException(
            "%s: %d groups must divide the outputs of the weight %s"
                .formatted(name(), groups, weight));
      }
      if (inputs.size() > 2 && !inputs.get(2).equals(Shape.of(1, outputs))) {
        throw new ShapeMismatchException(
            "%s: the bias must be [1, %d], got %s".formatted(name(), outputs, inputs.get(2)));
      }
      return output(name(), window, x, outputs);
    }

    @Override
    public List<Shape> saved(List<Shape> inputs) {
      return inputs.subList(2, inputs.size());
    }

    @Override
    public void forward(Call call) {
      Tensor bias = call.inputs() > 2 ? call.input(2) : null;
      call.kernels().convolution(window, call.input(0), call.input(1), bias, call.output());
    }

    @Override
    public void backward(Call call) {
      Tensor dy = call.outputGradient();
      boolean bias = call.inputs() > 2 && call.needsGradient(2);
      if (call.needsGradient(1)) {
        Tensor dbias = bias ? call.inputGradient(2) : null;
        call.kernels()
            .convolutionParameterGradient(window, call.input(0), dy, call.inputGradient(1), dbias);
      } else if (bias) {
        biasGradient(call, dy);
      }
      if (call.needsGradient(0)) {
        call.kernels().convolutionInputGradient(window, dy, call.input(1), call.inputGradient(0));
      }
    }

    /// The gradient of the bias beside a weight that is not trained: the sum over each channel, by
    /// its mean.
    private static void biasGradient(Call call, Tensor dy) {
      Tensor dbias = call.inputGradient(2);
      call.kernels().channelMoments(dy, dbias, call.saved(0));
      double count = (double) dy.size() / dbias.size();
      call.kernels().unary(Unary.AFFINE, count, 0, dbias, dbias);
    }
  }

  /// The gradient of a convolution with respect to its input, as an operation of its own. Inputs:
  /// images and weight.
  record TransposedConvolution(Window window, int groups, int height, int width) implements Op {
    @Override
    public String name() {
      return "transposed convolution";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      Shape x = images(name(), inputs.get(0));
      Shape weight = inputs.get(1);
      kernel(name(), window, weight);
      if (weight.extent(0) != x.extent(1) || x.extent(1) % groups != 0) {
        throw new ShapeMismatchException(
            "%s: the weight must be [%d, …], a multiple of %d groups, for %s, got %s"
                .formatted(name(), x.extent(1), groups, x, weight));
      }
      if (window.outputHeight(height) != x.extent(2) || window.outputWidth(width) != x.extent(3)) {
        throw new ShapeMismatchException(
            "%s: the window does not lead from %d by %d to %s".formatted(name(), height, width, x));
      }
      return Shape.of(x.rows(), weight.extent(1) * groups, height, width);
    }

    @Override
    public void forward(Call call) {
      call.kernels().convolutionInputGradient(window, call.input(0), call.input(1), call.output());
    }

    @Override
    public void backward(Call call) {
      Tensor dy = call.outputGradient();
      if (call.needsGradient(1)) {
        call.kernels()
            .convolutionParameterGradient(window, dy, call.input(0), call.inputGradient(1), null);
      }
      if (call.needsGradient(0)) {
        call.kernels().convolution(window, dy, call.input(1), null, call.inputGradient(0));
      }
    }
  }

  /// The greatest number under each position of a window.
  record MaxPool(Window window) implements Op {
    @Override
    public String name() {
      return "max-pool";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      Shape x = images(name(), inputs.getFirst());
      return output(name(), window, x, x.extent(1));
    }

    @Override
    public List<Shape> saved(List<Shape> inputs) {
      return List.of(shape(inputs));
    }

    @Override
    public ElementType savedType(int index, ElementType arithmetic) {
      return ElementType.I32;
    }

    @Override
    public void forward(Call call) {
      call.kernels().maxPool(window, call.input(0), call.output(), call.saved(0));
    }

    @Override
    public void backward(Call call) {
      if (call.needsGradient(0)) {
        call.kernels().maxPoolGradient(call.outputGradient(), call.saved(0), call.inputGradient(0));
      }
    }
  }

  /// The mean of the numbers under each position of a window.
  record AveragePool(Window window, boolean countPadding) implements Op {
    @Override
    public String name() {
      return "average-pool";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      Shape x = images(name(), inputs.getFirst());
      return output(name(), window, x, x.extent(1));
    }

    @Override
    public void forward(Call call) {
      call.kernels().averagePool(window, countPadding, call.input(0), call.output());
    }

    @Override
    public void backward(Call call) {
      if (call.needsGradient(0)) {
        call.kernels()
            .averagePoolGradient(
                window, countPadding, call.outputGradient(), call.inputGradient(0));
      }
    }
  }

  /// Columns chosen by number. Inputs: a value, and the numbers.
  record Pick(int count) implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.getFirst().rows(), count);
    }

    @Override
    public void forward(Call call) {
      call.kernels().gatherColumns(call.input(0), call.input(1), call.output());
    }

    @Override
    public void backward(Call call) {
      if (call.needsGradient(0)) {
        call.kernels()
            .gatherColumnsGradient(call.outputGradient(), call.input(1), call.inputGradient(0));
      }
    }
  }
}
