package dev.gatun.api.graph;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /// The loss of each row with its gradient in one pass, the forward one: by the gradient of the
  /// losses where that is known beforehand, else by ones, which the backward pass then scales.
  interface RowLoss extends Op {
    /// Calls the kernel.
    ///
    /// @param seeds the gradient with respect to each loss
    /// @param gradient with respect to the first input; null where it is not wanted
    void compute(Call call, Tensor seeds, @Nullable Tensor gradient);

    @Override
    default Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.getFirst().rows(), 1);
    }

    @Override
    default void forward(Call call) {
      Tensor seeds = call.isSeeded() ? call.outputGradient() : call.saved(0);
      Tensor gradient = call.needsGradient(0) ? call.inputGradient(0) : null;
      if (gradient != null && !call.isSeeded()) {
        call.kernels().fill(1, seeds);
      }
      compute(call, seeds, gradient);
    }

    @Override
    default void backward(Call call) {
      if (!call.isSeeded() && call.needsGradient(0)) {
        Tensor dx = call.inputGradient(0);
        call.kernels().binary(Binary.TIMES, dx, call.outputGradient(), dx);
      }
    }

    @Override
    default List<Shape> saved(List<Shape> inputs) {
      return List.of(shape(inputs));
    }
  }

  /// Softmax and cross-entropy of labels.
  record SoftmaxCrossEntropy() implements RowLoss {
    @Override
    public String name() {
      return "softmax+cross-entropy";
    }

    @Override
    public void compute(Call call, Tensor seeds, @Nullable Tensor gradient) {
      call.kernels()
          .softmaxCrossEntropy(call.input(0), call.input(1), seeds, call.output(), gradient);
    }
  }

  /// Half the squared distance of numbers from others that take no gradient.
  record SquaredDistance() implements RowLoss {
    @Override
    public String name() {
      return "squared distance";
    }

    @Override
    public void compute(Call call, Tensor seeds, @Nullable Tensor gradient) {
      call.kernels().squaredDistance(call.input(0), call.input(1), seeds, call.output(), gradient);
    }
  }
}
