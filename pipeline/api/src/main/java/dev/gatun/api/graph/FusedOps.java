package dev.gatun.api.graph;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.List;

/// What [Fusion] puts in the place of several operations.
final class FusedOps {
  private FusedOps() {}

  /// `f(x·w + b)`: one product, and one pass over it for bias and activation.
  record Linear(Unary f, double p, double q) implements Op {
    @Override
    public String name() {
      return f == Unary.AFFINE ? "linear" : "linear+" + new Ops.Elementwise(f, p, q).name();
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.get(0).rows(), inputs.get(1).columns());
    }

    @Override
    public void forward(Call call) {
      Tensor y = call.output();
      call.kernels().gemm(false, false, 1, call.input(0), call.input(1), 0, y);
      call.kernels().biasActivation(f, p, q, y, call.input(2), y);
    }

    @Override
    public void backward(Call call) {
      Tensor dy = call.outputGradient();
      Tensor dbias = call.needsGradient(2) ? call.inputGradient(2) : call.saved(0);
      call.kernels().biasActivationGradient(f, p, q, call.output(), dy, dy, dbias);
      Ops.productGradients(call);
    }

    @Override
    public List<Shape> saved(List<Shape> inputs) {
      return List.of(inputs.get(2));
    }
  }

  /// Softmax and cross-entropy of labels with their gradient in one pass, the forward one: by the
  /// gradient of the losses where that is known beforehand, else by ones, which the backward pass
  /// then scales.
  record SoftmaxCrossEntropy() implements Op {
    @Override
    public String name() {
      return "softmax+cross-entropy";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.getFirst().rows(), 1);
    }

    @Override
    public void forward(Call call) {
      Tensor seeds = call.isSeeded() ? call.outputGradient() : call.saved(0);
      Tensor gradient = call.needsGradient(0) ? call.inputGradient(0) : null;
      if (gradient != null && !call.isSeeded()) {
        call.kernels().fill(1, seeds);
      }
      call.kernels()
          .softmaxCrossEntropy(call.input(0), call.input(1), seeds, call.output(), gradient);
    }

    @Override
    public void backward(Call call) {
      if (!call.isSeeded() && call.needsGradient(0)) {
        Tensor dx = call.inputGradient(0);
        call.kernels().binary(Binary.TIMES, dx, call.outputGradient(), dx);
      }
    }

    @Override
    public List<Shape> saved(List<Shape> inputs) {
      return List.of(shape(inputs));
    }
  }
}
