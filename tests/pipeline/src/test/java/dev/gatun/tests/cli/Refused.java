package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/// What is said of a plugin that cannot be loaded.
final class Refused {
  private Refused() {}

  /// Loads a plugin and compares what is said.
  ///
  /// @param folder of the test, for which `@/` stands in the sentences
  /// @param plugin to load
  /// @param sentences all that is said, a line each
  static void assertRefused(Path folder, Path plugin, String... sentences) {
    Command command = Command.gatun("describe", "linear", "--plugins", plugin.toString());
    StringBuilder expected = new StringBuilder();
    for (String sentence : sentences) {
      expected.append("gatun: ").append(sentence.replace("@/", folder + "/")).append('\n');
    }
    assertThat(command).isEqualTo(new Command(4, "", expected.toString()));
  }
}
