package dev.gatun.tests.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.kit.engine.EngineRules;
import dev.gatun.kit.engine.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The list of rules, the kit and the contract tell the same.
final class EngineRulesTest {
  private static final Pattern RULE =
      Pattern.compile("/// - `(ENG-\\d\\d)` ((?:(?!\n/// -|\n///\n|\n@).)*)", Pattern.DOTALL);

  private static List<String> rules() {
    return EngineRules.all().stream().map(Rule::id).toList();
  }

  @Test
  void everyRuleHasATestAndEveryTestARule() {
    List<String> tested =
        Stream.<Class<?>>iterate(
                EngineContract.class, type -> type != Object.class, Class::getSuperclass)
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> "ENG-" + method.getName().substring("eng".length()).substring(0, 2))
            .sorted()
            .toList();
    assertThat(tested).isEqualTo(rules());
  }

  @Test
  void rulesAreNumberedInOrderAndEndInAFullStop() {
    assertThat(rules()).isSorted().doesNotHaveDuplicates();
    assertThat(EngineRules.all()).allSatisfy(rule -> assertThat(rule.text()).endsWith("."));
  }

  @Test
  void theSpiListsTheRulesOfTheKit() throws IOException {
    Path list = Path.of("../../engine-api/src/main/java/dev/gatun/engine/package-info.java");
    List<String> listed =
        RULE.matcher(Files.readString(list))
            .results()
            .map(match ->
                match.group(1) + " " + match.group(2).replaceAll("\\s*\n///\\s*", " ").strip())
            .toList();
    assertThat(listed)
        .isEqualTo(EngineRules.all().stream().map(rule -> rule.id() + " " + rule.text()).toList());
  }
}
