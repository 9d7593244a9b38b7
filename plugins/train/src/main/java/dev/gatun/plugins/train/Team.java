package dev.gatun.plugins.train;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads that work on something together, the caller being the first.
///
/// The others live until the team is closed, and sleep between two works. One thread at a time may
/// call.
final class Team implements AutoCloseable {
  /// What the members do together.
  @FunctionalInterface
  interface Work {
    /// Does what one member has to. A failure releases whoever waits for the end of a phase.
    ///
    /// @param member from 0
    /// @param phases of all members
    void run(int member, Phases phases);
  }

  /// Some ten microseconds of spinning, and some hundred of yielding.
  private static final int SPINS = 500;

  private final Thread[] others;
  private final @Nullable Throwable[] failures;
  private final AtomicInteger running = new AtomicInteger();

  /// What is done in a round, and by whose order. Written before the round's number.
  private @Nullable Work work;

  private Phases phases;
  private @Nullable Thread caller;
  private final AtomicInteger round = new AtomicInteger();
  private volatile boolean closed;

  Team(int members) {
    failures = new @Nullable Throwable[members];
    phases = new Phases(members);
    others = new Thread[members - 1];
    for (int i = 0; i < others.length; i++) {
      int member = i + 1;
      others[i] =
          Thread.ofPlatform().name("gatun-worker-" + member).daemon().start(() -> attend(member));
    }
  }

  /// Does a work to its end.
  ///
  /// @throws RuntimeException what the first of the members to fail threw, by number; or an error
  void run(Work newWork) {
    Arrays.fill(failures, null);
    work = newWork;
    phases = new Phases(failures.length);
    caller = Thread.currentThread();
    running.set(others.length);
    round.incrementAndGet();
    for (Thread other : others) {
      LockSupport.unpark(other);
    }
    takePart(0);
    awaitOthers();
    work = null;
    for (Throwable failure : failures) {
      switch (failure) {
        case null -> {}
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalStateException("a worker failed: " + failure, failure);
      }
    }
  }

  private void awaitOthers() {
    boolean interrupted = false;
    for (int spins = 0; running.get() > 0; spins++) {
      pause(spins);
      // A thread that is interrupted does not park.
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sleeps only after a while, since an epoch may be a single step.
  @SuppressWarnings("ThreadPriorityCheck") // yielding is for machines with too few free cores only
  private void pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else if (spins < 2 * SPINS) {
      Thread.yield();
    } else {
      LockSupport.park(this);
    }
  }

  private void attend(int member) {
    int seen = 0;
    while (true) {
      for (int spins = 0; round.get() == seen; spins++) {
        if (closed) {
          return;
        }
        pause(spins);
      }
      seen = round.get();
      takePart(member);
      Thread waiting = caller;
      if (running.decrementAndGet() == 0) {
        LockSupport.unpark(waiting);
      }
    }
  }

  private void takePart(int member) {
    Work current = work;
    Phases shared = phases;
    try {
      if (current != null) {
        current.run(member, shared);
      }
    } catch (RuntimeException | Error e) {
      failures[member] = e;
      shared.abandon();
    }
  }

  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    for (Thread other : others) {
      LockSupport.unpark(other);
      while (other.isAlive()) {
        try {
          other.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
