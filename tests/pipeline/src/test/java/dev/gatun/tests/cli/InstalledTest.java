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
        .isEqualTo(new Command(2, "", "gatun: no component 'liner'; did you mean 'linear'?\n"));
    assertThat(gatun("describe", "liner", "--json").error()).containsEntry("code", 2L);
  }

  @Test
  void fetchRefusesWhatItCannotDownload() {
    assertThat(gatun("fetch", "mnits"))
        .isEqualTo(new Command(2, "", "gatun: fetch: no source 'mnits'; did you mean 'mnist'?\n"));
    for (String source : List.of("csv", "synthetic-digits")) {
      assertThat(gatun("fetch", source))
          .isEqualTo(
              new Command(
                  2, "", "gatun: fetch: source '" + source + "' has nothing to download\n"));
    }
  }
}
