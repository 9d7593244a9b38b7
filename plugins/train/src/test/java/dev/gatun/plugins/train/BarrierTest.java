package dev.gatun.plugins.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BarrierTest {
  private static final int ROUNDS = 10_000;

  /// Plain fields: that the others see them is what the barrier is for.
  private static final class Count {
    int rounds;
  }

  private static List<Thread> start(int parties, Runnable... work) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < parties; i++) {
      threads.add(Thread.ofPlatform().daemon().start(work[i % work.length]));
    }
    return threads;
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void nobodyRunsAheadNorIsLeftBehind(int parties) throws InterruptedException {
    Barrier barrier = new Barrier(parties);
    List<Count> counts = new ArrayList<>();
    List<Runnable> work = new ArrayList<>();
    AtomicInteger mistakes = new AtomicInteger();
    for (int i = 0; i < parties; i++) {
      Count mine = new Count();
      counts.add(mine);
      work.add(() -> {
        for (int round = 1; round <= ROUNDS; round++) {
          mine.rounds = round;
          boolean whole = barrier.await();
          for (Count count : counts) {
            whole &= count.rounds == round;
          }
          whole &= barrier.await();
          if (!whole) {
            mistakes.incrementAndGet();
          }
        }
      });
    }
    join(start(parties, work.toArray(Runnable[]::new)));
    assertThat(mistakes).hasValue(0);
    assertThat(counts).extracting(count -> count.rounds).containsOnly(ROUNDS);
  }

  @Test
  void oneThreadNeedNotWait() {
    Barrier barrier = new Barrier(1);
    for (int i = 0; i < 3; i++) {
      assertThat(barrier.await()).isTrue();
    }
  }

  @Test
  void whoFailsReleasesWhoeverWaitsAndWhoeverComes() throws InterruptedException {
    Barrier barrier = new Barrier(3);
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicInteger released = new AtomicInteger();
    List<Thread> threads =
        start(
            1,
            () -> {
              waiting.countDown();
              if (!barrier.await()) {
                released.incrementAndGet();
              }
            });
    waiting.await();
    barrier.abandon();
    join(threads);
    assertThat(released).hasValue(1);
    assertThat(barrier.await()).isFalse();
  }
}
