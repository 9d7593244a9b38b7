package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Plugin;
import dev.gatun.engine.EngineProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an author or a user of a plugin can do wrong before anything is computed: each is told in
/// one sentence that says what to do, with exit code 4.
final class PluginMistakesTest {
  @TempDir private Path folder;

  /// Loads a plugin and compares what is said, in which `@/` stands for the folder of the test.
  private void assertRefused(Path plugin, String... sentences) {
    Command command = Command.gatun("describe", "linear", "--plugins", plugin.toString());
    StringBuilder expected = new StringBuilder();
    for (String sentence : sentences) {
      expected.append("gatun: ").append(sentence.replace("@/", folder + "/")).append('\n');
    }
    assertThat(command).isEqualTo(new Command(4, "", expected.toString()));
  }

  private JarBuilder jar() {
    return new JarBuilder(folder);
  }

  private JarBuilder loss(String options) {
    return JarBuilder.loss(folder, "acme", options, "");
  }

  @Test
  void aPathWithNothingThere() {
    assertRefused(
        folder.resolve("no.jar"),
        "@/no.jar: no such file or folder; name a jar, a .java file or a folder of them");
  }

  @Test
  void anotherKindOfFile() throws IOException {
    assertRefused(
        Files.writeString(folder.resolve("a.txt"), "x"),
        "@/a.txt: must be a jar, a .java file or a folder of them; got another kind of file");
  }

  @Test
  void anEmptyFolder() throws IOException {
    assertRefused(
        Files.createDirectory(folder.resolve("empty")),
        "@/empty: must be a folder with jars or .java files, got none");
  }

  @Test
  void aFolderOfClasses() throws IOException {
    Files.createDirectories(folder.resolve("classes/META-INF"));
    assertRefused(
        folder.resolve("classes"),
        "@/classes: must be a folder with jars or .java files, got classes; build a jar of them");
  }

  @Test
  void noZip() throws IOException {
    assertRefused(
        Files.writeString(folder.resolve("a.jar"), "not a zip"),
        "@/a.jar: must be a jar, got a file that is no zip archive; build it again");
  }

  @Test
  void whatCannotBeRead() throws IOException {
    Path source = folder.resolve("a.java");
    Files.createSymbolicLink(source, Path.of("/proc/self/mem"));
    assertRefused(source, "@/a.java: cannot be read: Input/output error");
  }

  @Test
  void aNewerApi() {
    assertRefused(
        loss("").attribute("Gatun-Api-Version", "0.2").build("a.jar"),
        "@/a.jar: must be built against version 0.1 of the plugin API, got 0.2; build it against this version of Gatun, or use the Gatun it was built for");
  }

  @Test
  void aVersionThatIsNone() {
    assertRefused(
        loss("").attribute("Gatun-Api-Version", "${gatun.version}").build("a.jar"),
        "@/a.jar: Gatun-Api-Version in the manifest must be a version such as 0.1, got '${gatun.version}'; correct it");
  }

  @Test
  void noService() {
    assertRefused(
        jar().source("A", "package acme; public class A {}").build("a.jar"),
        "@/a.jar: must name a class in META-INF/services/dev.gatun.api.Plugin or META-INF/services/dev.gatun.engine.EngineProvider, got neither; add the file, or, if it is a library of a plugin NAME.jar, put it into the folder NAME.lib");
  }

  @Test
  void aServiceThatIsNotInTheJar() {
    assertRefused(
        jar().service(Plugin.class, "acme.Al").build("a.jar"),
        "@/a.jar: META-INF/services/dev.gatun.api.Plugin must name a class in the jar, got acme.Al; correct the name");
  }

  @Test
  void aServiceThatIsNoPlugin() {
    assertRefused(
        jar()
            .source("A", "package acme; public class A {}")
            .service(Plugin.class, "acme.A")
            .build("a.jar"),
        "@/a.jar: acme.A must implement dev.gatun.api.Plugin, which META-INF/services/dev.gatun.api.Plugin says of it");
  }

  @Test
  void aPluginThatNeedsArguments() {
    assertRefused(
        jar().plugin("", "public All(int size) {}").build("a.jar"),
        "@/a.jar: acme.All must be a public class with a public constructor without arguments");
  }

  @Test
  void aPluginThatThrowsWhenMade() {
    assertRefused(
        jar()
            .plugin("", "public All() { throw new IllegalStateException(\"no licence\"); }")
            .build("a.jar"),
        "@/a.jar: the constructor of acme.All must not throw, got java.lang.IllegalStateException: no licence");
  }

  @Test
  void aPluginThatThrowsWhenAsked() {
    assertRefused(
        jar()
            .source(
                "All",
                JarBuilder.IMPORTS
                    + "public class All implements Plugin { public List<Class<? extends Record>> components() { return List.of(List.of().getFirst().getClass().asSubclass(Record.class)); } }")
            .service(Plugin.class, "acme.All")
            .build("a.jar"),
        "@/a.jar: acme.All.components() must not throw, got java.util.NoSuchElementException");
  }

  @Test
  void aListWithNull() {
    assertRefused(
        jar()
            .source(
                "All",
                JarBuilder.IMPORTS
                    + "public class All implements Plugin { public List<Class<? extends Record>> components() { return Arrays.asList((Class<? extends Record>) null); } }")
            .service(Plugin.class, "acme.All")
            .build("a.jar"),
        "@/a.jar: acme.All.components() must list records, got null; leave it out");
  }

