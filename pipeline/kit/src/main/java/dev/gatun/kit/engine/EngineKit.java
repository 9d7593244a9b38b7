package dev.gatun.kit.engine;

import dev.gatun.engine.Engine;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Engines;
import dev.gatun.kit.NotApplicable;
import dev.gatun.kit.Outcome;
import dev.gatun.kit.Violation;

/// Tries the rules on an engine, with the engine `reference` as the yardstick.
///
/// The inputs are random and the same each time: `-Dgatun.seed` gives others. To be used by one
/// thread.
public final class EngineKit {
  private static final String YARDSTICK = "reference";

  private final EngineProvider provider;
  private final Engine engine;
  private final Engine complete;
  private final Engine reference;
  private final long seed;

  private EngineKit(
      EngineProvider provider, Engine engine, Engine complete, Engine reference, long seed) {
    this.provider = provider;
    this.engine = engine;
    this.complete = complete;
    this.reference = reference;
    this.seed = seed;
  }

  /// Opens an engine to try the rules on.
  ///
  /// @param engines hold that engine, `reference`, and a complete engine to fall back on
  /// @param id the engine's
  /// @return the kit
  /// @throws dev.gatun.engine.EngineException if one of them cannot be had
  public static EngineKit open(Engines engines, String id) {
    Engine engine = engines.open(id).engine();
    Engine reference = engines.open(YARDSTICK).engine();
    Engine complete =
        engines.complete().map(provider -> engines.open(provider.id()).engine()).orElse(reference);
    long seed = Long.getLong("gatun.seed", 42);
    return new EngineKit(engines.provider(id), engine, complete, reference, seed);
  }

  /// {@return the engine the rules are tried on}
  public Engine engine() {
    return engine;
  }

  /// Tries one rule.
  ///
  /// @param rule one of [EngineRules#all]
  /// @return what came of it
  public Result run(Rule rule) {
    long start = System.nanoTime();
    Outcome outcome = outcome(rule);
    return new Result(rule, outcome, System.nanoTime() - start);
  }

  private Outcome outcome(Rule rule) {
    try (Trial trial = new Trial(rule, provider, engine, complete, reference, seed)) {
      return outcome(rule, trial);
    } finally {
      engine.threads(1);
    }
  }

  /// An engine may fail in any way: each is a violation, and none ends the run.
  private Outcome outcome(Rule rule, Trial trial) {
    try {
      rule.check().check(trial);
      return new Outcome.Passed();
    } catch (Violation e) {
      return violated(String.valueOf(e.getMessage()));
    } catch (NotApplicable e) {
      return new Outcome.Exempt(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return violated(trial.last() + ": calls itself without end, as what is left out does");
    } catch (RuntimeException | Error e) {
      return violated(
          "%s: must not throw, threw %s: %s"
              .formatted(trial.last(), e.getClass().getSimpleName(), e.getMessage()));
    }
  }

  private Outcome.Violated violated(String sentence) {
    return new Outcome.Violated("%s; seed %d".formatted(sentence, seed));
  }
}
