package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Average;
import dev.gatun.api.Clip;
import dev.gatun.api.Keep;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Schedule;
import dev.gatun.api.Stop;
import dev.gatun.api.Trainer;
import dev.gatun.plugins.train.Adadelta;
import dev.gatun.plugins.train.Adagrad;
import dev.gatun.plugins.train.Adam;
import dev.gatun.plugins.train.AdamW;
import dev.gatun.plugins.train.Best;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.Cosine;
import dev.gatun.plugins.train.Direction;
import dev.gatun.plugins.train.Early;
import dev.gatun.plugins.train.ExponentialAverage;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.Lbfgs;
import dev.gatun.plugins.train.MeanAverage;
import dev.gatun.plugins.train.MultiStep;
import dev.gatun.plugins.train.Perceptron;
import dev.gatun.plugins.train.RmsProp;
import dev.gatun.plugins.train.Sgd;
import dev.gatun.plugins.train.Step;
import dev.gatun.plugins.train.WarmUp;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.DefinitionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Options take what lies within their bounds, and nothing beyond.
final class OptionsTest {
  private static final Components COMPONENTS = Components.load(OptionsTest.class.getClassLoader());
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "average", Average.class,
          "clip", Clip.class,
          "keep", Keep.class,
          "optimizer", Optimizer.class,
          "schedule", Schedule.class,
          "stop", Stop.class,
          "trainer", Trainer.class);

  private static Object decode(String kind, String yaml) {
    Class<?> type = Objects.requireNonNull(KINDS.get(kind), kind);
    return new Decoder(COMPONENTS, Path.of("")).component(yaml, type, "test");
  }

  /// Of each option what is just allowed and what is just not, with the allowed range.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "average | exponential | decay | 0 | -4.9e-324 | in [0, 1)",
        "average | exponential | decay | 0.9999999999999999 | 1 | in [0, 1)",
        "average | mean | from | 1 | 0 | at least 1",
        "optimizer | sgd | learning-rate | 4.9e-324 | 0 | above 0",
        "optimizer | sgd | momentum | 0 | -4.9e-324 | in [0, 1)",
        "optimizer | sgd | momentum | 0.9999999999999999 | 1 | in [0, 1)",
        "optimizer | sgd | weight-decay | 0 | -1e-9 | at least 0",
        "optimizer | adam | learning-rate | 1e-300 | 0 | above 0",
        "optimizer | adam | beta1 | 0 | -0.1 | in [0, 1)",
        "optimizer | adam | beta1 | 0.9999999999999999 | 1 | in [0, 1)",
        "optimizer | adam | beta2 | 0 | -0.1 | in [0, 1)",
        "optimizer | adam | beta2 | 0.9999999999999999 | 1 | in [0, 1)",
        "optimizer | adam | epsilon | 1e-30 | 0 | above 0",
        "optimizer | adam | weight-decay | 0 | -1 | at least 0",
        "optimizer | adamw | weight-decay | 0 | -1 | at least 0",
        "optimizer | adamw | beta2 | 0 | 1 | in [0, 1)",
        "optimizer | rmsprop | learning-rate | 1e-300 | 0 | above 0",
        "optimizer | rmsprop | decay | 0 | 1 | in [0, 1)",
        "optimizer | rmsprop | epsilon | 1e-30 | 0 | above 0",
        "optimizer | rmsprop | momentum | 0 | 1 | in [0, 1)",
        "optimizer | rmsprop | weight-decay | 0 | -1 | at least 0",
        "optimizer | adagrad | learning-rate | 1e-300 | 0 | above 0",
        "optimizer | adagrad | rate-decay | 0 | -1 | at least 0",
        "optimizer | adagrad | epsilon | 1e-30 | 0 | above 0",
        "optimizer | adagrad | weight-decay | 0 | -1 | at least 0",
        "optimizer | adadelta | learning-rate | 1e-300 | 0 | above 0",
        "optimizer | adadelta | decay | 0 | 1 | in [0, 1)",
        "optimizer | adadelta | epsilon | 1e-30 | 0 | above 0",
        "optimizer | adadelta | weight-decay | 0 | -1 | at least 0",
        "schedule | multi-step | factor | 1 | 0 | in (0, 1]",
        "schedule | exponential | factor | 1 | 0 | in (0, 1]",
        "schedule | linear | from | 0 | -1 | at least 0",
        "schedule | linear | to | 2 | -1 | at least 0",
        "schedule | inverse-square-root | after | 1 | 0 | at least 1",
        "schedule | cosine-restarts | period | 1 | 0 | at least 1",
        "schedule | cosine-restarts | growth | 1 | 0 | at least 1",
        "schedule | cosine-restarts | floor | 1 | 1.1 | in [0, 1]",
        "schedule | one-cycle | rise | 0.9 | 1 | in (0, 1)",
        "schedule | one-cycle | divisor | 1 | 0.9 | at least 1",
        "schedule | one-cycle | final-divisor | 1 | 0.9 | at least 1",
        "schedule | warm-up | steps | 1 | 0 | at least 1",
        "schedule | warm-up | from | 1 | 1.1 | in [0, 1]",
        "schedule | plateau | patience | 0 | -1 | at least 0",
        "schedule | plateau | factor | 0.9 | 1 | in (0, 1)",
        "schedule | plateau | threshold | 0 | -1 | at least 0",
        "schedule | plateau | cooldown | 0 | -1 | at least 0",
        "schedule | plateau | floor | 0 | 1 | in [0, 1)",
        "schedule | step | every | 1 | 0 | at least 1",
        "schedule | step | factor | 1e-9 | 0 | in (0, 1]",
        "schedule | step | factor | 1 | 1.0000000000000002 | in (0, 1]",
        "schedule | cosine | floor | 0 | -1e-9 | in [0, 1]",
        "schedule | cosine | floor | 1 | 1.0000000000000002 | in [0, 1]",
        "clip | norm | max | 1e-300 | 0 | above 0",
        "clip | value | max | 1e-300 | 0 | above 0",
        "stop | early | patience | 0 | -1 | at least 0",
        "stop | early | threshold | 0 | -1e-9 | at least 0",
        "trainer | gradient-descent | epochs | 1 | 0 | at least 1",
        "trainer | gradient-descent | batch-size | 1 | 0 | at least 1",
        "trainer | gradient-descent | parallel | 1 | 0 | at least 1",
        "trainer | gradient-descent | accumulate | 1 | 0 | at least 1",
        "trainer | lbfgs | epochs | 1 | 0 | at least 1",
        "trainer | lbfgs | history | 1 | 0 | at least 1",
        "trainer | lbfgs | learning-rate | 1e-300 | 0 | above 0",
        "trainer | lbfgs | curvature | 1e-4 | 9e-5 | in [1e-4, 1)",
        "trainer | lbfgs | tolerance | 0 | -1 | at least 0",
        "trainer | lbfgs | batch-size | 1 | 0 | at least 1",
        "trainer | perceptron | epochs | 1 | 0 | at least 1",
        "trainer | perceptron | learning-rate | 1e-300 | 0 | above 0"
      })
  void boundsAreKept(
      String kind, String name, String option, String allowed, String beyond, String range) {
    String yaml = "{type: %s, %s: %s}";
    assertThat(decode(kind, yaml.formatted(name, option, allowed))).isInstanceOf(Record.class);
    for (String wrong : List.of(beyond, ".nan", "text")) {
      assertThatThrownBy(() -> decode(kind, yaml.formatted(name, option, wrong)))
          .as("%s: %s", option, wrong)
          .isInstanceOf(DefinitionException.class)
          .hasMessageContaining(option);
    }
    assertThatThrownBy(() -> decode(kind, yaml.formatted(name, option, beyond)))
        .hasMessageContaining("must be " + range);
  }

  @Test
  void defaultsAreTheDocumentedOnes() {
    assertThat(decode("optimizer", "sgd")).isEqualTo(new Sgd(0.01, 0, 0, false));
    assertThat(decode("optimizer", "adam")).isEqualTo(new Adam(0.001, 0.9, 0.999, 1e-8, 0));
    assertThat(decode("optimizer", "adamw")).isEqualTo(new AdamW(0.001, 0.9, 0.999, 1e-8, 0.01));
    assertThat(decode("optimizer", "rmsprop"))
        .isEqualTo(new RmsProp(0.01, 0.99, 1e-8, 0, false, 0));
    assertThat(decode("optimizer", "adagrad")).isEqualTo(new Adagrad(0.01, 0, 1e-10, 0));
    assertThat(decode("optimizer", "adadelta")).isEqualTo(new Adadelta(1, 0.9, 1e-6, 0));
    assertThat(decode("schedule", "{type: warm-up, then: {type: multi-step, epochs: [2, 4]}}"))
        .isEqualTo(new WarmUp(100, 0.1, new MultiStep(List.of(2, 4), 0.1)));
    assertThat(decode("schedule", "step")).isEqualTo(new Step(10, 0.1));
    assertThat(decode("schedule", "cosine")).isEqualTo(new Cosine(0));
    assertThat(decode("stop", "early"))
        .isEqualTo(new Early("validation.loss", Direction.FALL, 10, 0));
    assertThat(decode("average", "exponential")).isEqualTo(new ExponentialAverage(0.999));
    assertThat(decode("average", "mean")).isEqualTo(new MeanAverage(1));
    assertThat(decode("keep", "best")).isEqualTo(new Best("validation.loss", Direction.FALL));
    assertThat(decode("trainer", "lbfgs"))
        .isEqualTo(new Lbfgs(20, 10, 1, 0.9, 1e-7, 1024, List.of()));
    assertThat(decode("trainer", "perceptron")).isEqualTo(new Perceptron(100, 1));
    assertThat(decode("trainer", "gradient-descent"))
        .isEqualTo(
            new GradientDescent(
                10, 128, new Sgd(0.01, 0, 0, false), new Constant(), List.of(), Optional.empty()));
  }

  @Test
  void nesterovNeedsMomentum() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd(0.1, 0, 0, true))
        .withMessage("nesterov needs a momentum above 0, got 0");
    assertThatThrownBy(() -> decode("optimizer", "{type: sgd, nesterov: true}"))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("nesterov needs a momentum above 0, got 0");
    assertThat(new Sgd(0.1, 0.5, 0, true).slots()).isEqualTo(1);
    assertThat(new Sgd(0.1, 0, 0, false).slots()).isZero();
  }

  @Test
  void everyComponentOfTheseKindsIsTestedHere() {
    for (var entry :
        Map.of(
                "average", List.of("exponential", "mean"),
                "clip", List.of("norm", "value"),
                "keep", List.of("best"),
                "optimizer", List.of("adadelta", "adagrad", "adam", "adamw", "rmsprop", "sgd"),
                "schedule",
                    List.of(
                        "constant",
                        "cosine",
                        "cosine-restarts",
                        "exponential",
                        "inverse-square-root",
                        "linear",
                        "multi-step",
                        "one-cycle",
                        "plateau",
                        "step",
                        "warm-up"),
                "stop", List.of("early"),
                "trainer", List.of("gradient-descent", "lbfgs", "perceptron"))
            .entrySet()) {
      var names = new TreeSet<String>();
      Objects.requireNonNull(COMPONENTS.all().get(entry.getKey())).stream()
          .filter(description -> description.type().startsWith("dev.gatun.plugins."))
          .forEach(description -> names.add(description.name()));
      assertThat(names).as(entry.getKey()).containsExactlyElementsOf(entry.getValue());
    }
  }
}
