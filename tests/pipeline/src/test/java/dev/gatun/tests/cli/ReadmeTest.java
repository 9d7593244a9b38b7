package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example in the README works as it is printed there.
final class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir private static Path folder;

  private static String readme() {
    try {
      return Files.readString(Path.of("..", "..", "README.md"));
    } catch (IOException e) {
      throw new AssertionError("the tests run in their module's folder", e);
    }
  }

  private static List<String> blocks(String language) {
    return BLOCK
        .matcher(readme())
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  static Stream<String> commands() {
    return blocks("sh").stream()
        .flatMap(String::lines)
        .map(line -> line.replaceFirst("\\s+#.*", ""))
        .filter(line -> line.startsWith("./gatun"));
  }

  @Test
  void beginsWithTheTwoCommands() {
    assertThat(blocks("sh").getFirst()).isEqualTo("./gatun run digits\nmvn verify\n");
    assertThat(commands().count()).isGreaterThan(10);
  }

  @BeforeAll
  static void saveSources() throws IOException {
    for (String source : sources().toList()) {
      Files.writeString(folder.resolve(name(source) + ".java"), source);
    }
  }

  private static String name(String source) {
    Matcher name = Pattern.compile("public (?:record|final class) (\\w+)").matcher(source);
    assertThat(name.find()).isTrue();
    return name.group(1);
  }

  /// Runs the lines in their order: later ones use what earlier ones left. Data and training are
  /// cut down to a moment, and folders moved to a temporary one.
  @ParameterizedTest
  @MethodSource("commands")
  void aCommandIsDone(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line.substring("./gatun".length()));
    while (matcher.find()) {
      String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      words.add(
          word.replace("runs/", folder + "/runs/").replaceFirst("^(\\w+\\.java)$", folder + "/$1"));
    }
    if (words.contains("run") || words.contains("check")) {
      words.addAll(List.of("--set", "collect.source.examples=400"));
      words.addAll(List.of("--set", "collect.source.test-examples=100"));
      words.addAll(List.of("--set", "train.epochs=2"));
    }
    if (words.contains("run") && !words.contains("--out")) {
      words.addAll(List.of("--out", folder.resolve("run-" + System.nanoTime()).toString()));
    }
    if (words.contains("new")) {
      words.addAll(List.of("--out", folder.toString()));
      if (words.contains("plugin")) {
        words.addAll(List.of("--repository", folder + "/repository"));
      }
    }
    Command result = gatun(words.toArray(String[]::new));
    assertThat(result.code()).as("%s%n%s", line, result.err()).isZero();
    assertThat(result.out()).isNotBlank();
  }

  static Stream<String> definitions() {
    return blocks("yaml").stream();
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void aDefinitionRunsAndKeepsItsPromise(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("readme.yaml"), yaml);
    Command result = gatun("run", file.toString(), "--out", folder.resolve("yaml").toString());
    assertThat(result.code()).as(result.err()).isZero();
  }

  /// Blocks that begin with imports are files; the others are parts of the example plugin.
  private static boolean isFile(String block) {
    return block.startsWith("import ");
  }

  static Stream<String> parts() {
    return blocks("java").stream().filter(block -> !isFile(block));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartIsWhatTheExamplePluginHas(String part) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "example-plugin", "src", "main", "java"))) {
      assertThat(files.filter(Files::isRegularFile))
          .as("examples that hold%n%s", part)
          .anyMatch(file -> unindented(file).contains(unindented(part)));
    }
  }

  private static String unindented(Path file) {
    try {
      return unindented(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unindented(String text) {
    return text.replaceAll("(?m)^ +", "");
  }

  static Stream<String> sources() {
    return blocks("java").stream().filter(ReadmeTest::isFile);
  }

  /// Compiles each class, and runs those that can be.
  @ParameterizedTest
  @MethodSource("sources")
  void aClassCompilesAndRuns(String source) throws Exception {
    compile(name(source), source.replace("runs/", folder + "/runs/"));
    if (!source.contains("void main(")) {
      return;
    }
    Path run = folder.resolve("runs/readme");
    if (!Files.exists(run)) {
      assertThat(Command.quickRun(run).code()).isZero();
    }
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      loader
          .loadClass(name(source))
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).matches("\\d with probability [01]\\.\\d+\\R");
  }

  private static void compile(String name, String source) {
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString());
    boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(file)).call();
    assertThat(compiled).as(messages.toString()).isTrue();
  }
}
