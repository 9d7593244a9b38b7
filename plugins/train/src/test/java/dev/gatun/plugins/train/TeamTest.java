package dev.gatun.plugins.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TeamTest {
  private static final int ROUNDS = 200;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyMemberDoesEachWorkOnce(int members) {
    AtomicIntegerArray counts = new AtomicIntegerArray(members);
    try (Team team = new Team(members)) {
      for (int round = 1; round <= ROUNDS; round++) {
        team.run((member, _) -> counts.incrementAndGet(member));
        for (int i = 0; i < members; i++) {
          assertThat(counts.get(i)).isEqualTo(round);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aFailureReachesTheCallerAndTheTeamGoesOn(int failing) {
    try (Team team = new Team(3)) {
      assertThatThrownBy(() ->
              team.run((member, phases) ->
                  phases.run(
                      0,
                      member,
                      (_, part) -> {
                        if (part == failing) {
                          throw new IllegalStateException("part " + part);
                        }
                      })))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("part %d", failing);
      AtomicIntegerArray counts = new AtomicIntegerArray(3);
      team.run((member, _) -> counts.incrementAndGet(member));
      assertThat(counts).hasToString("[1, 1, 1]");
    }
  }

  @Test
  void anInterruptIsKeptForLater() {
    try (Team team = new Team(2)) {
      Thread.currentThread().interrupt();
      team.run((member, phases) -> phases.run(0, member, (_, _) -> {}));
      assertThat(Thread.interrupted()).isTrue();
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.interrupted()).isTrue();
  }
}
