package dev.gatun.tests.parity;

import dev.gatun.api.Optimizer;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.tests.pipeline.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Optimizers move parameters as PyTorch's do, step by step, the gradients being given.
final class OptimizerParityTest {
  private static final String TRAJECTORY = "trajectory";

  /// Operations in a row of one step: that of `adadelta` has the most.
  private static final int OPERATIONS = 10;

  static List<Fixture> cases() {
    return Fixture.all("optimizers");
  }

  /// One step of all parameters.
  private record Step(
      Kernels kernels,
      double rate,
      long step,
      Tensor parameters,
      List<Tensor> slots,
      List<Tensor> scratches,
      Tensor gradient)
      implements Optimizer.Update {
    @Override
    public Tensor slot(int index) {
      return slots.get(index);
    }

    @Override
    public Tensor scratch(int index) {
      return scratches.get(index);
    }

    @Override
    public Tensor[] partialGradients() {
      return new Tensor[] {gradient};
    }
  }

  /// {@return the parameters after each step, gradients and first parameters being moved}
  private static double[] trajectory(String id, Fixture fixture, double spread, int trial) {
    Engine engine = Trial.engine(id);
    Optimizer optimizer = Parity.component(fixture, Optimizer.class);
    double[] first = fixture.block("parameters").numbers();
    double[] gradients =
        Passes.moved(fixture.block("gradients").numbers(), spread, "gradients", trial);
    double[] trajectory = new double[gradients.length];
    Shape shape = Shape.of(first.length);
    try (Workspace workspace = engine.workspace("optimizer")) {
      Tensor parameters = workspace.allocate(engine.type(), shape);
      engine.upload(Passes.moved(first, spread, "parameters", trial), parameters);
      List<Tensor> slots = tensors(engine, workspace, shape, optimizer.slots());
      List<Tensor> scratches = tensors(engine, workspace, shape, optimizer.scratch());
      Tensor gradient = workspace.allocate(engine.type(), shape);
      for (int at = 0; at < gradients.length; at += first.length) {
        engine.upload(Arrays.copyOfRange(gradients, at, at + first.length), gradient);
        long step = at / first.length + 1L;
        optimizer.update(
            new Step(
                engine, optimizer.learningRate(), step, parameters, slots, scratches, gradient));
        System.arraycopy(engine.download(parameters), 0, trajectory, at, first.length);
      }
    }
    return trajectory;
  }

  private static List<Tensor> tensors(Engine engine, Workspace workspace, Shape shape, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> workspace.allocate(engine.type(), shape))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inFloat64(Fixture fixture) {
    double[] expected = fixture.block(TRAJECTORY).numbers();
    double[] trajectory = trajectory("reference", fixture, 0, 0);
    Closeness.assertAgree(fixture.text(), trajectory, expected, Parity.SHARE);
  }

  /// Every step adds its roundings to those of the steps before.
  @ParameterizedTest
  @MethodSource("cases")
  void inFloat32(Fixture fixture) {
    double[] expected = fixture.block(TRAJECTORY).numbers();
    double[] gradients = fixture.block("gradients").numbers();
    double[] first = fixture.block("parameters").numbers();
    Map<String, Double> bounds =
        Closeness.bounds(
            Parity.ROUNDINGS * OPERATIONS * (gradients.length / first.length),
            Map.of(TRAJECTORY, trajectory("reference", fixture, 0, 0)),
            List.of(gradients, first),
            (spread, trial) -> Map.of(TRAJECTORY, trajectory("reference", fixture, spread, trial)));
    double bound = Objects.requireNonNull(bounds.get(TRAJECTORY));
    for (String engine : Trial.fastEngines()) {
      Closeness.assertWithin(engine, trajectory(engine, fixture, 0, 0), expected, bound);
    }
  }
}
