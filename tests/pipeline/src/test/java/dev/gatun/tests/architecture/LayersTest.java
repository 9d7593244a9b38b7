package dev.gatun.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the arrows: what each part may depend on, beside the JDK and JSpecify.
final class LayersTest {
  private static final String FFI = "dev.gatun.ffi..";
  private static final String ENGINE = "dev.gatun.engine";
  private static final String ENGINE_JAVA = "dev.gatun.engine.java..";
  private static final String ENGINE_OPENBLAS = "dev.gatun.engine.openblas..";
  private static final String API = "dev.gatun.api..";
  private static final String KIT = "dev.gatun.kit..";
  private static final String RUNNER = "dev.gatun.runner..";
  private static final String CLI = "dev.gatun.cli..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.gatun");

  /// A part and the packages it may depend on.
  record Arrow(String part, List<String> allowed) {}

  static Stream<Arrow> arrows() {
    List<Arrow> arrows =
        new ArrayList<>(
            List.of(
                new Arrow(FFI, List.of()),
                new Arrow(ENGINE, List.of()),
                new Arrow(ENGINE_JAVA, List.of(ENGINE, "jdk.incubator.vector..")),
                new Arrow(ENGINE_OPENBLAS, List.of(ENGINE, ENGINE_JAVA, FFI)),
                new Arrow(API, List.of(ENGINE)),
                new Arrow(KIT, List.of(ENGINE, API)),
                new Arrow(
                    RUNNER, List.of(ENGINE, API, "org.snakeyaml.engine..", "tools.jackson.core..")),
                new Arrow(
                    CLI,
                    List.of(
                        ENGINE,
                        API,
                        KIT,
                        RUNNER,
                        "io.micronaut..",
                        "picocli..",
                        "jakarta..",
                        "ar.com.hjg.pngj..")),
                new Arrow("dev.gatun.tests.example..", List.of(ENGINE, API))));
    Map<String, List<String>> libraries =
        Map.of(
            "collect", List.of("de.siegmar.fastcsv..", "ar.com.hjg.pngj.."),
            "evaluate", List.of("org.apache.fontbox..", "org.apache.pdfbox.io.."));
    for (String stage : List.of("collect", "model", "loss", "train", "evaluate")) {
      List<String> allowed = new ArrayList<>(List.of(ENGINE, API));
      allowed.addAll(libraries.getOrDefault(stage, List.of()));
      arrows.add(new Arrow("dev.gatun.plugins." + stage + "..", allowed));
    }
    return arrows.stream();
  }

  @ParameterizedTest
  @MethodSource("arrows")
  void aPartDependsOnWhatItsArrowsAllow(Arrow arrow) {
    List<String> allowed = new ArrayList<>(arrow.allowed());
    allowed.addAll(
        List.of(
            arrow.part(),
            "java..",
            "javax..",
            "com.sun.management..",
            "jdk.incubator..",
            "org.jspecify.."));
    allowed.add("");
    if (!arrow.part().equals(ENGINE_JAVA)) {
      allowed.remove("jdk.incubator..");
    }
    ArchRule rule =
        classes()
            .that()
            .resideInAPackage(arrow.part())
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(allowed.toArray(String[]::new));
    rule.check(CLASSES);
  }

  @Test
  void everyPartWasSeen() {
    Map<String, Long> perPart =
        CLASSES.stream().collect(Collectors.groupingBy(LayersTest::part, Collectors.counting()));
    assertThat(perPart.keySet())
        .contains("ffi", "engine", "api", "kit", "runner", "cli", "plugins");
    assertThat(CLASSES.size()).as("imported classes").isGreaterThan(200);
  }

  private static String part(JavaClass type) {
    return type.getPackageName().replaceFirst("^dev\\.gatun\\.?", "").replaceFirst("\\..*", "");
  }

  @Test
  void stagesDoNotKnowEachOther() {
    slices().matching("dev.gatun.plugins.(*)..").should().notDependOnEachOther().check(CLASSES);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackages(CLI, "dev.gatun.ffi.openblas..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void nobodyEndsTheProcessButTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }
}
