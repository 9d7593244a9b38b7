package dev.gatun.kit.engine;

import java.util.ArrayList;
import java.util.List;

/// The rules of an engine, as `dev.gatun.engine` lists them.
///
/// `ENG-71` and up are those of linear algebra.
public final class EngineRules {
  private static final List<Rule> ALL = collect();

  private EngineRules() {}

  private static List<Rule> collect() {
    List<Rule> all = new ArrayList<>();
    all.addAll(ProductRules.rules());
    all.addAll(MoveRules.rules());
    all.addAll(ElementwiseRules.rules());
    all.addAll(ReductionRules.rules());
    all.addAll(NeuralRules.rules());
    all.addAll(ImageRules.rules());
    all.addAll(NormalizationRules.rules());
    all.addAll(RandomRules.rules());
    all.addAll(UpdateRules.rules());
    all.addAll(ArgumentRules.rules());
    all.addAll(MemoryRules.rules());
    all.addAll(DeterminismRules.rules());
    all.addAll(DescriptionRules.rules());
    all.addAll(LinearAlgebraRules.rules());
    return List.copyOf(all);
  }

  /// {@return the rules, in the order of their numbers}
  public static List<Rule> all() {
    return ALL;
  }

  /// {@return the rule of an id}
  ///
  /// @param id such as `ENG-01`
  /// @throws IllegalArgumentException if there is none
  public static Rule named(String id) {
    return ALL.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no rule '" + id + "'"));
  }
}
