package dev.gatun.runner;

/// A request to stop a run, from another thread.
public final class Interruption {
  private volatile boolean requested;

  /// Makes one that is not requested.
  public Interruption() {}

  /// Asks the run to stop after the step under way.
  public void request() {
    requested = true;
  }

  /// {@return whether it was asked for}
  public boolean isRequested() {
    return requested;
  }
}
