package dev.gatun.kit.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Rules of the same bits again.
final class DeterminismRules {
  private static final int REPEATS = 100;
  private static final int CALLERS = 4;
  private static final int ROUNDS = 10;

  private DeterminismRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-58",
            Group.DETERMINISM,
            "The same arguments give the same bits, a hundred times.",
            DeterminismRules::repeats),
        new Rule(
            "ENG-59",
            Group.DETERMINISM,
            "Threads that call at once, each with results of its own, get the same bits.",
            DeterminismRules::atOnce),
        new Rule(
            "ENG-60",
            Group.DETERMINISM,
            "With more threads to a call results stay within their bounds, and the same each time.",
            DeterminismRules::threads),
        new Rule(
            "ENG-61",
            Group.DETERMINISM,
            "Rows that do not depend on each other have the same bits in any part of a batch.",
            DeterminismRules::parts));
  }

  private static void repeats(Trial trial) {
    for (Operation operation : Operations.all()) {
      for (Sample sample : operation.samples(trial.draw(), 5, 19)) {
        repeats(trial, sample, REPEATS);
      }
    }
    ProductSamples.all(trial.draw(), 60, 300, 70).forEach(sample -> repeats(trial, sample, 10));
  }

  private static void repeats(Trial trial, Sample sample, int count) {
    Loaded loaded = trial.load(sample);
    loaded.call();
    double[][] first = loaded.outputs();
    for (int i = 1; i < count; i++) {
      loaded.reset();
      loaded.call();
      trial.same(sample, "as in the first call", first, loaded.outputs());
    }
    trial.recycle();
  }

  private static void atOnce(Trial trial) {
    List<Sample> samples = new ArrayList<>();
    for (Operation operation : Operations.all()) {
      samples.addAll(operation.samples(trial.draw(), 7, 37));
    }
    samples.addAll(ProductSamples.all(trial.draw(), 90, 200, 60));
    for (int from = 0; from < samples.size(); from += 20) {
      atOnce(trial, samples.subList(from, Math.min(from + 20, samples.size())));
      trial.recycle();
    }
  }

  private static void atOnce(Trial trial, List<Sample> samples) {
    List<double[][]> expected = new ArrayList<>();
    List<List<Loaded>> calls = new ArrayList<>();
    for (Sample sample : samples) {
      Loaded alone = trial.load(sample, 0);
      alone.call();
      expected.add(alone.outputs());
    }
    for (int caller = 0; caller < CALLERS; caller++) {
      calls.add(samples.stream().map(sample -> trial.load(sample, 0)).toList());
    }
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<Thread> threads =
        calls.stream()
            .map(own ->
                Thread.ofPlatform()
                    .uncaughtExceptionHandler((_, e) -> failure.compareAndSet(null, e))
                    .start(() -> rounds(trial, own, expected)))
            .toList();
    threads.forEach(DeterminismRules::join);
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new AssertionError("callers throw unchecked exceptions", e);
    }
  }

  private static void rounds(Trial trial, List<Loaded> calls, List<double[][]> expected) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < calls.size(); i++) {
        calls.get(i).reset();
        calls.get(i).call();
        trial.same(
            calls.get(i).sample(), "as on one thread", expected.get(i), calls.get(i).outputs());
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an engine was tried", e);
    }
  }

  private static void threads(Trial trial) {
    List<Sample> samples = new ArrayList<>();
    for (Operation operation : Operations.all()) {
      if (operation.group() != Group.LINEAR_ALGEBRA) {
        samples.addAll(operation.samples(trial.draw(), 24, 130));
      }
    }
    samples.addAll(ProductSamples.all(trial.draw(), 200, 150, 170).subList(0, 3));
    trial.engine().threads(2);
    for (Sample sample : samples) {
      trial.agree(sample);
      repeats(trial, sample, 3);
    }
  }

  private static void parts(Trial trial) {
    for (int[] shape : new int[][] {{5, 3}, {9, 33}, {20, 17}}) {
      for (Operation operation : Operations.all()) {
        for (Sample sample : operation.samples(trial.draw(), shape[0], shape[1])) {
          if (sample.whole() != null) {
            parts(trial, sample);
          }
        }
      }
    }
  }

  private static void parts(Trial trial, Sample sample) {
    Loaded loaded = trial.load(sample);
    loaded.call();
    double[][] expected = loaded.outputs();
    List<String> whole = Objects.requireNonNull(sample.whole());
    int rows = sample.written().getFirst().shape().rows();
    for (int[] part : new int[][] {{0, 1}, {1, rows - 1}, {rows / 2, rows - rows / 2}}) {
      int from = part[0];
      int count = part[1];
      if (count > 0) {
        Sample some = sample.map(o -> whole.contains(o.name()) ? o : o.rows(from, count));
        Loaded alone = trial.load(some);
        alone.call();
        double[][] rowsOf = new double[expected.length][];
        for (int i = 0; i < rowsOf.length; i++) {
          int columns = sample.written().get(i).shape().columns();
          rowsOf[i] = Arrays.copyOfRange(expected[i], from * columns, (from + count) * columns);
        }
        trial.same(some, "as among %d rows".formatted(rows), rowsOf, alone.outputs());
      }
    }
    trial.recycle();
  }
}
