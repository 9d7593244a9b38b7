package dev.gatun.runner;

import dev.gatun.runner.definition.Near;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A quality gate: what a number of `metrics.json` must be.
///
/// @param split `train`, `validation` or `test`
/// @param metric the metric's key
/// @param comparison `>=`, `>`, `<=` or `<`
/// @param limit what the number is compared with
record Requirement(String split, String metric, String comparison, double limit) {
  /// What a requirement may be about.
  static final Set<String> SPLITS = Set.of("train", "validation", "test");

  /// What is known of the training itself.
  private static final List<String> TRAINING =
      List.of("epochs", "examples", "examplesPerSecond", "loss", "seconds");

  /// What a requirement looks like.
  static final Pattern FORM =
      Pattern.compile(
          "\\s*(train|validation|test)\\.([A-Za-z0-9.-]+)\\s*(>=|<=|>|<)\\s*(-?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)\\s*");

  /// @throws IllegalArgumentException if the text has another form
  static Requirement parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be like 'test.accuracy >= 0.97', got '%s'".formatted(text));
    }
    return new Requirement(
        matcher.group(1), matcher.group(2), matcher.group(3), Double.parseDouble(matcher.group(4)));
  }

  /// {@return why a requirement can be met by no run; empty where it may}
  ///
  /// @param text of the requirement
  /// @param metrics what is measured of validation and test split
  static Optional<String> problem(String text, Set<String> metrics) {
    Requirement requirement;
    try {
      requirement = parse(text);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    boolean training = requirement.split().equals("train");
    Collection<String> measured = training ? TRAINING : metrics;
    if (measured.contains(requirement.metric())) {
      return Optional.empty();
    }
    String name = requirement.metric();
    boolean add = !training && Near.nearest(name, measured) == null;
    return Optional.of(
        "'%s' is not measured on %s%s%s"
            .formatted(
                name,
                requirement.split(),
                Near.hint(name, measured, "there are", "nothing is"),
                add ? ", or add it to evaluate.metrics" : ""));
  }

  /// {@return why some requirements are missed; empty where they are met}
  ///
  /// @param texts of requirements, each of the right form
  /// @param splits on which requirements are looked at; others are passed over
  /// @param metrics the tree of `metrics.json`
  static List<String> missed(List<String> texts, Set<String> splits, Map<String, Object> metrics) {
    return texts.stream()
        .map(Requirement::parse)
        .filter(requirement -> splits.contains(requirement.split()))
        .flatMap(requirement -> requirement.missed(metrics).stream())
        .toList();
  }

  /// {@return why it is missed; empty where it is met}
  ///
  /// @param metrics the tree of `metrics.json`
  Optional<String> missed(Map<String, Object> metrics) {
    Object value = metrics.get(split) instanceof Map<?, ?> map ? map.get(metric) : null;
    if (!(value instanceof Number number)) {
      return Optional.of("%s.%s is not among the metrics".formatted(split, metric));
    }
    double found = number.doubleValue();
    boolean met =
        switch (comparison) {
          case ">=" -> found >= limit;
          case ">" -> found > limit;
          case "<=" -> found <= limit;
          default -> found < limit;
        };
    return met
        ? Optional.empty()
        : Optional.of(
            "%s.%s must be %s %s, got %s".formatted(split, metric, comparison, limit, found));
  }
}
