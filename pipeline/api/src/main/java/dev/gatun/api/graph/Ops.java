package dev.gatun.api.graph;

import dev.gatun.engine.Binary;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// The operations behind the methods of [Value].
final class Ops {
  private Ops() {}

  record OneHot(int classes) implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.getFirst().rows(), classes);
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }

    @Override
    public void forward(Call call) {
      Tensor y = call.output();
      MemorySegment labels = call.input(0).segment();
      call.kernels().fill(0, y);
      for (int i = 0; i < y.rows(); i++) {
        long at = (long) i * classes + labels.getAtIndex(ValueLayout.JAVA_INT, i);
        if (y.type() == ElementType.F64) {
          y.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, at, 1);
        } else {
          y.segment().setAtIndex(ValueLayout.JAVA_FLOAT, at, 1);
        }
      }
    }
  }

  record MatMul() implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      Shape x = inputs.get(0);
      Shape w = inputs.get(1);
      if (w.isOpen() || w.rank() != 2 || x.columns() != w.rows()) {
        throw new ShapeMismatchException(
            "matmul: x·w needs w of [%d, …], got x %s, w %s".formatted(x.columns(), x, w));
      }
      return Shape.of(x.rows(), w.columns());
    }

    @Override
    public void forward(Call call) {
      call.kernels().gemm(false, false, 1, call.input(0), call.input(1), 0, call.output());
    }

    @Override
    public void backward(Call call) {
      productGradients(call);
    }
  }

  /// The gradients of `x·w`, from the output's gradient.
  static void productGradients(Call call) {
    if (call.needsGradient(1)) {
      call.kernels()
          .gemm(true, false, 1, call.input(0), call.outputGradient(), 0, call.inputGradient(1));
    }
    if (call.needsGradient(0)) {
      call.kernels()
          .gemm(false, true, 1, call.outputGradient(), call.input(1), 0, call.inputGradient(0));
    }
  }

  /// A function of one number.
  record Elementwise(Unary f, double p, double q) implements Op {
    @Override
    public String name() {
      return f.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call) {
      call.kernels().unary(f, p, q, call.input(0), call.output());
    }

    @Override
    public void backward(Call call) {
      if (call.needsGradient(0)) {
        call.kernels()
            .unaryGradient(
                f,
                p,
                q,
                call.input(0),
                call.output(),
                call.outputGradient(),
                call.inputGradient(0));
      }
    }
  }

  record Softmax() implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call) {
      call.kernels().softmax(call.input(0), call.output());
    }

    @Override
    public void backward(Call call) {
      if (call.needsGradient(0)) {
        call.kernels().softmaxGradient(call.output(), call.outputGradient(), call.inputGradient(0));
      }
    }
  }

  record LogSoftmax() implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call) {
      call.kernels().logSoftmax(call.input(0), call.output());
    }

    @Override
    public void backward(Call call) {
      if (call.needsGradient(0)) {
        call.kernels()
            .logSoftmaxGradient(call.output(), call.outputGradient(), call.inputGradient(0));
      }
    }
  }

  /// The sum of each row, or of everything.
  record Sum(boolean everything) implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(everything ? 1 : inputs.getFirst().rows(), 1);
    }

    @Override
    public void forward(Call call) {
      call.kernels().reduce(Reduction.SUM, call.input(0), call.output());
    }

    @Override
    public void backward(Call call) {
      if (call.needsGradient(0)) {
        call.kernels().copy(call.outputGradient(), call.inputGradient(0));
      }
    }
  }

  /// The same numbers in another shape.
  record Reshape(Shape to) implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      Shape from = inputs.getFirst();
      boolean fits =
          from.isOpen()
              ? to.isOpen() && from.columns() == to.columns()
              : !to.isOpen() && from.size() == to.size();
      if (!fits) {
        throw new ShapeMismatchException(
            "reshape: %s and %s differ in their number of elements".formatted(from, to));
      }
      return to;
    }

    @Override
    public boolean isIdentity(boolean training) {
      return true;
    }

    @Override
    public void forward(Call call) {}

    @Override
    public void backward(Call call) {
      passGradient(call);
    }
  }

  /// Hands the output's gradient on, for ops that are the identity: it has been given the input's
  /// shape.
  static void passGradient(Call call) {
    if (call.needsGradient(0)) {
      Tensor dx = call.inputGradient(0);
      call.kernels().axpby(1, call.outputGradient(), 0, dx);
    }
  }

  record Columns(int from, int count) implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      Shape x = inputs.getFirst();
      if (from < 0 || count < 0 || from > x.columns() - count) {
        throw new ShapeMismatchException(
            "columns: no %d columns from %d in %s".formatted(count, from, x));
      }
      return Shape.of(x.rows(), count);
    }

    @Override
    public void forward(Call call) {
      call.kernels().copyColumns(call.input(0), from, call.output(), 0, count);
    }

    @Override
    public void backward(Call call) {
      if (call.needsGradient(0)) {
        call.kernels().fill(0, call.inputGradient(0));
        call.kernels().copyColumns(call.outputGradient(), 0, call.inputGradient(0), from, count);
      }
    }
  }

  record Beside() implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      Shape left = inputs.get(0);
      Shape right = inputs.get(1);
      if (left.rows() != right.rows()) {
        throw new ShapeMismatchException("beside: rows differ: %s, %s".formatted(left, right));
      }
      return Shape.of(left.rows(), left.columns() + right.columns());
    }

    @Override
    public void forward(Call call) {
      int left = call.input(0).columns();
      call.kernels().copyColumns(call.input(0), 0, call.output(), 0, left);
      call.kernels().copyColumns(call.input(1), 0, call.output(), left, call.input(1).columns());
    }

    @Override
    public void backward(Call call) {
      for (int i = 0; i < 2; i++) {
        if (call.needsGradient(i)) {
          int from = i == 0 ? 0 : call.input(0).columns();
          call.kernels()
              .copyColumns(
                  call.outputGradient(), from, call.inputGradient(i), 0, call.input(i).columns());
        }
      }
    }
  }

  /// `x·scale + shift` by constants: what data preparation does, and what gathering can fold in.
  record Scaled() implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      Shape x = inputs.get(0);
      Shape scale = inputs.get(1);
      boolean fits = scale.rows() == 1 && (scale.columns() == 1 || scale.columns() == x.columns());
      if (!fits || !scale.equals(inputs.get(2))) {
        throw new ShapeMismatchException(
            "scaled: scale and shift must be [1, %d] or [1, 1], got %s and %s for x %s"
                .formatted(x.columns(), scale, inputs.get(2), x));
      }
      return x;
    }

    @Override
    public void forward(Call call) {
      Kernels kernels = call.kernels();
      kernels.binary(Binary.TIMES, call.input(0), call.input(1), call.output());
      kernels.binary(Binary.PLUS, call.output(), call.input(2), call.output());
    }

    @Override
    public void backward(Call call) {
      if (call.needsGradient(0)) {
        call.kernels()
            .binary(Binary.TIMES, call.outputGradient(), call.input(1), call.inputGradient(0));
      }
    }
  }

  record Detached() implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }

    @Override
    public boolean isIdentity(boolean training) {
      return true;
    }

    @Override
    public void forward(Call call) {}
  }
}
