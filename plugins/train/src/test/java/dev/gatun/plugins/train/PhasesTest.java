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
final class PhasesTest {
  private static final int COUNT = 10_000;

  private static void together(int members, Team.Work work) throws InterruptedException {
    Phases phases = new Phases(members);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      int member = i;
      threads.add(Thread.ofPlatform().daemon().start(() -> work.run(member, phases)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /// Plain numbers: that the others see them is what the end of a phase is for.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyPartOfAPhaseIsDoneOnceBeforeTheNext(int members) throws InterruptedException {
    int[] counts = new int[members];
    AtomicInteger mistakes = new AtomicInteger();
    Phases.Part part =
        (phase, index) -> {
          boolean right = counts[index] == phase;
          counts[index]++;
          // Odd phases write nothing that another part reads.
          for (int i = 0; phase % 2 == 1 && i < members; i++) {
            right &= i == index || counts[i] == phase || counts[i] == phase + 1;
          }
          if (!right) {
            mistakes.incrementAndGet();
          }
        };
    together(
        members,
        (member, phases) -> {
          for (int phase = 0; phase < COUNT; phase++) {
            if (!phases.run(phase, member, part)) {
              mistakes.incrementAndGet();
            }
          }
        });
    assertThat(mistakes).hasValue(0);
    assertThat(counts).containsOnly(COUNT);
  }

  @Test
  void whoIsThereDoesThePartsOfWhoIsNot() {
    Phases phases = new Phases(3);
    List<String> done = new ArrayList<>();
    for (int phase = 0; phase < 2; phase++) {
      assertThat(phases.run(phase, 1, (of, part) -> done.add(of + "." + part))).isTrue();
    }
    assertThat(done).containsExactly("0.1", "0.2", "0.0", "1.1", "1.2", "1.0");
    assertThat(phases.run(0, 0, (of, part) -> done.add("again"))).isTrue();
    assertThat(done).hasSize(6);
  }

  @Test
  void whoFailsReleasesWhoeverWaits() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger released = new AtomicInteger();
    together(
        2,
        (member, phases) -> {
          if (member == 0) {
            try {
              phases.run(
                  0,
                  0,
                  (_, _) -> {
                    begun.countDown();
                    throw new IllegalStateException("broken");
                  });
            } catch (IllegalStateException e) {
              phases.abandon();
            }
          } else {
            await(begun);
            if (!phases.run(0, 1, (_, _) -> {})) {
              released.incrementAndGet();
            }
          }
        });
    assertThat(released).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
