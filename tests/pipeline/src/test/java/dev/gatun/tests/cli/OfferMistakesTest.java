package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.EngineProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong with the components and engines that a plugin offers, or with the source of one:
/// each mistake is told in one sentence that says what to do, with exit code 4.
final class OfferMistakesTest {
  @TempDir private Path folder;

  private JarBuilder jar() {
    return new JarBuilder(folder);
  }

  private JarBuilder loss(String options) {
    return JarBuilder.loss(folder, "acme", options, "");
  }

  @Test
  @SuppressWarnings("unchecked")
  void aComponentThatIsNoRecord() {
    assertRefused(
        folder,
        jar()
            .source(
                "A",
                JarBuilder.IMPORTS
                    + "@Component(name = \"a\", summary = \"\") public final class A implements Loss { public Value of(Value s, Target t) { return s; } }")
            .plugin("(Class) A.class")
            .build("a.jar"),
        "acme.A in @/a.jar must be a record to be a component");
  }

  @Test
  void aRecordWithoutComponent() {
    assertRefused(
        folder,
        jar().source("A", "package acme; public record A() {}").plugin("A.class").build("a.jar"),
        "acme.A in @/a.jar must have @Component; add it, or do not offer it");
  }

  @Test
  void aComponentOfNoKind() {
    assertRefused(
        folder,
        jar()
            .source(
                "A",
                JarBuilder.IMPORTS
                    + "@Component(name = \"a\", summary = \"\") public record A() {}")
            .plugin("A.class")
            .build("a.jar"),
        "acme.A in @/a.jar must implement a kind of component, such as dev.gatun.api.Layer");
  }

  @Test
  void aNameThatIsTaken() {
    Path one = loss("").build("a.jar");
    Path two = loss("").build("b.jar");
    Command command =
        Command.gatun(
            "describe", "linear", "--plugins", one.toString(), "--plugins", two.toString());
    assertThat(command)
        .isEqualTo(
            new Command(
                4,
                "",
                "gatun: loss 'acme' is offered twice: by acme.Acme in %s and by acme.Acme in %s; remove one of the two\n"
                    .formatted(one, two)));
  }

  @Test
  void aNameOfGatunsOwn() {
    Command command =
        Command.gatun(
            "describe",
            "linear",
            "--plugins",
            JarBuilder.loss(folder, "cross-entropy", "", "").build("a.jar").toString());
    assertThat(command.code()).isEqualTo(4);
    assertThat(command.err())
        .startsWith(
            "gatun: loss 'cross-entropy' is offered twice: by dev.gatun.plugins.loss.CrossEntropy in ")
        .endsWith(" and by acme.Acme in %s/a.jar; remove one of the two\n".formatted(folder));
  }

  @Test
  void mistakesInOptionsAreAllTold() {
    assertRefused(
        folder,
        loss("float size, @Option(\"x\") Thread thread, @Option(\"x\") int type, @Option(\"x\") @AtLeast(0) String name")
            .build("a.jar"),
        "acme.Acme in @/a.jar: option 'size' must have @Option with its meaning",
        "acme.Acme in @/a.jar: option 'thread' must be of a type a definition can hold, got java.lang.Thread; see dev.gatun.api.Option",
        "acme.Acme in @/a.jar: option 'type' must have another name; id, type and weight are reserved",
        "acme.Acme in @/a.jar: option 'name' with bounds must be a number, got text");
  }

  @Test
  void aDefaultThatIsNone() {
    assertRefused(
        folder,
        loss("@Option(\"x\") @Default(\"many\") int size").build("a.jar"),
        "acme.Acme in @/a.jar: default 'many' of option 'size': must be an integer, got 'many'");
  }

  @Test
  void aNameThatIsNone() {
    assertRefused(
        folder,
        JarBuilder.loss(folder, "My Loss", "", "").build("a.jar"),
        "acme.Acme in @/a.jar: the name of a component must be lower-case letters, digits and dashes, beginning with a letter, got 'My Loss'");
  }

  @Test
  void anEngineThatIsTaken() {
    Command command =
        Command.gatun(
            "engines", "--plugins", TracedEngine.jar(folder, "java").build("a.jar").toString());
    assertThat(command.code()).isEqualTo(4);
    assertThat(command.err())
        .startsWith(
            "gatun: engine 'java' is offered twice: by dev.gatun.engine.java.JavaEngineProvider in ")
        .endsWith(" and by acme.Traced in %s/a.jar; remove one of the two\n".formatted(folder));
  }

  @Test
  void anEngineWithAnIdThatIsNone() {
    assertRefused(
        folder,
        TracedEngine.jar(folder, "auto").build("a.jar"),
        "@/a.jar: the id of an engine must be lower-case letters, digits and dashes, and not auto; got 'auto'");
  }

  @Test
  void anEngineThatIsNone() {
    assertRefused(
        folder,
        jar()
            .source("A", "package acme; public class A {}")
            .service(EngineProvider.class, "acme.A")
            .build("a.jar"),
        "@/a.jar: acme.A must implement dev.gatun.engine.EngineProvider, which META-INF/services/dev.gatun.engine.EngineProvider says of it");
  }

  @Test
  void aSourceThatDoesNotCompile() throws IOException {
    assertRefused(
        folder,
        Files.writeString(
            folder.resolve("Acme.java"),
            JarBuilder.lossSource(
                "acme", "Acme", "", "public int size() { return sise; }\n  int x = 1\n")),
        "@/Acme.java:14:12: ';' expected");
  }

  @Test
  void aSourceThatIsNotInUtf8() throws IOException {
    assertRefused(
        folder,
        Files.writeString(folder.resolve("a.java"), "// é", StandardCharsets.ISO_8859_1),
        "@/a.java: must be text in UTF-8; save it as such");
  }

  @Test
  void aSourceThatOffersNothing() throws IOException {
    assertRefused(
        folder,
        Files.writeString(folder.resolve("a.java"), "class A {}"),
        "@/a.java: must have a record with @Component, or a class that implements dev.gatun.engine.EngineProvider; got neither");
  }

  @Test
  void aSourceMayUseTheApiAlone() throws IOException {
    assertRefused(
        folder,
        Files.writeString(
            folder.resolve("a.java"),
            "import dev.gatun.runner.Run;\nimport picocli.CommandLine;\nclass A {}"),
        "@/a.java:1:24: package dev.gatun.runner does not exist",
        "@/a.java:2:15: package picocli does not exist");
  }
}
