package dev.gatun.kit;

import dev.gatun.api.Optimizer;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import java.util.stream.Stream;

/// The one block of parameters that an optimizer is tried on.
final class ProbeUpdate implements Optimizer.Update {
  private final Engine engine;
  private final double rate;
  private final Tensor parameters;
  private final Tensor gradient;
  private final Tensor[] slots;
  private final Tensor[] scratch;
  private long step;

  ProbeUpdate(Optimizer optimizer, Engine engine, Workspace workspace, int size) {
    this.engine = engine;
    rate = optimizer.learningRate();
    Stream<Tensor> blocks =
        Stream.generate(() -> workspace.allocate(engine.type(), Shape.of(1, size)));
    Tensor[] all = blocks.limit(2 + optimizer.slots() + optimizer.scratch()).toArray(Tensor[]::new);
    parameters = all[0];
    gradient = all[1];
    slots = Arrays.copyOfRange(all, 2, 2 + optimizer.slots());
    scratch = Arrays.copyOfRange(all, 2 + optimizer.slots(), all.length);
  }

  void begin(double[] numbers) {
    engine.upload(numbers, gradient);
    step++;
  }

  @Override
  public Kernels kernels() {
    return engine;
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public Tensor parameters() {
    return parameters;
  }

  @Override
  public Tensor slot(int index) {
    return slots[index];
  }

  @Override
  public Tensor scratch(int index) {
    return scratch[index];
  }

  @Override
  public Tensor gradient() {
    return gradient;
  }

  @Override
  public Tensor[] partialGradients() {
    return new Tensor[] {gradient};
  }
}
