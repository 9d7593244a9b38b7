package __package__;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.engine.Engines;
import dev.gatun.kit.engine.EngineKit;
import dev.gatun.kit.engine.EngineRules;
import dev.gatun.kit.engine.Result;
import dev.gatun.kit.engine.Rule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The engine keeps the rules of every engine, those that `gatun engines --doctor` tries.
final class __class__Test {
  private static final EngineKit KIT =
      EngineKit.open(Engines.load(__class__Test.class.getClassLoader()), "__name__");

  static List<Rule> rules() {
    return EngineRules.all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void keepsARule(Rule rule) {
    Result result = KIT.run(rule);
    assertTrue(result.isKept(), () -> rule.id() + ": " + result.outcome());
  }
}
