package dev.gatun.tests.example;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Call;
import dev.gatun.api.graph.Op;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Binary;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.List;

/// The swish activation, as an op with its own passes over kernels: one number kept for each input
/// instead of the three that `x.times(x.times(steepness).sigmoid())` keeps.
@Component(
    name = "swish",
    summary = "x times the logistic function of a multiple of it",
    formula = "x·σ(βx)",
    source = "Ramachandran et al. 2017, Searching for Activation Functions, section 4")
public record Swish(@Option("β; 1 is silu") @Default("1") @Above(0) double steepness)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.apply(new Gate(steepness));
  }

  private record Gate(double steepness) implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    /// σ(βx).
    @Override
    public List<Shape> saved(List<Shape> inputs) {
      return inputs;
    }

    @Override
    public void forward(Call call) {
      Kernels kernels = call.kernels();
      Tensor gate = call.saved(0);
      kernels.unary(Unary.AFFINE, steepness, 0, call.input(0), gate);
      kernels.unary(Unary.SIGMOID, 0, 0, gate, gate);
      kernels.binary(Binary.TIMES, call.input(0), gate, call.output());
    }

    /// `dx = dy·(gate + β·y·(1 − gate))`, from the inside out.
    @Override
    public void backward(Call call) {
      Kernels kernels = call.kernels();
      Tensor gate = call.saved(0);
      Tensor dx = call.inputGradient(0);
      kernels.unary(Unary.AFFINE, -1, 1, gate, dx);
      kernels.binary(Binary.TIMES, call.output(), dx, dx);
      kernels.axpby(1, gate, steepness, dx);
      kernels.binary(Binary.TIMES, call.outputGradient(), dx, dx);
    }
  }
}
