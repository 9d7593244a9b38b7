package dev.gatun.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearTest {
  @ParameterizedTest
  @CsvSource({"liner, linear, 1", "ca, ac, 1", "'', abc, 3", "kitten, sitting, 3", "a, a, 0"})
  void distanceCountsEdits(String a, String b, int distance) {
    assertThat(Near.distance(a, b)).isEqualTo(distance);
    assertThat(Near.distance(b, a)).isEqualTo(distance);
  }

  @ParameterizedTest
  @CsvSource({
    "learning_rate, learning-rate",
    "learningRate, learning-rate",
    "leraning-rate, learning-rate",
    "l3, l1",
    "reul, relu"
  })
  void theNearestNameIsFound(String name, String nearest) {
    assertThat(Near.nearest(name, List.of("relu", "l2", "l1", "learning-rate"))).isEqualTo(nearest);
  }

  @ParameterizedTest
  @CsvSource({"x", "abc", "momentum", "''"})
  void whatIsFarIsNoSuggestion(String name) {
    assertThat(Near.nearest(name, List.of("relu", "l2", "learning-rate", "z"))).isNull();
  }
}
