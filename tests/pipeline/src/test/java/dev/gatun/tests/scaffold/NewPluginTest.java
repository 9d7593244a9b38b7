package dev.gatun.tests.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Plugin;
import dev.gatun.cli.Main;
import dev.gatun.cli.scaffold.PluginKind;
import dev.gatun.cli.scaffold.PluginProject;
import dev.gatun.runner.RunException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/// Each project that `gatun new plugin` writes compiles without a warning, passes its own tests and
/// runs its definition.
final class NewPluginTest {
  @TempDir private Path folder;

  private static PluginProject project(PluginKind kind, String name) {
    return new PluginProject(kind, name, "org.example", "0.1.0-SNAPSHOT");
  }

  @ParameterizedTest
  @EnumSource(PluginKind.class)
  void aProjectBuildsPassesItsTestsAndRuns(PluginKind kind) throws Exception {
    BuiltProject built = BuiltProject.of(project(kind, "my-" + kind), folder);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {built.jar().toUri().toURL(), built.tests().toUri().toURL()},
            getClass().getClassLoader())) {
      for (String test : tests(built)) {
        String name = "org.example.my%s.%s".formatted(kind, test);
        assertThat(passed(loader.loadClass(name))).as(test).isPositive();
      }
    }
    String definition = built.folder().resolve("my-" + kind + ".yaml").toString();
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(messages, true, StandardCharsets.UTF_8);
    String[] words = {
      "run",
      definition,
      "--plugins",
      built.jar().toString(),
      "--out",
      folder.resolve("run").toString()
    };
    assertThat(Main.run(words, stream, stream))
        .as(messages.toString(StandardCharsets.UTF_8))
        .isZero();
  }

  /// {@return the names of the classes in `src/test`}
  private static List<String> tests(BuiltProject built) throws IOException {
    try (var files = Files.walk(built.folder().resolve("src/test/java"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .toList();
    }
  }

  /// {@return how many tests of a class were run, none of which threw}
  private static int passed(Class<?> tests) throws Exception {
    Constructor<?> constructor = tests.getDeclaredConstructor();
    constructor.setAccessible(true);
    int count = 0;
    for (Class<?> each = tests; each != Object.class; each = each.getSuperclass()) {
      for (Method method : each.getDeclaredMethods()) {
        method.setAccessible(true);
        // A contract tries all of its rules, which takes a while; this, the first.
        if (method.isAnnotationPresent(TestFactory.class)) {
          count += passed((Stream<?>) method.invoke(constructor.newInstance()));
        } else if (method.isAnnotationPresent(Test.class)
            && (each == tests || method.getName().startsWith("eng0"))) {
          method.invoke(constructor.newInstance());
          count++;
        }
      }
    }
    return count;
  }

  private static int passed(Stream<?> contract) throws Exception {
    List<DynamicTest> rules =
        contract
            .flatMap(component -> ((DynamicContainer) component).getChildren())
            .map(DynamicTest.class::cast)
            .filter(rule -> rule.getDisplayName().startsWith("CMP-0"))
            .toList();
    for (DynamicTest rule : rules) {
      try {
        rule.getExecutable().execute();
      } catch (TestAbortedException _) {
        // The rule is not for this component.
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
    return rules.size();
  }

  @Test
  void theVersionsOfThePomAreThoseThatGatunIsBuiltWith() throws IOException {
    String pom = project(PluginKind.LOSS, "mine").files().get("pom.xml");
    String root = Files.readString(Path.of("..", "..", "pom.xml"));
    Matcher plugin =
        Pattern.compile("<artifactId>(maven-\\w+-plugin)</artifactId>\\s*<version>([^<]+)<")
            .matcher(String.valueOf(pom));
    int plugins = 0;
    while (plugin.find()) {
      assertThat(root)
          .containsPattern(
              "<artifactId>%s</artifactId>\\s*<version>%s<"
                  .formatted(plugin.group(1), Pattern.quote(plugin.group(2))));
      plugins++;
    }
    assertThat(plugins).isEqualTo(5);
    assertThat(pom)
        .contains("<Gatun-Api-Version>" + Plugin.API_VERSION + "<")
        .contains("<version>" + junit(root) + "</version>");
  }

  private static String junit(String root) {
    Matcher version = Pattern.compile("<junit.version>([^<]+)<").matcher(root);
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Rob | NAME: must be lower-case letters, digits and dashes, beginning with a letter, got 'Rob'",
        "a--b | NAME: must be lower-case letters, digits and dashes, beginning with a letter, got 'a--b'",
        "../x | NAME: must be lower-case letters, digits and dashes, beginning with a letter, got '../x'",
        "class | NAME: must not be a word of the Java language, got 'class'",
        "loss | NAME: must not make a class 'Loss', which its source needs, got 'loss'",
        "string | NAME: must not make a class 'String', which its source needs, got 'string'"
      })
  void aNameThatCannotBeIsRefused(String name, String message) {
    assertThatThrownBy(() -> project(PluginKind.LOSS, name))
        .isInstanceOf(RunException.class)
        .hasMessage(message);
  }

  @Test
  void aGroupIsAPackage() {
    assertThatThrownBy(() -> new PluginProject(PluginKind.LOSS, "rob", "1a", "0.1.0"))
        .hasMessage("--group: must be a Java package, such as org.example, got '1a'");
  }
}
