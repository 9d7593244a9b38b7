package dev.gatun.runner;

import dev.gatun.api.profile.Work;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What a run's engine reaches at most on this machine, measured with all of the run's workers at
/// once: large products, and copies of as many bytes as the run's kernels move.
///
/// Small copies stay in a cache and are faster, so a kernel is held against copies of its own size.
///
/// @param operations of products, a nanosecond, of all workers together
/// @param bytes a nanosecond, read or written by the copies of all workers together, by how many
///   bytes one copy moves: powers of two
record Limits(double operations, SequencedMap<Long, Double> bytes) {
  private static final int EXTENT = 512;
  private static final long LEAST_BYTES = 1 << 12;
  private static final long MOST_BYTES = 1 << 26;
  private static final int TURNS = 3;

  /// How long products and copies go on in one turn, in nanoseconds.
  private static final long PRODUCT_TURN = 20_000_000;

  private static final long COPY_TURN = 3_000_000;

  /// Measures.
  ///
  /// @param engine of the run, told how many threads one worker may use
  /// @param workers that compute at the same time, at least 1
  /// @param works what the run's kernels did
  static Limits measure(Engine engine, int workers, Collection<Work> works) {
    long most = works.stream().mapToLong(Limits::size).max().orElse(LEAST_BYTES);
    try (Workspace workspace = engine.workspace("limits")) {
      double operations =
          2.0 * EXTENT * EXTENT * EXTENT * rate(products(engine, workspace, workers), PRODUCT_TURN);
      List<Tensor> blocks = blocks(engine, workspace, workers, most);
      SequencedMap<Long, Double> bytes = new TreeMap<>();
      works.stream()
          .map(Limits::size)
          .distinct()
          .forEach(size -> bytes.put(size, size * rate(copies(engine, blocks, size), COPY_TURN)));
      return new Limits(operations, bytes);
    }
  }

  /// {@return how long the workers would need together at the rates measured, in nanoseconds}
  ///
  /// @param work of one call
  double nanos(Work work) {
    double moving = work.bytes() / bytes.getOrDefault(size(work), Double.POSITIVE_INFINITY);
    return Math.max(work.operations() / operations, moving);
  }

  private static long size(Work work) {
    long next = Long.highestOneBit(Math.max(1, work.bytes() - 1)) << 1;
    return Math.clamp(next, LEAST_BYTES, MOST_BYTES);
  }

  private static List<Runnable> products(Engine engine, Workspace workspace, int workers) {
    Shape square = Shape.of(EXTENT, EXTENT);
    List<Runnable> products = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Tensor a = workspace.allocate(engine.type(), square);
      Tensor b = workspace.allocate(engine.type(), square);
      Tensor c = workspace.allocate(engine.type(), square);
      engine.fill(0.5, a);
      engine.fill(0.5, b);
      products.add(() -> engine.gemm(false, false, 1, a, b, 0, c));
    }
    return products;
  }

  /// {@return for each worker, room for the largest copy}
  private static List<Tensor> blocks(Engine engine, Workspace workspace, int workers, long bytes) {
    int numbers = Math.toIntExact(bytes / engine.type().bytes());
    return IntStream.range(0, workers)
        .mapToObj(_ -> workspace.allocate(engine.type(), Shape.of(numbers)))
        .toList();
  }

  private static List<Runnable> copies(Engine engine, List<Tensor> blocks, long bytes) {
    int half = (int) (bytes / 2 / engine.type().bytes());
    List<Runnable> copies = new ArrayList<>();
    for (Tensor block : blocks) {
      Tensor from = block.range(0, Shape.of(half));
      Tensor to = block.range(half, Shape.of(half));
      copies.add(() -> engine.copy(from, to));
    }
    return copies;
  }

  /// {@return calls a nanosecond of all workers together, in the best of some turns}
  private static double rate(List<Runnable> workers, long nanos) {
    double best = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      best = Math.max(best, turn(workers, nanos));
    }
    return best;
  }

  private static double turn(List<Runnable> workers, long nanos) {
    double[] rates = new double[workers.size()];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      int index = i;
      threads.add(
          Thread.ofPlatform()
              .name("gatun-limit-" + i)
              .daemon()
              .start(() -> rates[index] = repeat(workers.get(index), nanos)));
    }
    double sum = 0;
    for (int i = 0; i < rates.length; i++) {
      join(threads.get(i));
      sum += rates[i];
    }
    return sum;
  }

  private static double repeat(Runnable work, long nanos) {
    work.run();
    long begin = System.nanoTime();
    long end = begin;
    long calls = 0;
    while (end - begin < nanos) {
      work.run();
      calls++;
      end = System.nanoTime();
    }
    return (double) calls / (end - begin);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring limits", e);
    }
  }
}
