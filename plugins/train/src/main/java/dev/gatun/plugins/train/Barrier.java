package dev.gatun.plugins.train;

import java.util.concurrent.atomic.AtomicInteger;

/// Lets a fixed number of threads wait for each other without sleeping, since the waits of a
/// training step are short.
///
/// After a while a waiting thread yields, so that a machine with fewer free cores than workers
/// still makes progress.
final class Barrier {
  /// About a hundred microseconds of spinning, longer than workers differ in a step on free cores.
  private static final int SPINS = 4_000;

  private final int parties;
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile int generation;
  private volatile boolean broken;

  Barrier(int parties) {
    this.parties = parties;
  }

  /// Waits until all have arrived.
  ///
  /// @return false if another thread failed and will not arrive
  @SuppressWarnings("ThreadPriorityCheck") // yielding is for machines with too few free cores only
  boolean await() {
    int mine = generation;
    if (arrived.incrementAndGet() == parties) {
      arrived.set(0);
      generation = mine + 1;
      return !broken;
    }
    int spins = 0;
    while (generation == mine) {
      if (broken) {
        return false;
      }
      if (++spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    return true;
  }

  /// Releases everybody for good, because this thread failed.
  void abandon() {
    broken = true;
  }
}
