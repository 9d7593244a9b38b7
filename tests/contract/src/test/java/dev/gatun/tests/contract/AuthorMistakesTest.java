package dev.gatun.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What authors get wrong is named, with the remedy.
final class AuthorMistakesTest {
  static Stream<Mistake> mistakes() {
    return Stream.of(WrongOps.mistakes(), WrongParts.mistakes(), WrongOthers.mistakes())
        .flatMap(java.util.List::stream);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void areNamed(Mistake mistake) {
    assertThat(mistake.found()).matches(mistake.pattern());
  }
}
