package dev.gatun.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Auto;
import dev.gatun.api.Component;
import dev.gatun.api.Named;
import dev.gatun.api.Option;
import dev.gatun.runner.definition.Fakes.FakeLayer;
import dev.gatun.runner.definition.Fakes.He;
import dev.gatun.runner.definition.Fakes.Linear;
import dev.gatun.runner.definition.Fakes.Relu;
import dev.gatun.runner.definition.Fakes.Sequential;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AutoOptionsTest {
  @Component(name = "wrapper", summary = "layers in every place")
  record Wrapper(
      @Option("one") FakeLayer one,
      @Option("perhaps") Optional<FakeLayer> perhaps,
      @Option("several") List<FakeLayer> several)
      implements FakeLayer {}

  private static final Linear OPEN = new Linear(Auto.UNKNOWN, true, new He());
  private static final Linear CLOSED = new Linear(10, true, new He());

  @Test
  void unknownOptionsAreFilledInAtEveryDepth() {
    Sequential model =
        new Sequential(
            List.of(
                new Named<>(
                    "a", 2, new Wrapper(OPEN, Optional.of(OPEN), List.of(OPEN, new Relu()))),
                new Named<>("b", 1, OPEN)));
    assertThat(AutoOptions.resolve(model, 10))
        .isEqualTo(
            new Sequential(
                List.of(
                    new Named<>(
                        "a",
                        2,
                        new Wrapper(CLOSED, Optional.of(CLOSED), List.of(CLOSED, new Relu()))),
                    new Named<>("b", 1, CLOSED))));
  }

  @Test
  void whatIsKnownStaysTheSame() {
    Wrapper wrapper = new Wrapper(CLOSED, Optional.empty(), List.of(new Relu()));
    assertThat(AutoOptions.resolve(wrapper, 3)).isSameAs(wrapper);
  }

  @Test
  void aComponentMayRefuseTheNumber() {
    assertThatThrownBy(() -> AutoOptions.resolve(OPEN, 14))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("units must not be a multiple of 7, got 14");
  }
}
