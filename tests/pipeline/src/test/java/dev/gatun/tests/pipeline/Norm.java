package dev.gatun.tests.pipeline;

import dev.gatun.api.graph.Call;
import dev.gatun.api.graph.Op;
import dev.gatun.api.graph.Row;
import dev.gatun.api.graph.RowOp;
import dev.gatun.engine.Binary;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Shape;
import java.util.List;

/// Ops as authors write them, each beside what it computes by composition.
final class Norm {
  private Norm() {}

  /// `Σⱼ w[j]·x[i, j]²`, row by row over plain numbers.
  record WeightedSquares() implements RowOp {
    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.getFirst().rows(), 1);
    }

    @Override
    public void forward(Row[] inputs, Row output) {
      double sum = 0;
      for (int j = 0; j < inputs[0].size(); j++) {
        sum += inputs[1].get(j) * inputs[0].get(j) * inputs[0].get(j);
      }
      output.set(0, sum);
    }

    @Override
    public void backward(Row[] inputs, Row output, Row outputGradient, Row[] inputGradients) {
      double dy = outputGradient.get(0);
      for (int j = 0; j < inputs[0].size(); j++) {
        double x = inputs[0].get(j);
        inputGradients[0].add(j, 2 * dy * inputs[1].get(j) * x);
        inputGradients[1].add(j, dy * x * x);
      }
    }
  }

  /// `a·b` element by element, over kernels. With a factor other than 1, its gradient is wrong on
  /// purpose.
  record Product(double factor) implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call) {
      call.kernels().binary(Binary.TIMES, call.input(0), call.input(1), call.output());
    }

    @Override
    public void backward(Call call) {
      Kernels kernels = call.kernels();
      for (int i = 0; i < 2; i++) {
        if (call.needsGradient(i)) {
          kernels.binary(
              Binary.TIMES, call.outputGradient(), call.input(1 - i), call.inputGradient(i));
        }
      }
      if (factor != 1 && call.needsGradient(0)) {
        kernels.axpby(factor - 1, call.outputGradient(), 1, call.inputGradient(0));
      }
    }
  }

  /// The sum of each row; no gradient, though one flows.
  record Unfinished() implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.getFirst().rows(), 1);
    }

    @Override
    public void forward(Call call) {
      call.kernels().reduce(Reduction.SUM, call.input(0), call.output());
    }
  }

  /// Its input, doubled in place of the gradient: uses the gradient of the output as scratch, as it
  /// may.
  record Scratch() implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call) {
      call.kernels().axpby(2, call.input(0), 0, call.output());
    }

    @Override
    public void backward(Call call) {
      call.kernels().axpby(2, call.outputGradient(), 0, call.inputGradient(0));
      call.kernels().fill(Double.NaN, call.outputGradient());
    }
  }
}
