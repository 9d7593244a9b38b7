package dev.gatun.kit.engine;

/// Results that agree with the yardstick within their bounds, on awkward and random shapes.
final class Agreement {
  private Agreement() {}

  /// {@return a check of operations in all their forms}
  static Rule.Check of(String... operations) {
    return trial -> {
      for (RandomShapes.Extents shape : RandomShapes.of(trial.random())) {
        for (String name : operations) {
          Operation operation = Operations.named(name);
          for (Sample sample : operation.samples(trial.draw(), shape.rows(), shape.columns())) {
            trial.agree(sample);
          }
        }
      }
    };
  }

  /// {@return both checks, one after the other}
  static Rule.Check both(Rule.Check first, Rule.Check second) {
    return trial -> {
      first.check(trial);
      second.check(trial);
    };
  }
}
