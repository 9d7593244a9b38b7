package dev.gatun.kit.engine;

import com.sun.management.ThreadMXBean;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.NotApplicable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules of empty tensors, of views, of copies to and fro, and of what calls leave behind.
final class LifetimeRules {
  private static final int REPEATS = 20;

  /// Vectors are objects until the compiler is done with the code, which takes so many calls, and
  /// at least so long on a busy machine.
  private static final int ROUNDS = 3000;

  private static final Duration LEAST = Duration.ofSeconds(12);
  private static final Duration MOST = Duration.ofSeconds(30);

  private LifetimeRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-53",
            Group.MEMORY,
            "Empty tensors are as good as others: nothing is read, written or thrown.",
            LifetimeRules::empty),
        new Rule(
            "ENG-54",
            Group.MEMORY,
            "Views of rows, ranges and reshapes at any address give what whole tensors give.",
            trial -> MemoryRules.each(trial, sample -> views(trial, sample))),
        new Rule(
            "ENG-55",
            Group.MEMORY,
            "Numbers of every type come back from the engine's memory as they went in.",
            LifetimeRules::transfers),
        new Rule(
            "ENG-56",
            Group.MEMORY,
            "Workspaces start with zeros, count their bytes, and count 0 once closed.",
            LifetimeRules::accounts),
        new Rule(
            "ENG-57",
            Group.MEMORY,
            "Calls make no objects, once the code is compiled; decompositions may.",
            LifetimeRules::allocatesNothing));
  }

  private static void empty(Trial trial) {
    for (int[] shape : new int[][] {{0, 5}, {4, 0}, {0, 0}}) {
      for (Operation operation : Operations.all()) {
        for (Sample sample : operation.samples(trial.draw(), shape[0], shape[1])) {
          Loaded loaded = trial.load(sample);
          loaded.call();
          for (int i = 0; i < loaded.operands().size(); i++) {
            Operand operand = loaded.operands().get(i);
            if (!operand.isWritten() || operand.size() == 0) {
              MemoryRules.requireSame(
                  loaded, i, 0, loaded.before(i).length, "a call on empty tensors");
            }
          }
          trial.recycle();
        }
      }
    }
  }

  /// Every tensor of a call is a view already; this makes them views of views, off any alignment,
  /// with the aligned ones for comparison.
  private static void views(Trial trial, Sample sample) {
    Loaded aligned = trial.load(sample, 0);
    aligned.call();
    Loaded views = trial.load(sample, 1 + trial.random().nextInt(15));
    for (int i = 0; i < views.operands().size(); i++) {
      Tensor tensor = views.tensor(i);
      Shape shape = tensor.shape();
      Shape column = Shape.of((int) shape.size(), 1);
      views.replace(i, tensor.reshape(column).rows(0, column.rows()).range(0, shape));
    }
    views.call();
    if (sample.whole() != null) {
      trial.same(sample, "as at an aligned address", aligned.outputs(), views.outputs());
    } else if (sample.bound() != null) {
      trial.agree(sample, views.outputs());
    }
  }

  private static void transfers(Trial trial) {
    for (ElementType type : ElementType.values()) {
      double[] values =
          switch (type) {
            case U8 -> trial.draw().integers(1000, 0, 256);
            case I32 -> {
              double[] integers = new double[1000];
              Arrays.setAll(integers, _ -> trial.random().nextInt());
              yield integers;
            }
            case F32 -> trial.draw().numbers(1000);
            case F64 -> trial.random().doubles(1000).toArray();
          };
      Tensor whole = trial.workspace().allocate(type, Shape.of(1000));
      trial.engine().upload(values, whole);
      double[] part = trial.engine().download(whole.range(137, Shape.of(19, 5)));
      Require.that(
          Arrays.equals(values, trial.engine().download(whole))
              && Arrays.equals(Arrays.copyOfRange(values, 137, 137 + 95), part),
          "download: numbers of type %s must be those uploaded",
          type);
    }
  }

  private static void accounts(Trial trial) {
    Workspace workspace = trial.engine().workspace("counted");
    try (workspace) {
      long bytes = 0;
      for (ElementType type : ElementType.values()) {
        for (int[] extents : new int[][] {{}, {3}, {5, 7}, {0, 4}, {2, 3, 4, 5}}) {
          Tensor tensor = workspace.allocate(type, Shape.of(extents));
          bytes += tensor.size() * type.bytes();
          Require.that(
              Arrays.stream(trial.engine().download(tensor)).allMatch(x -> x == 0),
              "allocate: %s must hold zeros, got %s",
              tensor,
              Arrays.toString(trial.engine().download(tensor)));
        }
      }
      Require.that(
          workspace.allocatedBytes() == bytes,
          "allocate: the workspace must count %d bytes, got %d",
          bytes,
          workspace.allocatedBytes());
    }
    Require.that(
        workspace.allocatedBytes() == 0,
        "close: the workspace must count 0 bytes, got %d",
        workspace.allocatedBytes());
  }

  private static void allocatesNothing(Trial trial) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
      throw new NotApplicable("this JVM does not tell how many bytes a thread allocates");
    }
    List<Loaded> calls = new ArrayList<>();
    for (Operation operation : Operations.all()) {
      // What a fallback over another memory serves, it copies.
      if (operation.group() != Group.LINEAR_ALGEBRA
          && (trial.isOnHost() || trial.engine().operations().contains(operation.name()))) {
        calls.add(trial.load(operation.samples(trial.draw(), 3, 21).getFirst()));
      }
    }
    long start = System.nanoTime();
    int rounds = 0;
    // Round by round, so that the compiler works on one operation while others are called.
    while (!calls.isEmpty()) {
      long nanos = System.nanoTime() - start;
      boolean late = nanos > MOST.toNanos() || (nanos > LEAST.toNanos() && rounds > ROUNDS);
      rounds++;
      calls.removeIf(call -> bytesPerCall(threads, trial, call, late) < 1);
    }
  }

  private static double bytesPerCall(ThreadMXBean threads, Trial trial, Loaded call, boolean late) {
    @Nullable Object[] arguments = call.arguments();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < REPEATS; i++) {
      call.call(trial.engine(), arguments);
    }
    double bytes = (double) (threads.getCurrentThreadAllocatedBytes() - before) / REPEATS;
    Require.that(
        bytes < 1 || !late,
        "%s: a call must allocate nothing, got %.0f bytes",
        call.sample(),
        bytes);
    return bytes;
  }
}
