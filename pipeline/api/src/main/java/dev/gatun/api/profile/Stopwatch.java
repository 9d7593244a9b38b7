package dev.gatun.api.profile;

import java.util.ArrayList;
import java.util.List;

/// Divides the time of one worker among what it does: each [#lap] takes the time since the one
/// before. Laps are made beforehand; measuring allocates nothing.
///
/// Where steps are short, only some of them are timed, each for several, so that timing takes about
/// a hundredth of the time.
///
/// Used by one thread at a time.
public final class Stopwatch {
  /// After so many steps it is decided anew how many are timed.
  private static final int WINDOW = 1024;

  /// Steps that take at least so many nanoseconds are all timed: a hundred times a dozen laps.
  private static final long LONG_STEP = 50_000;

  private static final int MOST_SKIPPED = 32;

  private final List<Lap> laps = new ArrayList<>();
  private final Lap rest;

  /// When the last lap ended, of those that were timed.
  private long last;

  private long steps;
  private long windowBegan;

  /// One step of so many is timed: a power of two.
  private int every = 1;

  /// For how many steps the one under way is timed; 0 where it is not.
  private int weight = 1;

  Stopwatch() {
    rest = make("", "outside operations", Pass.REST);
  }

  /// Makes something to be timed.
  ///
  /// @param part of the definition it belongs to, such as a layer's id; may be empty
  /// @param operation what is done
  /// @param pass when
  /// @return a lap that has taken no time
  public Lap make(String part, String operation, Pass pass) {
    Lap lap = new Lap(part, operation, pass);
    laps.add(lap);
    return lap;
  }

  /// Begins, or goes on, leaving out the time since the last lap.
  public void start() {
    long now = System.nanoTime();
    windowBegan += now - last;
    last = now;
  }

  /// Begins a step.
  public void step() {
    if (steps % WINDOW == 0) {
      long now = System.nanoTime();
      long nanos = Math.max(1, (now - windowBegan) / WINDOW);
      every = steps == 0 ? 1 : above(LONG_STEP / nanos);
      windowBegan = now;
    }
    weight = steps % every == 0 ? every : 0;
    steps++;
    if (weight > 0) {
      last = System.nanoTime();
    }
  }

  /// {@return the least power of two above a number, which is at least 0}
  private static int above(long number) {
    return number == 0 ? 1 : (int) Math.min(MOST_SKIPPED, Long.highestOneBit(number) << 1);
  }

  /// Ends something, whose time began when the lap before ended.
  ///
  /// @param lap of this stopwatch
  public void lap(Lap lap) {
    lap.calls++;
    if (weight > 0) {
      long now = System.nanoTime();
      lap.nanos += weight * (now - last);
      last = now;
    }
  }

  /// Ends what is no lap of its own.
  public void rest() {
    lap(rest);
  }

  long steps() {
    return steps;
  }

  List<Lap> laps() {
    return laps;
  }
}
