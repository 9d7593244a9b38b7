package dev.gatun.tests.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Measures contestants in turn, round after round, so that what slows the machine down slows all
/// of them down.
///
/// Every round starts with another contestant. Each sample lasts at least [#leastSeconds], follows
/// a few calls that are not measured, and, where threads of one contestant could still be spinning
/// when the next one starts, a pause.
///
/// @param count rounds
/// @param leastSeconds of a sample
/// @param warmUpSeconds of each contestant before the first round, without the JIT
/// @param pauseMillis before each sample
/// @param cores whether samples are good
record Rounds(
    int count, double leastSeconds, double warmUpSeconds, long pauseMillis, OwnCores cores) {
  /// Samples in a row that are no faster than those before, by the end of warming up.
  private static final int STEADY = 3;

  /// Times [#warmUpSeconds]: something else may never stop to be compiled.
  private static final int MOST_WARM_UPS = 20;

  private static final CompilationMXBean JIT = ManagementFactory.getCompilationMXBean();

  /// Something that can be timed.
  @FunctionalInterface
  interface Contestant {
    /// Runs.
    ///
    /// @param repeats how many times
    /// @return seconds for all of them
    double seconds(long repeats);

    /// {@return a call as a contestant}
    ///
    /// @param call takes a microsecond or more
    static Contestant of(Runnable call) {
      return repeats -> {
        long begin = System.nanoTime();
        for (long i = 0; i < repeats; i++) {
          call.run();
        }
        return (System.nanoTime() - begin) * 1e-9;
      };
    }
  }

  /// Seconds of one call by contestant and round.
  record Times(SequencedMap<String, double[]> byName) {
    /// {@return the median of a contestant's seconds; NaN where it did not take part}
    ///
    /// @param name of the contestant
    double median(String name) {
      double[] times = byName.get(name);
      return times == null ? Double.NaN : Rounds.median(times);
    }

    /// {@return how many times as fast as another a contestant is: the median of the rounds'
    /// ratios}
    ///
    /// @param name of the contestant
    /// @param other it is compared with
    double ratio(String name, String other) {
      double[] mine = byName.get(name);
      double[] theirs = byName.get(other);
      if (mine == null || theirs == null) {
        return Double.NaN;
      }
      double[] ratios = new double[mine.length];
      Arrays.setAll(ratios, i -> theirs[i] / mine[i]);
      return Rounds.median(ratios);
    }

    /// {@return by how many seconds a call takes longer than another's: the median of the rounds'
    /// differences}
    ///
    /// @param name of the contestant
    /// @param other it is compared with
    double excess(String name, String other) {
      double[] mine = byName.get(name);
      double[] theirs = byName.get(other);
      if (mine == null || theirs == null) {
        return Double.NaN;
      }
      double[] differences = new double[mine.length];
      Arrays.setAll(differences, i -> mine[i] - theirs[i]);
      return Rounds.median(differences);
    }
  }

  /// {@return the same for contestants of several threads, with a pause before each sample}
  ///
  /// @param millis the pause
  /// @param machine whether samples are good
  Rounds paced(long millis, OwnCores machine) {
    return new Rounds(count, leastSeconds, warmUpSeconds, millis, machine);
  }

  /// {@return the same with time for the JIT to compile what runs for the first time}
  Rounds unprepared() {
    return new Rounds(count, leastSeconds, Math.max(2, 4 * warmUpSeconds), pauseMillis, cores);
  }

  /// Measures.
  ///
  /// @param contestants by name
  /// @return what each took
  Times measure(SequencedMap<String, Contestant> contestants) {
    List<Contestant> all = new ArrayList<>(contestants.values());
    long[] repeats = new long[all.size()];
    Arrays.setAll(repeats, i -> warmUp(all.get(i)));
    double[][] seconds = new double[all.size()][count];
    for (int round = 0; round < count; round++) {
      for (int turn = 0; turn < all.size(); turn++) {
        int i = (round + turn) % all.size();
        seconds[i][round] = cores.take(() -> sample(all.get(i), repeats[i]));
      }
    }
    SequencedMap<String, double[]> times = new LinkedHashMap<>();
    for (String name : contestants.keySet()) {
      times.put(name, seconds[times.size()]);
    }
    return new Times(times);
  }

  /// {@return seconds of one call}
  private double sample(Contestant contestant, long repeats) {
    Pause.of(pauseMillis);
    contestant.seconds(Math.max(1, repeats / 8));
    return contestant.seconds(repeats) / repeats;
  }

  /// Runs until the JIT has done what it can: until it has not finished anything for
  /// [#warmUpSeconds], and no sample of several is faster than those before.
  ///
  /// @return how many calls a sample takes
  private long warmUp(Contestant contestant) {
    long repeats = 1;
    double spent = 0;
    double calm = 0;
    double best = Double.POSITIVE_INFINITY;
    int steady = 0;
    while (spent < MOST_WARM_UPS * warmUpSeconds && (steady < STEADY || calm < warmUpSeconds)) {
      long compiling = JIT.getTotalCompilationTime();
      double sample = contestant.seconds(repeats);
      double one = sample / repeats;
      spent += sample;
      calm = compiling == JIT.getTotalCompilationTime() ? calm + sample : 0;
      steady = sample >= leastSeconds && one > 0.97 * best ? steady + 1 : 0;
      best = Math.min(best, one);
      double wanted = Math.ceil(1.05 * leastSeconds / Math.max(best, 1e-9));
      repeats = (long) Math.clamp(wanted, 1.0, 4.0 * repeats);
    }
    return repeats;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
