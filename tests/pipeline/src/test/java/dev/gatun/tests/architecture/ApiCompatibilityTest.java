package dev.gatun.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gatun.api.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What plugins are compiled against keeps its promise: everything that version
/// [Plugin#API_VERSION] began with is still there, and nothing that authors implement asks for
/// more.
///
/// The file named like the version holds what it began with. `-Dgatun.api.update` writes it, for a
/// new version only.
final class ApiCompatibilityTest {
  private static final Set<String> PACKAGES =
      Set.of(
          "dev.gatun.engine",
          "dev.gatun.api",
          "dev.gatun.api.data",
          "dev.gatun.api.graph",
          "dev.gatun.api.profile");

  /// What the framework implements and hands to authors: it may grow.
  private static final Set<String> GIVEN =
      Set.of(
          "dev.gatun.api.Figure$Run",
          "dev.gatun.api.Optimizer$Update",
          "dev.gatun.api.Source$Reading",
          "dev.gatun.api.Trainer$Training");

  private static final Path BASELINE =
      Path.of(
          "src/test/resources/dev/gatun/tests/architecture", "api-" + Plugin.API_VERSION + ".txt");

  private static Set<String> now() {
    Set<String> lines = new TreeSet<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PACKAGES.toArray(String[]::new))
            .stream()
            .filter(type -> PACKAGES.contains(type.getPackageName()))
            .map(JavaClass::reflect)
            .forEach(type -> lines.addAll(Signatures.of(type)));
    return lines;
  }

  private static Set<String> baseline() throws IOException {
    if (System.getProperty("gatun.api.update") != null && !Files.exists(BASELINE)) {
      Files.write(BASELINE, now());
    }
    assertThat(BASELINE)
        .as("version %s is new: run with -Dgatun.api.update once", Plugin.API_VERSION)
        .exists();
    return new TreeSet<>(Files.readAllLines(BASELINE));
  }

  @Test
  void nothingThatWasThereIsGone() throws IOException {
    Set<String> gone = baseline();
    Set<String> now = now();
    gone.removeAll(now);
    gone.removeIf(line -> now.contains(line.replace(": public abstract ", ": public default ")));
    assertThat(gone)
        .as("breaks plugins: keep it, or raise Plugin.API_VERSION and say so in the README")
        .isEmpty();
  }

  @Test
  void nothingMoreIsAskedOfThoseWhoImplement() throws IOException {
    Set<String> before = baseline();
    Set<String> types = new TreeSet<>();
    before.forEach(line -> types.add(Signatures.type(line)));
    types.removeAll(GIVEN);
    List<String> asked =
        now().stream()
            .filter(line -> !before.contains(line) && Signatures.isAsked(line))
            .filter(line -> types.contains(Signatures.type(line)))
            .toList();
    assertThat(asked)
        .as("breaks plugins that implement it: give it a default, or raise Plugin.API_VERSION")
        .isEmpty();
  }

  @Test
  void theApiWasSeen() throws IOException {
    assertThat(baseline())
        .hasSizeGreaterThan(500)
        .contains(
            "dev.gatun.api.Loss: public abstract dev.gatun.api.graph.Value of(dev.gatun.api.graph.Value, dev.gatun.api.graph.Target)",
            "dev.gatun.engine.Shape: public static dev.gatun.engine.Shape of(int[])");
  }
}
