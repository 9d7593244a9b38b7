package dev.gatun.kit.component;

import dev.gatun.api.Optimizer;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Rules of optimizers, tried on `½·Σ aᵢ·(xᵢ − 1)²`.
final class OptimizerRules {
  private static final int SIZE = 23;
  private static final int STEPS = 40;

  private OptimizerRules() {}

  static List<Rule> rules() {
    return List.of(
        rule(
            "CMP-50",
            Group.RESULTS,
            "Each step moves the parameters; forty bring a quadratic down.",
            OptimizerRules::descends),
        rule(
            "CMP-51",
            Group.RESULTS,
            "A gradient in parts is their sum: the update is the same.",
            OptimizerRules::parts),
        rule(
            "CMP-52",
            Group.RESULTS,
            "Parameters updated block by block are the same as at once.",
            OptimizerRules::blocks),
        rule(
            "CMP-53",
            Group.DETERMINISM,
            "What it remembers is in its slots: a second training gives the same bits.",
            OptimizerRules::repeats),
        rule(
            "CMP-54",
            Group.RESULTS,
            "A NaN in the gradient gives a NaN or an error.",
            OptimizerRules::damage));
  }

  private static Rule rule(String id, Group group, String text, Rule.Check check) {
    return new Rule(id, group, Set.of(Optimizer.class), text, check);
  }

  /// One training of the quadratic.
  private static final class Training {
    private final Engine engine;
    private final Optimizer optimizer;
    private final double[] curvatures = new double[SIZE];
    private final Tensor parameters;
    private final Tensor[] gradients;
    private final Tensor[] slots;
    private final Tensor[] scratch;
    private long step;

    Training(Trial trial, Engine engine, Workspace workspace, Optimizer optimizer, int parts) {
      this.engine = engine;
      this.optimizer = optimizer;
      RandomGenerator random = PhiloxRandom.of(trial.seed(), "quadratic");
      Arrays.setAll(curvatures, _ -> 0.5 + random.nextDouble());
      double[] start = new double[SIZE];
      Arrays.setAll(start, _ -> 1 + (random.nextBoolean() ? 1 : -1) * (1 + random.nextDouble()));
      parameters = block(workspace);
      engine.upload(start, parameters);
      gradients = blocks(workspace, parts);
      slots = blocks(workspace, optimizer.slots());
      scratch = blocks(workspace, optimizer.scratch());
    }

    private Tensor block(Workspace workspace) {
      return workspace.allocate(engine.type(), Shape.of(SIZE));
    }

    private Tensor[] blocks(Workspace workspace, int count) {
      return Stream.generate(() -> block(workspace)).limit(count).toArray(Tensor[]::new);
    }

    double loss() {
      double[] x = values();
      return IntStream.range(0, SIZE)
          .mapToDouble(i -> curvatures[i] * (x[i] - 1) * (x[i] - 1) / 2)
          .sum();
    }

    double[] values() {
      return engine.download(parameters);
    }

    /// @param ends of the blocks that are updated one by one
    void step(int... ends) {
      double[] x = values();
      double[] gradient = new double[SIZE];
      // A share that is a power of two: the parts add up to the gradient without rounding.
      Arrays.setAll(gradient, i -> curvatures[i] * (x[i] - 1) / gradients.length);
      update(gradient, ends);
    }

    void update(double[] share, int... ends) {
      for (Tensor part : gradients) {
        engine.upload(share, part);
      }
      step++;
      int from = 0;
      for (int end : ends) {
        optimizer.update(new Block(this, from, end - from));
        from = end;
      }
    }
  }

  /// A block of the parameters.
  private record Block(Training training, int from, int count) implements Optimizer.Update {
    private Tensor cut(Tensor tensor) {
      return tensor.range(from, Shape.of(count));
    }

    private static Tensor one(Tensor[] tensors, int index, String what) {
      Require.that(
          index >= 0 && index < tensors.length,
          "update: asks for %s(%d), of %d; declare as many with %s()",
          what,
          index,
          tensors.length,
          what + (what.equals("slot") ? "s" : ""));
      return tensors[index];
    }

    @Override
    public Engine kernels() {
      return training.engine;
    }

