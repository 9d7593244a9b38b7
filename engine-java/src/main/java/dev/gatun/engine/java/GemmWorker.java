package dev.gatun.engine.java;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread that computes parts of products, one after another. Ends with the process.
final class GemmWorker {
  /// How often to look for work or its end before giving the processor to others: some ten
  /// microseconds.
  private static final int SPINS = 2_000;

  /// How long to give the processor to others, in nanoseconds.
  private static final long NAP = 20_000;

  private final Product part = new Product();
  private final Thread thread;
  private volatile boolean busy;
  private @Nullable Throwable failure;

  GemmWorker(int number) {
    thread = Thread.ofPlatform().daemon().name("gatun-gemm-" + number).unstarted(this::run);
    thread.start();
  }

  /// Begins with a part; [#await] must follow.
  void start(Product whole, boolean byRows, int from, int count) {
    part.setPart(whole, byRows, from, count);
    busy = true;
    LockSupport.unpark(thread);
  }

  /// Waits until the part is computed.
  void await() {
    for (int spins = 0; busy; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, NAP);
      }
    }
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("gemm: " + thread.getName() + " failed", thrown);
    }
  }

  private void run() {
    while (true) {
      for (int spins = 0; !busy; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      try {
        VectorGemm.multiply(part, Buffers.ofThread());
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      busy = false;
    }
  }
}
