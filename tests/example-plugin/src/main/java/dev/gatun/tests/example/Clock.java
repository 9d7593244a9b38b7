package dev.gatun.tests.example;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/// Adds up the calls of one operation and how long they took. Any thread may use it; it makes no
/// objects.
final class Clock {
  private final LongAdder calls = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  /// Counts a call that ends now.
  ///
  /// @param start when it began, by `System.nanoTime`
  void stop(long start) {
    nanos.add(System.nanoTime() - start);
    calls.increment();
  }

  /// {@return calls and time, such as `calls 1,200, seconds 0.034`}
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "calls %,d, seconds %.3f", calls.sum(), nanos.sum() / 1e9);
  }
}
