package dev.gatun.engine.java;

/// Tells the first calls of a vector kernel, which go to scalar code of the same bits: until C2 has
/// compiled it, vector code takes a hundred times as long as scalar code, and the first step of a
/// training would wait for that.
///
/// Only what treats each element by itself, or adds up in one order, has such code.
final class FirstCalls {
  /// Enough for a step or more of all workers, few enough that what comes behind is compiled soon.
  private static final int COUNT = 16;

  private int left = COUNT;

  /// {@return whether a call is one of the first}
  ///
  /// Threads that count at the same time may take more: which code computes changes no bit.
  boolean next() {
    if (left <= 0) {
      return false;
    }
    left--;
    return true;
  }
}
