package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.cli.scaffold.LocalRepository;
import dev.gatun.runner.Definitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gatun new`.
final class NewCommandTest {
  @TempDir private Path folder;

  @Test
  void aloneSaysWhatThereIs() {
    assertThat(gatun("new").out()).contains("new plugin", "new pipeline", "new artifacts");
    assertThat(gatun("new", "plugn"))
        .isEqualTo(new Command(2, "", "gatun: new: no command 'plugn'; did you mean 'plugin'?\n"));
  }

  @Test
  void oneKindOnly() {
    assertThat(gatun("new", "plugin", "x", "--loss", "--layer"))
        .isEqualTo(
            new Command(2, "", "gatun: new plugin: takes one of these only: --loss, --layer\n"));
  }

  @Test
  void whatIsThereAlreadyIsNotOverwritten() {
    assertThat(gatun("new", "plugin", "src"))
        .isEqualTo(
            new Command(
                2,
                "",
                "gatun: NAME: folder 'src' is there already; choose another name, or remove it\n"));
    assertThat(gatun("new", "plugin", "hinge").err())
        .isEqualTo("gatun: NAME: there is a loss 'hinge' already; choose another name\n");
    assertThat(gatun("new", "plugin", "java", "--engine").err())
        .isEqualTo("gatun: NAME: there is an engine 'java' already; choose another name\n");
  }

  @Test
  void aPipelineRunsAsItIsAndExplainsEveryKey() throws IOException {
    String name = "new-pipeline-test";
    Path file = folder.resolve(name + ".yaml");
    String[] words = {"new", "pipeline", name, "--from", "rings", "--out", folder.toString()};
    assertThat(gatun(words).out()).contains("gatun run " + file);
    String text = Files.readString(file);
    assertThat(text.lines().filter(line -> !line.contains("# "))).isEmpty();
    assertThat(text).contains("learning-rate: 0.1 ", "# step size (above 0; default 0.01)");
    Command run =
        gatun("run", file.toString(), "--set", "train.epochs=2", "--out", folder + "/run");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(gatun(words).err())
        .isEqualTo(
            "gatun: NAME: file '%s' is there already; choose another name, or remove it\n"
                .formatted(file));
  }

  @Test
  void aPipelineHasNoFolders() {
    assertThat(gatun("new", "pipeline", "a/b").err())
        .isEqualTo(
            "gatun: NAME: must be letters, digits, dots and dashes, without folders, got 'a/b'\n");
    assertThat(Definitions.BUILT_IN).containsKey("digits");
  }

  @Test
  void theLocalRepositoryIsThatOfTheSettings() throws IOException {
    Path maven = Files.createDirectories(folder.resolve(".m2"));
    assertThat(LocalRepository.of(folder).folder()).isEqualTo(maven.resolve("repository"));
    Files.writeString(
        maven.resolve("settings.xml"),
        "<settings><!-- <localRepository>/no</localRepository> -->"
            + "<localRepository>${user.home}/jars</localRepository></settings>");
    assertThat(LocalRepository.of(folder).folder()).isEqualTo(folder.resolve("jars"));
  }

  /// {@return the artifacts of Gatun that a pom makes Maven look for}
  private static Set<String> needed(Path artifact) throws IOException {
    try (Stream<Path> files = Files.walk(artifact)) {
      Path pom = files.filter(file -> file.toString().endsWith(".pom")).findFirst().orElseThrow();
      return Pattern.compile(
              "<groupId>dev\\.gatun</groupId>\\s*<artifactId>([^<]+)</artifactId>"
                  + "(?:\\s*<scope>(?:compile|runtime)</scope>)?\\s*</dependency>")
          .matcher(Files.readString(pom))
          .results()
          .map(found -> found.group(1))
          .collect(Collectors.toSet());
    }
  }

  /// Where this runs from jars, as in a distribution and in Maven's tests; a class folder has none.
  @Test
  void artifactsAreInstalledOnce() throws IOException {
    String first = gatun("new", "artifacts", "--repository", folder.toString()).out();
    if (LocalRepository.version().isEmpty()) {
      assertThat(first).startsWith("Gatun runs from folders of classes: nothing was put into");
      return;
    }
    assertThat(first).startsWith("What it is built and tested with is now in " + folder);
    Path group = folder.resolve("dev/gatun");
    try (Stream<Path> files = Files.walk(group)) {
      Set<String> artifacts =
          files
              .filter(file -> file.toString().endsWith(".pom"))
              .map(file -> group.relativize(file).getName(0).toString())
              .collect(Collectors.toSet());
      assertThat(artifacts)
          .contains("gatun-api", "gatun-kit", "gatun-tests-contract", "gatun-tests-engines")
          .allSatisfy(artifact -> assertThat(needed(group.resolve(artifact))).isSubsetOf(artifacts))
          .doesNotContain("gatun-cli", "gatun-native");
    }
    assertThat(gatun("new", "artifacts", "--repository", folder.toString()).out())
        .contains("already");
  }
}
