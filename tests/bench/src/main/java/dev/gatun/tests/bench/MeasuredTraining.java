package dev.gatun.tests.bench;

import com.sun.management.ThreadMXBean;
import dev.gatun.api.Trainer;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;

/// A training that only measures: epochs until two in a row are no faster than any before, and then
/// epochs for a while.
final class MeasuredTraining extends PlainTraining {
  /// An epoch that is faster than the fastest before by more than this is no steady rate.
  private static final double STEADY = 1.03;

  /// After so many times the warm-up, the rate is taken as it is.
  private static final double PATIENCE = 3;

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final TrainingRequest request;

  private final long begin = System.nanoTime();
  private long epochBegin = begin;
  private double bestRate;
  private int steadyEpochs;
  private boolean measuring;
  private long measuredSince;
  private long measuredUntil;
  private long trained;
  private long allocatedBefore;
  private long allocated;
  private long steps;

  MeasuredTraining(Subject subject, int threads, TrainingRequest request) {
    super(subject, threads, Map.of());
    this.request = request;
  }

  /// {@return what was measured, for whoever asked}
  String reply() {
    return String.format(
        Locale.ROOT,
        "ok rate=%.1f allocated=%.3f choices=%s",
        trained / ((measuredUntil - measuredSince) * 1e-9),
        steps == 0 ? Double.NaN : (double) allocated / steps,
        Choices.text(choices()));
  }

  /// Memory that threads of Java allocate within an epoch, beyond the first quarter of its steps.
  @Override
  public void progress(int epoch, long done, long all, double loss) {
    if (measuring && all >= 4) {
      if (done == all / 4) {
        allocatedBefore = THREADS.getTotalThreadAllocatedBytes();
      } else if (done == all) {
        allocated += THREADS.getTotalThreadAllocatedBytes() - allocatedBefore;
        steps += all - all / 4;
      }
    }
  }

  @Override
  public boolean epochDone(Trainer.Checkpoint state, double loss, long examples, long nanos) {
    long now = System.nanoTime();
    if (measuring) {
      trained += examples;
      measuredUntil = now;
      return now - measuredSince < request.seconds() * 1e9;
    }
    double rate = examples / (double) (now - epochBegin);
    double elapsed = (now - begin) * 1e-9;
    steadyEpochs = rate <= STEADY * bestRate ? steadyEpochs + 1 : 0;
    boolean steady = steadyEpochs >= 2 || elapsed >= PATIENCE * request.warmUpSeconds();
    measuring = elapsed >= request.warmUpSeconds() && steady;
    measuredSince = now;
    epochBegin = now;
    bestRate = Math.max(bestRate, rate);
    return true;
  }
}