    @Override
    public double rate() {
      return training.optimizer.learningRate();
    }

    @Override
    public long step() {
      return training.step;
    }

    @Override
    public Tensor parameters() {
      return cut(training.parameters);
    }

    @Override
    public Tensor slot(int index) {
      return cut(one(training.slots, index, "slot"));
    }

    @Override
    public Tensor scratch(int index) {
      return cut(one(training.scratch, index, "scratch"));
    }

    @Override
    public Tensor gradient() {
      Tensor sum = cut(training.gradients[0]);
      for (int i = 1; i < training.gradients.length; i++) {
        training.engine.axpby(1, cut(training.gradients[i]), 1, sum);
      }
      return sum;
    }

    @Override
    public Tensor[] partialGradients() {
      return Arrays.stream(training.gradients).map(this::cut).toArray(Tensor[]::new);
    }
  }

  private static List<Engine> engines(Trial trial) {
    return Stream.concat(Stream.of(trial.reference()), trial.engines().stream()).toList();
  }

  private static void descends(Trial trial) {
    for (Engine engine : engines(trial)) {
      try (Workspace workspace = engine.workspace("optimizer")) {
        Optimizer optimizer = trial.make(Optimizer.class);
        Require.that(
            optimizer.learningRate() > 0 && Double.isFinite(optimizer.learningRate()),
            "learningRate: must be above 0, got %s",
            optimizer.learningRate());
        Training training = new Training(trial, engine, workspace, optimizer, 1);
        double before = training.loss();
        double[] start = training.values();
        for (int step = 0; step < STEPS; step++) {
          training.step(SIZE);
          Require.that(
              step > 0 || !Arrays.equals(start, training.values()),
              "update: must change parameters whose gradient is not 0, leaves them as they are");
        }
        Require.that(
            training.loss() < before,
            "update: %d steps must bring a quadratic down from %s, got %s; look at the sign of the step",
            STEPS,
            Require.number(before),
            Require.number(training.loss()));
      }
    }
  }

  private static double[] trained(
      Trial trial, Engine engine, Optimizer optimizer, int parts, int... ends) {
    try (Workspace workspace = engine.workspace("optimizer")) {
      Training training = new Training(trial, engine, workspace, optimizer, parts);
      for (int step = 0; step < 5; step++) {
        training.step(ends);
      }
      return training.values();
    }
  }

  private static void parts(Trial trial) {
    for (Engine engine : engines(trial)) {
      Optimizer optimizer = trial.make(Optimizer.class);
      Require.same(
          "on engine '%s' a parameter".formatted(engine.id()),
          "as with the gradient in one part",
          SIZE,
          trained(trial, engine, optimizer, 1, SIZE),
          trained(trial, engine, optimizer, 2, SIZE));
    }
  }

  private static void blocks(Trial trial) {
    Optimizer optimizer = trial.make(Optimizer.class);
    Require.same(
        "a parameter",
        "as with all at once",
        SIZE,
        trained(trial, trial.reference(), optimizer, 1, SIZE),
        trained(trial, trial.reference(), optimizer, 1, 7, 8, SIZE));
  }

  private static void repeats(Trial trial) {
    Optimizer optimizer = trial.make(Optimizer.class);
    for (Engine engine : engines(trial)) {
      Require.same(
          "on engine '%s' a parameter".formatted(engine.id()),
          "as in the training before",
          SIZE,
          trained(trial, engine, optimizer, 1, SIZE),
          trained(trial, engine, optimizer, 1, SIZE));
    }
  }

  private static void damage(Trial trial) {
    Engine engine = trial.reference();
    try (Workspace workspace = engine.workspace("optimizer")) {
      Training training = new Training(trial, engine, workspace, trial.make(Optimizer.class), 1);
      double[] gradient = new double[SIZE];
      Arrays.fill(gradient, Double.NaN);
      training.update(gradient, SIZE);
      Require.that(
          Arrays.stream(training.values()).allMatch(Double::isNaN),
          "update: a gradient of NaN must give NaN or an error, gives %s",
          Require.number(training.values()[0]));
    } catch (ArithmeticException | IllegalArgumentException e) {
      // An error is no silence.
    }
  }
}
