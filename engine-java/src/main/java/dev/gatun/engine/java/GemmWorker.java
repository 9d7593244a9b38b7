package dev.gatun.engine.java;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread that computes parts of products, one after another. Ends with the process.
///
/// One thread at a time may hand it parts: [#set], [#start], [#await], [#check].
final class GemmWorker {
  /// How long to look for work or its end before sleeping, in nanoseconds: longer than most
  /// operations between two products, and than it takes to wake a thread.
  static final long PATIENCE = 50_000;

  private static final int IDLE = 0;
  private static final int READY = 1;
  private static final int RUNNING = 2;

  private final Thread thread;
  private boolean transposeA;
  private boolean transposeB;
  private int m;
  private int n;
  private int k;
  private float alpha;
  private float beta;
  private long a;
  private int aWidth;
  private long b;
  private int bWidth;
  private long c;
  private int cWidth;

  private @Nullable Gemm gemm;

  /// Everything above is written before it becomes READY.
  private final AtomicInteger state = new AtomicInteger(IDLE);

  private volatile boolean asleep;
  private volatile @Nullable Thread waiting;
  private @Nullable Throwable failure;

  GemmWorker(int number) {
    thread = Thread.ofPlatform().daemon().name("gatun-gemm-" + number).unstarted(this::run);
    thread.start();
  }

  void set(boolean transposeA, boolean transposeB, int m, int n, int k, float alpha, float beta) {
    this.transposeA = transposeA;
    this.transposeB = transposeB;
    this.m = m;
    this.n = n;
    this.k = k;
    this.alpha = alpha;
    this.beta = beta;
  }

  /// Begins with a part; [#await] must follow.
  void start(Gemm gemm, long a, int aWidth, long b, int bWidth, long c, int cWidth) {
    this.a = a;
    this.aWidth = aWidth;
    this.b = b;
    this.bWidth = bWidth;
    this.c = c;
    this.cWidth = cWidth;
    this.gemm = gemm;
    state.set(READY);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /// Waits until the part is computed, or computes it if the thread has not begun yet: it may be
  /// asleep, or the processor busy with something else.
  void await() {
    if (state.compareAndSet(READY, IDLE)) {
      compute();
      return;
    }
    spin(RUNNING);
    if (state.get() == RUNNING) {
      waiting = Thread.currentThread();
      while (state.get() == RUNNING) {
        LockSupport.park(this);
      }
      waiting = null;
    }
  }

  /// Throws what the part threw.
  void check() {
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("gemm: " + thread.getName() + " failed", thrown);
    }
  }

  /// Looks for a while whether the state is another.
  private void spin(int now) {
    if (state.get() == now) {
      long end = System.nanoTime() + PATIENCE;
      while (state.get() == now && System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
    }
  }

  private void compute() {
    try {
      requireNonNull(gemm)
          .multiply(transposeA, transposeB, m, n, k, alpha, a, aWidth, b, bWidth, beta, c, cWidth);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void run() {
    while (true) {
      spin(IDLE);
      if (state.get() == IDLE) {
        asleep = true;
        if (state.get() == IDLE) {
          LockSupport.park(this);
        }
        asleep = false;
      }
      if (state.compareAndSet(READY, RUNNING)) {
        compute();
        state.set(IDLE);
        Thread caller = waiting;
        if (caller != null) {
          LockSupport.unpark(caller);
        }
      }
    }
  }
}
