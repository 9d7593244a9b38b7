package dev.gatun.tests.bench;

import java.util.Optional;
import java.util.function.Supplier;

/// Whether two threads have a core each at the moment, and a cache together.
///
/// The host of a virtual machine moves its processors about: for seconds at a time two of them may
/// be the two threads of one core, which halves what uses both, or cores of different caches, which
/// slows down what they hand to each other by several times. Samples that were taken meanwhile are
/// taken again, so that all contenders are compared on the same machine.
final class OwnCores {
  /// Of twice the peak of one thread.
  private static final double ENOUGH = 0.7;

  /// Times the least that was seen of a hand-over.
  private static final double NEAR = 2.5;

  private static final int FIRST_PROBES = 20;
  private static final long MILLIS_BETWEEN = 50;

  /// How long to wait and to take samples again, altogether, in nanoseconds.
  private static final long PATIENCE = 600_000_000_000L;

  private final Optional<Supplier<Probe>> machine;
  private double one;
  private double pass = Double.POSITIVE_INFINITY;
  private int looks;
  private long patience = PATIENCE;
  private int again;
  private int disturbed;

  /// Prepares.
  ///
  /// @param machine measures it; empty where nobody can, and all samples are good
  OwnCores(Optional<Supplier<Probe>> machine) {
    this.machine = machine;
  }

  /// What was measured.
  ///
  /// @param one multiply-adds of one thread, by seconds
  /// @param two of two threads together, in the same unit
  /// @param pass seconds that a number takes from one thread to another
  record Probe(double one, double two, double pass) {}

  /// Takes a sample while the cores are well placed before and after, as long as there is patience.
  ///
  /// @param sample takes one
  /// @param <T> its type
  /// @return the sample
  <T> T take(Supplier<T> sample) {
    for (; machine.isPresent() && looks < FIRST_PROBES; looks++) {
      isGood();
      Pause.of(MILLIS_BETWEEN);
    }
    while (true) {
      long begin = System.nanoTime();
      while (!isGood() && System.nanoTime() - begin < patience) {
        Pause.of(MILLIS_BETWEEN);
      }
      patience -= System.nanoTime() - begin;
      begin = System.nanoTime();
      T taken = sample.get();
      boolean good = isGood();
      if (good || patience <= 0) {
        disturbed += good ? 0 : 1;
        return taken;
      }
      patience -= System.nanoTime() - begin;
      again++;
    }
  }

  private boolean isGood() {
    return machine.isEmpty() || isGood(machine.get().get());
  }

  private boolean isGood(Probe probe) {
    one = Math.max(one, probe.one());
    if (probe.two() < ENOUGH * 2 * one) {
      return false;
    }
    // Only now: nothing is nearer than the other thread of one core.
    pass = Math.min(pass, probe.pass());
    return probe.pass() <= NEAR * pass;
  }

  /// {@return what is to be said of it; empty if nothing}
  Optional<String> remark() {
    return again + disturbed == 0
        ? Optional.empty()
        : Optional.of(
            "two threads had one core, or cores of different caches, in %d samples that were taken again and %d that were not"
                .formatted(again, disturbed));
  }
}
