package dev.gatun.tests.engines;

import static dev.gatun.tests.engines.Fault.at;
import static dev.gatun.tests.engines.Fault.put;
import static dev.gatun.tests.engines.Fault.spoil;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls that touch what they should not, or do not give the same bits again.
final class ConductFaults {
  private ConductFaults() {}

  static List<Fault> memory() {
    return List.of(
        new Fault(
            "ENG-48",
            "softmax",
            "writes one element past the end",
            call -> {
              call.proceed();
              Tensor y = call.tensor(1);
              beyond(y).setAtIndex(JAVA_FLOAT, y.size(), 0);
            }),
        new Fault(
            "ENG-49",
            "reduce",
            "modifies its argument",
            call -> {
              call.proceed();
              spoil(call.tensor(1));
            }),
        new Fault(
            "ENG-50",
            "fill",
            "leaves the last element",
            call -> {
              Tensor y = call.tensor(1);
              if (y.size() > 1) {
                call.proceed(1, y.range(0, Shape.of((int) y.size() - 1)));
              }
            }),
        new Fault(
            "ENG-51",
            "unary",
            "clears its result first",
            call -> {
              call.right().fill(0, call.tensor(4));
              call.proceed();
            }),
        new Fault(
            "ENG-53",
            "gather",
            "cannot do without rows",
            call -> {
              if (call.tensor(1).size() == 0) {
                throw new IllegalStateException("no rows");
              }
              call.proceed();
            }),
        new Fault(
            "ENG-54",
            "axpby",
            "wants aligned addresses",
            call -> {
              call.proceed();
              if (call.tensor(3).address() % 64 != 0) {
                spoil(call.tensor(3));
              }
            }));
  }

  /// {@return a tensor's memory and one element more}
  @SuppressWarnings("restricted")
  private static MemorySegment beyond(Tensor tensor) {
    return MemorySegment.ofAddress(tensor.address()).reinterpret(4 * tensor.size() + 4);
  }

  static List<Fault> determinism() {
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger callers = new AtomicInteger();
    return List.of(
        new Fault(
            "ENG-58",
            "gemm",
            "is off in every fiftieth call",
            call -> {
              call.proceed();
              if (calls.incrementAndGet() % 50 == 0) {
                spoil(call.tensor(6));
              }
            }),
        new Fault(
            "ENG-59",
            "reduce",
            "shares its memory with other callers",
            call -> {
              boolean alone = callers.incrementAndGet() == 1;
              call.proceed();
              pause();
              if (!alone || callers.get() > 1) {
                put(call.tensor(2), 0, at(call.tensor(2), 0) + 1.0);
              }
              callers.decrementAndGet();
            }),
        new Fault(
            "ENG-61",
            "softmax",
            "treats an even number of rows otherwise",
            call -> {
              call.proceed();
              Tensor y = call.tensor(1);
              if (y.rows() % 2 == 0 && y.size() > 0) {
                put(y, 0, (double) Math.nextUp(at(y, 0)));
              }
            }));
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// {@return an engine that is wrong on more than one thread}
  ///
  /// @param right kernels without the fault
  static Kernels wrongOnThreads(Kernels right) {
    AtomicInteger threads = new AtomicInteger(1);
    Fault product =
        new Fault(
            "ENG-60",
            "gemm",
            "loses an element between two threads",
            call -> {
              call.proceed();
              if (threads.get() > 1) {
                spoil(call.tensor(6));
              }
            });
    Fault count =
        new Fault(
            "ENG-60",
            "threads",
            "is told",
            call -> {
              threads.set((int) call.scalar(0));
              call.proceed();
            });
    return count.in(product.in(right));
  }
}
