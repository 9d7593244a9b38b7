package dev.gatun.plugins.train;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/// Work in phases, each of as many parts as there are threads: a thread does its own part, then
/// whatever parts nobody has begun, and waits for the rest without sleeping, since a phase of a
/// training step is short.
///
/// So a thread that has lost its core to something else holds the others up only if it lost it in
/// the middle of a part. What a part computes must not depend on the thread that does it.
///
/// Who waits long yields its core again and again: on free cores that costs nothing, and otherwise
/// the compiler of Java's code, or a thread that lost its core, gets on.
final class Phases {
  /// Does a part.
  @FunctionalInterface
  interface Part {
    /// Does one part of a phase.
    ///
    /// @param phase from 0
    /// @param part from 0
    void run(int phase, int part);
  }

  /// Some ten microseconds of spinning.
  private static final int SPINS = 500;

  private final int parts;

  /// The number of phases in which each part was begun.
  private final AtomicIntegerArray begun;

  /// The number of parts done, in all phases together.
  private final AtomicLong done = new AtomicLong();

  private volatile boolean broken;

  Phases(int parts) {
    this.parts = parts;
    this.begun = new AtomicIntegerArray(parts);
  }

  /// Takes part in a phase, and waits for its end. Each thread runs all phases in their order.
  ///
  /// @param phase from 0
  /// @param member the number of the thread, that of its own part
  /// @param work does the parts
  /// @return false if another thread failed and the phase will not end
  @SuppressWarnings("ThreadPriorityCheck") // yielding is for machines with too few free cores only
  boolean run(int phase, int member, Part work) {
    for (int i = 0; i < parts; i++) {
      int part = (member + i) % parts;
      if (begun.get(part) == phase && begun.compareAndSet(part, phase, phase + 1)) {
        work.run(phase, part);
        done.incrementAndGet();
      }
    }
    long end = (phase + 1L) * parts;
    for (int spins = 0; done.get() < end; spins++) {
      if (broken) {
        return false;
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    return !broken;
  }

  /// Takes part in several phases, one after another.
  ///
  /// @param first phase, from 0
  /// @param last phase
  /// @param member the number of the thread
  /// @param work does the parts of all of them
  /// @return false if another thread failed
  boolean run(int first, int last, int member, Part work) {
    for (int phase = first; phase <= last; phase++) {
      if (!run(phase, member, work)) {
        return false;
      }
    }
    return true;
  }

  /// Releases everybody for good, because this thread failed.
  void abandon() {
    broken = true;
  }
}
