package dev.gatun.tests.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.Definition;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.ReferencePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ReferenceTest {
  @Test
  void thePageIsInStepWithTheComponents() throws IOException {
    Components components = Components.load(ReferenceTest.class.getClassLoader());
    String page =
        ReferencePage.of(
            components,
            Definition.class,
            component -> component.type().startsWith("dev.gatun.plugins."));

    assertThat(Files.readString(Path.of("..", "..", "plugins", "components.md")))
        .as(
            "plugins/components.md is behind; write it with: ./gatun describe --all >"
                + " plugins/components.md")
        .isEqualTo(page);
  }
}
