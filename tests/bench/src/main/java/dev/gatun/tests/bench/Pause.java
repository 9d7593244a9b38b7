package dev.gatun.tests.bench;

/// Waits between measurements.
final class Pause {
  private Pause() {}

  /// Waits.
  ///
  /// @param millis how long, at least 0
  /// @throws IllegalStateException if the thread is interrupted
  static void of(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two measurements", e);
    }
  }
}
