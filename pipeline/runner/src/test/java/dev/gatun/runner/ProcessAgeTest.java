package dev.gatun.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ProcessAgeTest {
  @Test
  void startIsFieldTwentyTwoWhateverTheNameHolds() {
    String stat =
        "4711 (a) b) S 1 4711 4711 0 -1 4194304 931 0 0 0 3 1 0 0 20 0 7 0 123456 1024 512";

    assertThat(ProcessAge.seconds(stat, "1240.81 2000.02\n")).isCloseTo(6.25, within(1e-9));
  }

  @Test
  void growsAndAgreesWithTheSystem() {
    double age = ProcessAge.seconds().orElseThrow();
    Instant start = ProcessHandle.current().info().startInstant().orElseThrow();

    // The system tells that start to the second.
    assertThat(age).isCloseTo(Duration.between(start, Instant.now()).toNanos() / 1e9, within(1.5));
    assertThat(ProcessAge.seconds().orElseThrow()).isGreaterThanOrEqualTo(age);
  }
}
