package dev.gatun.api.graph;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.List;

/// The operations that draw random numbers, for each example its own.
final class RandomOps {
  private RandomOps() {}

  /// Requires an example for each row, since random numbers belong to examples.
  private static Shape ofExamples(String op, Shape x) {
    if (!x.isOpen()) {
      throw new ShapeMismatchException(
          "%s: random numbers are drawn for examples, so x must be [n, …], got %s"
              .formatted(op, x));
    }
    return x;
  }

  record Random(String purpose, boolean fixed) implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return ofExamples("random", inputs.getFirst());
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }

    @Override
    public void forward(Call call) {
      if (fixed) {
        call.fixedRandom(call.output());
      } else {
        call.random(call.output());
      }
    }
  }

  /// Random numbers in training, their mean in evaluation.
  record Uniform(String purpose, double from, double to) implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return ofExamples("uniform", inputs.getFirst());
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }

    @Override
    public void forward(Call call) {
      Tensor y = call.output();
      if (call.training()) {
        call.random(y);
        call.kernels().unary(Unary.AFFINE, to - from, from, y, y);
      } else {
        call.kernels().fill((from + to) / 2, y);
      }
    }
  }

  record Dropout(String purpose, double rate) implements Op {
    Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException("dropout: rate must be in [0, 1), got " + rate);
      }
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return ofExamples("dropout", inputs.getFirst());
    }

    @Override
    public List<Shape> saved(List<Shape> inputs) {
      return inputs;
    }

    @Override
    public boolean isIdentity(boolean training) {
      return !training || rate == 0;
    }

    @Override
    public void forward(Call call) {
      Tensor mask = call.saved(0);
      double keep = 1 - rate;
      call.random(mask);
      call.kernels().unary(Unary.BELOW, keep, 1 / keep, mask, mask);
      call.kernels().binary(Binary.TIMES, call.input(0), mask, call.output());
    }

    @Override
    public void backward(Call call) {
      if (!call.needsGradient(0)) {
        return;
      }
      if (rate == 0) {
        Ops.passGradient(call);
      } else {
        call.kernels()
            .binary(Binary.TIMES, call.outputGradient(), call.saved(0), call.inputGradient(0));
      }
    }
  }
}
