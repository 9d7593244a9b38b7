package dev.gatun.tests.bench;

import dev.gatun.api.Named;
import dev.gatun.api.Range;
import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.collect.Scale;
import dev.gatun.plugins.loss.CrossEntropy;
import dev.gatun.plugins.model.He;
import dev.gatun.plugins.model.Linear;
import dev.gatun.plugins.model.Relu;
import dev.gatun.plugins.model.Sequential;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.Sgd;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Throughput of training 784-512-10 (ReLU, cross-entropy, SGD with momentum) on 60,000 examples
/// kept as bytes, on both engines, beside the step's matrix products alone. Rounds are interleaved;
/// medians are printed.
///
/// Run with `mvn -Pbench -DskipTests verify -pl tests/bench -am`.
public final class TrainingBench {
  private static final int EXAMPLES = 60_000;
  private static final int ROUNDS = 5;
  private static final int THREADS = 2;
  private static final int[] WIDTHS = {784, 512, 10};

  private TrainingBench() {}

  /// Prints the table.
  ///
  /// @param arguments batch sizes; by default 32, 64, 128, 256 and 1024
  public static void main(String[] arguments) {
    if (CleanStart.ranElsewhere(TrainingBench.class, arguments)) {
      return;
    }
    int[] batches =
        arguments.length == 0
            ? new int[] {32, 64, 128, 256, 1024}
            : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    Engines engines = Engines.load(TrainingBench.class.getClassLoader());
    List<Engine> measured =
        List.of(engines.open("openblas").engine(), engines.open("java").engine());
    System.out.println(measured.getFirst().description());
    System.out.printf(
        "%6s %12s %12s %6s %12s %6s   (examples/s, medians of %d)%n",
        "batch", "limit", "openblas", "share", "java", "share", ROUNDS);
    try (Workspace data = Workspace.open("data")) {
      Examples examples = examples(data);
      for (int batch : batches) {
        print(batch, measured, examples);
      }
    }
  }

  private static void print(int batch, List<Engine> engines, Examples examples) {
    double[] limits = new double[ROUNDS];
    double[][] rates = new double[engines.size()][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      try (ProductLimit limit = new ProductLimit()) {
        limits[round] = batch / limit.seconds(WIDTHS, batch);
      }
      for (int i = 0; i < engines.size(); i++) {
        rates[i][round] = rate(engines.get(i), examples, batch);
      }
    }
    double limit = median(limits);
    System.out.printf(Locale.ROOT, "%6d %12.0f", batch, limit);
    for (double[] rate : rates) {
      System.out.printf(Locale.ROOT, " %12.0f %6.2f", median(rate), median(rate) / limit);
    }
    System.out.println();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Examples examples(Workspace data) {
    Tensor inputs = data.allocate(ElementType.U8, Shape.of(EXAMPLES, 784));
    Tensor labels = data.allocate(ElementType.I32, Shape.of(EXAMPLES));
    byte[] row = new byte[784];
    Random random = new Random(1);
    for (int i = 0; i < EXAMPLES; i++) {
      random.nextBytes(row);
      inputs.rows(i, 1).segment().copyFrom(MemorySegment.ofArray(row));
      labels.segment().setAtIndex(ValueLayout.JAVA_INT, i, i % 10);
    }
    List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return new Examples(
        inputs,
        Optional.of(new Range(0, 255)),
        new Targets.Classes(labels, names),
        Optional.empty());
  }

  /// {@return examples per second of the second of two epochs}
  private static double rate(Engine engine, Examples examples, int batch) {
    try (Workspace workspace = engine.workspace("bench")) {
      Network network =
          Network.prepare(
                  examples,
                  List.of(new Named<>("scale", 1, new Scale(new Range(0, 1), Optional.empty()))))
              .model(
                  new Sequential(
                      List.of(
                          new Named<>("hidden", 1, new Linear(512, true, new He())),
                          new Named<>("relu", 1, new Relu()),
                          new Named<>("output", 1, new Linear(10, true, new He())))))
              .losses(List.of(new Named<>("cross-entropy", 1, new CrossEntropy())));
      Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
      parameters.initialize(7);
      Measured training = new Measured(engine, workspace, network, parameters, examples);
      new GradientDescent(
              2,
              batch,
              new Sgd(0.05, 0.9, 1e-4, false),
              new Constant(),
              List.of(),
              Optional.empty())
          .train(training);
      return training.rates.getLast();
    }
  }

  /// A training that only measures.
  private record Measured(
      Engine engine,
      Workspace workspace,
      Network network,
      Parameters parameters,
      Examples examples,
      int[] rows,
      List<Double> rates)
      implements Trainer.Training {
    Measured(
        Engine engine,
        Workspace workspace,
        Network network,
        Parameters parameters,
        Examples examples) {
      this(
          engine,
          workspace,
          network,
          parameters,
          examples,
          IntStream.range(0, EXAMPLES).toArray(),
          new ArrayList<>());
    }

    @Override
    public long seed() {
      return 7;
    }

    @Override
    public int threads() {
      return THREADS;
    }

    @Override
    public Optional<Trainer.Checkpoint> checkpoint() {
      return Optional.empty();
    }

    @Override
    public boolean interrupted() {
      return false;
    }

    @Override
    public void progress(int epoch, long done, long steps, double loss) {}

    @Override
    public boolean epochDone(Trainer.Checkpoint state, double loss, long trained, long nanos) {
      return rates.add(trained / (nanos / 1e9));
    }

    @Override
    public void stopped(Trainer.Checkpoint state) {}

    @Override
    public void note(String key, String value) {}

    @Override
    public Map<String, String> notes() {
      return Map.of();
    }
  }
}
