package dev.gatun.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequirementTest {
  private static final Map<String, Object> METRICS =
      Map.of(
          "test", Map.of("accuracy", 0.97, "mean-squared-error", 1e-3, "nan", Double.NaN),
          "validation", Map.of("loss.l2", 3L, "confusion", Map.of("counts", 1)));

  @ParameterizedTest
  @CsvSource({
    "test.accuracy >= 0.97",
    "test.accuracy>=.97",
    "'  test.accuracy   <= 0.97 '",
    "test.accuracy > 0.9699",
    "test.accuracy < 1",
    "test.accuracy > -1.5e+3",
    "test.mean-squared-error <= 1e-3",
    "test.mean-squared-error <= 1.E-3",
    "validation.loss.l2 >= 3",
    "validation.loss.l2 <= 3.0"
  })
  void isMet(String text) {
    assertThat(Requirement.parse(text).missed(METRICS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "test.accuracy >= 0.98, 'test.accuracy must be >= 0.98, got 0.97'",
    "test.accuracy > 0.97, 'test.accuracy must be > 0.97, got 0.97'",
    "test.accuracy <= 0.9, 'test.accuracy must be <= 0.9, got 0.97'",
    "test.accuracy < 0.97, 'test.accuracy must be < 0.97, got 0.97'",
    "test.nan >= -1e300, 'test.nan must be >= -1.0E300, got NaN'",
    "test.nan < 1, 'test.nan must be < 1.0, got NaN'",
    "test.loss < 1, test.loss is not among the metrics",
    "train.loss < 1, train.loss is not among the metrics",
    "validation.confusion < 1, validation.confusion is not among the metrics"
  })
  void isMissed(String text, String why) {
    assertThat(Requirement.parse(text).missed(METRICS)).contains(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "test.accuracy",
        "accuracy >= 1",
        "tests.accuracy >= 1",
        "test. >= 1",
        "test.accuracy => 1",
        "test.accuracy == 1",
        "test.accuracy >= ",
        "test.accuracy >= x",
        "test.accuracy >= 1 2",
        "test.accuracy >= 1.2.3",
        "test.accuracy >= .",
        "test.accuracy >= NaN",
        "test.accuracy >= 97%"
      })
  void anotherFormIsRejected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Requirement.parse(text))
        .withMessage("must be like 'test.accuracy >= 0.97', got '%s'", text);
  }

  @Test
  void partsAreRead() {
    assertThat(Requirement.parse("validation.a-b.c < -1.5e-3"))
        .isEqualTo(new Requirement("validation", "a-b.c", "<", -1.5e-3));
  }
}
