package dev.gatun.kit.component;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The rules of a component.
public final class ComponentRules {
  private static final List<Rule> ALL = collect();

  private ComponentRules() {}

  private static List<Rule> collect() {
    List<Rule> all = new ArrayList<>();
    all.addAll(DeclarationRules.rules());
    all.addAll(GraphRules.rules());
    all.addAll(GradientRules.rules());
    all.addAll(ConductRules.rules());
    all.addAll(TransformRules.rules());
    all.addAll(InitializerRules.rules());
    all.addAll(OptimizerRules.rules());
    all.addAll(ProgressRules.rules());
    all.addAll(ClipRules.rules());
    all.addAll(TrainerRules.rules());
    all.addAll(MetricRules.rules());
    all.addAll(FigureRules.rules());
    all.addAll(SourceRules.rules());
    all.sort(Comparator.comparing(Rule::id));
    return List.copyOf(all);
  }

  /// {@return all rules, in the order of their numbers}
  public static List<Rule> all() {
    return ALL;
  }

  /// {@return the rules that hold for a component}
  ///
  /// @param subject the component
  public static List<Rule> of(Subject subject) {
    return ALL.stream().filter(rule -> rule.concerns(subject)).toList();
  }
}
