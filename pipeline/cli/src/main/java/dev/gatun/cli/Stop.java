package dev.gatun.cli;

import dev.gatun.runner.Event;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Interruption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ends the process in good order where a signal asks for it: what trains saves a checkpoint first.
final class Stop {
  private static final long LONGEST_SECONDS = 30;

  private final Interruption interruption = new Interruption();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean guarded;
  private volatile boolean underWay;

  Stop() {}

  /// {@return one that the signals of this process reach}
  static Stop install() {
    Stop stop = new Stop();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::await, "gatun-stop"));
    return stop;
  }

  Interruption interruption() {
    return interruption;
  }

  /// From now on there is something to save.
  void guard() {
    guarded = true;
  }

  /// {@return a listener that guards as soon as there is a model}
  ///
  /// @param shown is told everything
  Event.Listener guarding(Event.Listener shown) {
    return event -> {
      if (event instanceof Event.Built) {
        guard();
      }
      shown.on(event);
    };
  }

  /// Everything was said.
  void done() {
    done.countDown();
  }

  boolean isUnderWay() {
    return underWay;
  }

  private void await() {
    if (done.getCount() == 0) {
      return;
    }
    underWay = true;
    interruption.request();
    if (!guarded) {
      return;
    }
    try {
      boolean _ = done.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// {@return how the process is about to end}
  ExitCode code() {
    // Java runs hooks from a thread that is named after the signal, and says it nowhere else.
    boolean terminated =
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().equals("SIGTERM handler"));
    return terminated ? ExitCode.TERMINATED : ExitCode.INTERRUPTED;
  }
}
