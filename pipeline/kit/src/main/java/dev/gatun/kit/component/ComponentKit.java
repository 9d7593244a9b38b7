package dev.gatun.kit.component;

import dev.gatun.api.graph.ComponentException;
import dev.gatun.engine.Availability;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.kit.NotApplicable;
import dev.gatun.kit.Outcome;
import dev.gatun.kit.Violation;
import java.util.ArrayList;
import java.util.List;

/// Tries the rules on components, with every engine that can run here.
///
/// The data are random and the same each time: `-Dgatun.seed` gives others. To be used by one
/// thread.
public final class ComponentKit {
  private static final String YARDSTICK = "reference";

  private final Engine reference;
  private final List<Engine> engines;
  private final long seed = Long.getLong("gatun.seed", 42);

  private ComponentKit(Engine reference, List<Engine> engines) {
    this.reference = reference;
    this.engines = List.copyOf(engines);
  }

  /// Opens the engines to try components on.
  ///
  /// @param engines hold `reference`
  /// @return the kit
  /// @throws dev.gatun.engine.EngineException if there is no `reference`
  public static ComponentKit open(Engines engines) {
    List<Engine> others = new ArrayList<>();
    engines.providers().stream()
        .filter(provider -> !provider.id().equals(YARDSTICK))
        .filter(provider -> provider.availability() instanceof Availability.Available)
        .forEach(provider -> others.add(engines.open(provider.id()).engine()));
    return new ComponentKit(engines.open(YARDSTICK).engine(), others);
  }

  /// {@return the engines components are tried on beside `reference`}
  public List<String> engines() {
    return engines.stream().map(Engine::id).toList();
  }

  /// Tries one rule on one component.
  ///
  /// @param rule one of [ComponentRules#of]
  /// @param subject the component
  /// @return what came of it
  public Result run(Rule rule, Subject subject) {
    long start = System.nanoTime();
    Outcome outcome;
    try (Trial trial = new Trial(subject, reference, engines, seed)) {
      outcome = outcome(rule, trial);
    }
    return new Result(subject, rule, outcome, System.nanoTime() - start);
  }

  /// A component may fail in any way: each is a violation, and none ends the run.
  private static Outcome outcome(Rule rule, Trial trial) {
    try {
      rule.check().check(trial);
      return new Outcome.Passed();
    } catch (Violation e) {
      return new Outcome.Violated(String.valueOf(e.getMessage()));
    } catch (NotApplicable e) {
      return new Outcome.Exempt(String.valueOf(e.getMessage()));
    } catch (ComponentException e) {
      return new Outcome.Violated(String.valueOf(e.getMessage()));
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      return new Outcome.Violated(ComponentException.thrown(e));
    }
  }
}
