package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Refused.assertRefused;

import dev.gatun.api.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong with a jar, or with what it says of itself: each mistake is told in one sentence
/// that says what to do, with exit code 4. What is wrong with what it offers: [OfferMistakesTest].
final class PluginMistakesTest {
  @TempDir private Path folder;

  private JarBuilder jar() {
    return new JarBuilder(folder);
  }

  private JarBuilder loss(String options) {
    return JarBuilder.loss(folder, "acme", options, "");
  }

  @Test
  void aPathWithNothingThere() {
    assertRefused(
        folder,
        folder.resolve("no.jar"),
        "@/no.jar: no such file or folder; name a jar, a .java file or a folder of them");
  }

  @Test
  void anotherKindOfFile() throws IOException {
    assertRefused(
        folder,
        Files.writeString(folder.resolve("a.txt"), "x"),
        "@/a.txt: must be a jar, a .java file or a folder of them; got another kind of file");
  }

  @Test
  void anEmptyFolder() throws IOException {
    assertRefused(
        folder,
        Files.createDirectory(folder.resolve("empty")),
        "@/empty: must be a folder with jars or .java files, got none");
  }

  @Test
  void aFolderOfClasses() throws IOException {
    Files.createDirectories(folder.resolve("classes/META-INF"));
    assertRefused(
        folder,
        folder.resolve("classes"),
        "@/classes: must be a folder with jars or .java files, got classes; build a jar of them");
  }

  @Test
  void noZip() throws IOException {
    assertRefused(
        folder,
        Files.writeString(folder.resolve("a.jar"), "not a zip"),
        "@/a.jar: must be a jar, got a file that is no zip archive; build it again");
  }

  @Test
  void whatCannotBeRead() throws IOException {
    Path source = folder.resolve("a.java");
    Files.createSymbolicLink(source, Path.of("/proc/self/mem"));
    assertRefused(folder, source, "@/a.java: cannot be read: Input/output error");
  }

  @Test
  void aNewerApi() {
    assertRefused(
        folder,
        loss("").attribute("Gatun-Api-Version", "0.2").build("a.jar"),
        "@/a.jar: must be built against version 0.1 of the plugin API, got 0.2; build it against this version of Gatun, or use the Gatun it was built for");
  }

  @Test
  void aVersionThatIsNone() {
    assertRefused(
        folder,
        loss("").attribute("Gatun-Api-Version", "${gatun.version}").build("a.jar"),
        "@/a.jar: Gatun-Api-Version in the manifest must be a version such as 0.1, got '${gatun.version}'; correct it");
  }

  @Test
  void noService() {
    assertRefused(
        folder,
        jar().source("A", "package acme; public class A {}").build("a.jar"),
        "@/a.jar: must name a class in META-INF/services/dev.gatun.api.Plugin or META-INF/services/dev.gatun.engine.EngineProvider, got neither; add the file, or, if it is a library of a plugin NAME.jar, put it into the folder NAME.lib");
  }

  @Test
  void aModuleThatIsGivenLikeOthers() {
    assertRefused(
        folder,
        jar().file("module-info.class", "x").build("a.jar"),
        "@/a.jar: must name a class in META-INF/services/dev.gatun.api.Plugin or META-INF/services/dev.gatun.engine.EngineProvider, got neither; add the file, or, if it is the module of an engine, name it with --allow-native");
  }

  @Test
  void aServiceThatIsNotInTheJar() {
    assertRefused(
        folder,
        jar().service(Plugin.class, "acme.Al").build("a.jar"),
        "@/a.jar: META-INF/services/dev.gatun.api.Plugin must name a class in the jar, got acme.Al; correct the name");
  }

  @Test
  void aServiceThatIsNoPlugin() {
    assertRefused(
        folder,
        jar()
            .source("A", "package acme; public class A {}")
            .service(Plugin.class, "acme.A")
            .build("a.jar"),
        "@/a.jar: acme.A must implement dev.gatun.api.Plugin, which META-INF/services/dev.gatun.api.Plugin says of it");
  }

  @Test
  void aPluginThatNeedsArguments() {
    assertRefused(
        folder,
        jar().plugin("", "public All(int size) {}").build("a.jar"),
        "@/a.jar: acme.All must be a public class with a public constructor without arguments");
  }

  @Test
  void aPluginThatThrowsWhenMade() {
    assertRefused(
        folder,
        jar()
            .plugin("", "public All() { throw new IllegalStateException(\"no licence\"); }")
            .build("a.jar"),
        "@/a.jar: the constructor of acme.All (All.java:9) must not throw, got java.lang.IllegalStateException: no licence");
  }

  @Test
  void aPluginThatThrowsWhenAsked() {
    assertRefused(
        folder,
        jar()
            .source(
                "All",
                JarBuilder.IMPORTS
                    + "public class All implements Plugin { public List<Class<? extends Record>> components() { return List.of(List.of().getFirst().getClass().asSubclass(Record.class)); } }")
            .service(Plugin.class, "acme.All")
            .build("a.jar"),
        "@/a.jar: acme.All.components() (All.java:7) must not throw, got java.util.NoSuchElementException");
  }

  @Test
  void aListWithNull() {
    assertRefused(
        folder,
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
        folder,
        jar().plugin("", "static final int SIZE = Integer.parseInt(\"x\");").build("a.jar"),
        "@/a.jar: a static initializer (All.java:9) must not throw, got java.lang.NumberFormatException: For input string: \"x\"");
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
        folder,
        jar().against(library).plugin("", "static final int SIZE = Library.size();").build("a.jar"),
        "@/a.jar: needs class acme.Library, which neither it nor the plugin API has; put its jar into the folder a.lib, or build the plugin against this version of Gatun");
  }

  @Test
  void aMethodThatIsGone() {
    assertRefused(
        folder,
        jar()
            .phantom(
                "dev.gatun.api.Range",
                "package dev.gatun.api; public record Range(double from, double to) { public static void gone() {} }")
            .plugin("", "public All() { dev.gatun.api.Range.gone(); }")
            .build("a.jar"),
        "@/a.jar: uses 'void dev.gatun.api.Range.gone()', which this version of Gatun or of a library does not have; build it against this version");
  }

  @Test
  void aMethodThatIsNew() {
    assertRefused(
        folder,
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
        folder,
        jar().service(Plugin.class, "acme.All").file("acme/All.class", header).build("a.jar"),
        "@/a.jar: must be compiled for Java 25 or older, got Java 55; compile it with --release 25");
  }

  @Test
  void aClassThatIsDamaged() {
    assertRefused(
        folder,
        jar().service(Plugin.class, "acme.All").file("acme/All.class", "x").build("a.jar"),
        "@/a.jar: has a class that Java refuses, java.lang.ClassFormatError: Truncated class file; build it again");
  }
}