  @Test
  void aStaticInitializerThatThrows() {
    assertRefused(
        jar().plugin("", "static final int SIZE = Integer.parseInt(\"x\");").build("a.jar"),
        "@/a.jar: a static initializer must not throw, got java.lang.NumberFormatException: For input string: \"x\"");
  }

  @Test
  @SuppressWarnings("unchecked")
  void aComponentThatIsNoRecord() {
    assertRefused(
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
        jar().source("A", "package acme; public record A() {}").plugin("A.class").build("a.jar"),
        "acme.A in @/a.jar must have @Component; add it, or do not offer it");
  }

  @Test
  void aComponentOfNoKind() {
    assertRefused(
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
        loss("@Option(\"x\") @Default(\"many\") int size").build("a.jar"),
        "acme.Acme in @/a.jar: default 'many' of option 'size': must be an integer, got 'many'");
  }

  @Test
  void aNameThatIsNone() {
    assertRefused(
        JarBuilder.loss(folder, "My Loss", "", "").build("a.jar"),
        "acme.Acme in @/a.jar: the name of a component must be lower-case letters, digits and dashes, beginning with a letter, got 'My Loss'");
  }

  @Test
  void aLibraryThatIsMissing() {
    Path library =
        jar()
            .source(
                "Library",
                "package acme; public class Library { public static int size() { return 1; } }")
            .build("library.jar");
    assertRefused(
        jar().against(library).plugin("", "static final int SIZE = Library.size();").build("a.jar"),
        "@/a.jar: needs class acme.Library, which neither it nor the plugin API has; put its jar into the folder a.lib, or build the plugin against this version of Gatun");
  }

  @Test
  void aMethodThatIsGone() {
    assertRefused(
        jar()
            .phantom(
                "dev.gatun.api.Range",
                "package dev.gatun.api; public record Range(double from, double to) { public static void gone() {} }")
            .plugin("", "public All() { dev.gatun.api.Range.gone(); }")
            .build("a.jar"),
        "@/a.jar: does not fit this version of Gatun or of a library: 'void dev.gatun.api.Range.gone()'; build it against this version");
  }

  @Test
  void aMethodThatIsNew() {
    assertRefused(
        jar()
            .phantom(
                "dev.gatun.api.Loss",
                "package dev.gatun.api; @Kind(\"loss\") public interface Loss {}")
            .source(
                "A",
                JarBuilder.IMPORTS
                    + "@Component(name = \"a\", summary = \"\") public record A() implements dev.gatun.api.Loss {}")
            .plugin("A.class")
            .build("a.jar"),
        "@/a.jar: acme.A must implement dev.gatun.api.Loss.of, which this version of Gatun asks for; build it against this version");
  }

  @Test
  void aNewerJava() {
    byte[] header = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 99};
    assertRefused(
        jar().service(Plugin.class, "acme.All").file("acme/All.class", header).build("a.jar"),
        "@/a.jar: must be compiled for Java 25 or older, got Java 55; compile it with --release 25");
  }

  @Test
  void aClassThatIsDamaged() {
    assertRefused(
        jar().service(Plugin.class, "acme.All").file("acme/All.class", "x").build("a.jar"),
        "@/a.jar: cannot be linked: java.lang.ClassFormatError: Truncated class file; build it again");
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
        TracedEngine.jar(folder, "auto").build("a.jar"),
        "@/a.jar: the id of an engine must be lower-case letters, digits and dashes, and not auto; got 'auto'");
  }

  @Test
  void anEngineThatIsNone() {
    assertRefused(
        jar()
            .source("A", "package acme; public class A {}")
            .service(EngineProvider.class, "acme.A")
            .build("a.jar"),
        "@/a.jar: acme.A must implement dev.gatun.engine.EngineProvider, which META-INF/services/dev.gatun.engine.EngineProvider says of it");
  }

  @Test
  void aSourceThatDoesNotCompile() throws IOException {
    assertRefused(
        Files.writeString(
            folder.resolve("Acme.java"),
            JarBuilder.lossSource(
                "acme", "Acme", "", "public int size() { return sise; }\n  int x = 1\n")),
        "@/Acme.java:14:12: ';' expected");
  }

  @Test
  void aSourceThatIsNotInUtf8() throws IOException {
    assertRefused(
        Files.writeString(folder.resolve("a.java"), "// é", StandardCharsets.ISO_8859_1),
        "@/a.java: must be text in UTF-8; save it as such");
  }

  @Test
  void aSourceThatOffersNothing() throws IOException {
    assertRefused(
        Files.writeString(folder.resolve("a.java"), "class A {}"),
        "@/a.java: must have a record with @Component, or a class that implements dev.gatun.engine.EngineProvider; got neither");
  }

  @Test
  void aSourceMayUseTheApiAlone() throws IOException {
    assertRefused(
        Files.writeString(
            folder.resolve("a.java"),
            "import dev.gatun.runner.Run;\nimport picocli.CommandLine;\nclass A {}"),
        "@/a.java:1:24: package dev.gatun.runner does not exist",
        "@/a.java:2:15: package picocli does not exist");
  }
}
