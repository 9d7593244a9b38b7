package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.Json;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class InstalledTest {
  @Test
  void pluginsListsComponentsByKind() {
    Command command = gatun("plugins");

    assertThat(command.code()).isZero();
    assertThat(command.err()).isEmpty();
    assertThat(command.out())
        .containsPattern("(?m)^layer +[a-z]")
        .containsPattern("(?m)^ +dropout ")
        .containsPattern("(?m)^ +linear +fully connected layer$")
        .contains("focal");
    assertThat(gatun("plugins", "--json").json()).containsKeys("components", "plugins", "failed");
    assertThat(gatun("plugins", "--quiet").out()).isEmpty();
  }

  @Test
  void describeTellsOptionsDefaultsAndBounds() {
    Command command = gatun("describe", "linear");

    assertThat(command.code()).isZero();
    assertThat(command.out()).startsWith("layer linear: ").contains("units", "default auto");
    assertThat(Json.read(gatun("describe", "linear", "--json").out()))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .first(InstanceOfAssertFactories.MAP)
        .containsEntry("kind", "layer")
        .containsKey("options");
  }

  @Test
  void describeKnowsWhatWasMeant() {
    Command command = gatun("describe", "liner");

    assertThat(command)
        .isEqualTo(
            new Command(
                2, "", "gatun: no component, kind or key 'liner'; did you mean 'linear'?\n"));
    assertThat(gatun("describe", "liner", "--json").error()).containsEntry("code", 2L);
  }

  @Test
  void describeKnowsKindsAndKeys() {
    assertThat(gatun("describe", "optimizer").out())
        .startsWith("optimizer\n  one of\n    adadelta ")
        .containsPattern("(?m)^    sgd +\\w");
    assertThat(gatun("describe", "train").out())
        .startsWith(
            "train: fits the model's parameters\n  value    trainer, default gradient-descent\n")
        .containsPattern("(?m)^    epochs +integer, at least 1, default 10 ")
        .containsPattern("(?m)^    lbfgs +L-BFGS");
    assertThat(gatun("describe", "train.optimizer.momentum").out())
        .isEqualTo(
            """
            train.optimizer.momentum: share of the last step that is kept
              value    number, in [0, 1), default 0
            """);
    assertThat(gatun("describe", "collect").out()).contains("source", "required", "transforms");
    assertThat(gatun("describe", "conv").err())
        .isEqualTo("gatun: no component, kind or key 'conv'; did you mean 'convolution'?\n");
    assertThat(gatun("describe", "train.epoch").code()).isEqualTo(2);
    assertThat(gatun("describe").err())
        .isEqualTo("gatun: NAME: must be given, or --all instead of it\n");
  }

  @Test
  void fetchRefusesWhatItCannotDownload() {
    assertThat(gatun("fetch", "mnits"))
        .isEqualTo(new Command(2, "", "gatun: fetch: no source 'mnits'; did you mean 'mnist'?\n"));
    for (String source : List.of("csv", "synthetic-digits")) {
      assertThat(gatun("fetch", source))
          .isEqualTo(
              new Command(
                  2,
                  "",
                  "gatun: fetch: source '%s' has nothing to download; those that have: mnist\n"
                      .formatted(source)));
    }
  }
}
