package dev.gatun.kit.component;

import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.graph.Audit;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Engine;
import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.GradientReport;
import dev.gatun.kit.NotApplicable;
import dev.gatun.kit.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Rules of backward passes, and of how far engines may be from exact arithmetic.
final class GradientRules {
  /// How often a step is repeated with rounding errors.
  private static final int REPETITIONS = 6;

  /// Half a unit in the last place of float32.
  private static final double UNIT = 0x1p-24;

  /// By how much a result is off at most: the kernels' own accuracy is 4 units.
  private static final double AMPLITUDE = 8 * UNIT;

  /// How much farther than what was seen in the repetitions a result may be.
  private static final double MARGIN = 8;

  /// Rounding errors of sums, in units of the greatest number.
  private static final double FLOOR = 64 * UNIT;

  private GradientRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "CMP-15",
            Group.GRADIENTS,
            GraphRules.PARTS,
            "The gradients of its backward pass agree with differences, in float64.",
            GradientRules::differences),
        new Rule(
            "CMP-16",
            Group.GRADIENTS,
            GraphRules.PARTS,
            "Every engine gives the results and gradients of 'reference', up to rounding.",
            GradientRules::engines));
  }

  private static void differences(Trial trial) {
    for (Situation situation : Situations.of(trial)) {
      Network network = situation.network();
      GradientReport report =
          GradientCheck.run(
              trial.reference(),
              network,
              situation.examples(),
              Data.rows(situation.count()),
              GradientCheck.Settings.DEFAULT);
      for (GradientReport.Row row : report.rows()) {
        if (!(row.relativeError() <= report.threshold())) {
          throw new Violation(sentence(row, network, situation));
        }
      }
    }
  }

  private static String sentence(GradientReport.Row row, Network network, Situation situation) {
    List<String> authored = network.graph().authoredOperations();
    String at =
        row.worst()
            .map(worst ->
                String.format(
                    Locale.ROOT,
                    "at %s must be %.6g by differences, got %.6g",
                    Require.place(worst.index(), row.shape().columns()),
                    worst.numerical(),
                    worst.analytic()))
            .orElse("must be a number, got NaN");
    return "%s: the gradient of '%s' %s (relative error %s); look at backward of %s"
        .formatted(
            situation.title(),
            row.name(),
            at,
            String.format(Locale.ROOT, "%.1e", row.relativeError()),
            authored.isEmpty() ? "the operations it is composed of" : "op " + quoted(authored));
  }

  private static String quoted(List<String> names) {
    return "'%s'".formatted(String.join("', '", names.stream().distinct().toList()));
  }

  private static void engines(Trial trial) {
    if (trial.engines().isEmpty()) {
      throw new NotApplicable("there is no other engine here");
    }
    for (Situation situation : Situations.of(trial)) {
      for (Engine engine : trial.engines()) {
        Network network = situation.network();
        try (Steps fast = GraphRules.steps(engine, network, situation, trial);
            Steps exact =
                GraphRules.steps(trial.reference(), network, situation, trial)
                    .with(fast.parameters)) {
          for (Value result : situation.results().apply(network)) {
            int[] rows = Data.rows(situation.count());
            Function<Audit, Map<String, double[]>> numbers =
                audit -> Map.of("a result", audit.output(result));
            Map<String, Bounded> expected =
                bounded(trial, amplitude -> exact.auditOf(result, amplitude), numbers);
            agree(
                engine,
                situation,
                Map.of("a result", fast.evaluate(rows, rows.length, result)),
                expected);
          }
          agree(
              engine,
              situation,
              fast.gradients(true),
              bounded(trial, exact::audit, Audit::gradients));
        }
      }
    }
  }

  /// What a number is, and how far another may be from it.
  private record Bounded(double[] exact, double[] bounds) {}

  private static Map<String, Bounded> bounded(
      Trial trial,
      Function<Function<dev.gatun.api.graph.Plan, Audit>, Audit> step,
      Function<Audit, Map<String, double[]>> numbers) {
    Map<String, double[]> exact = numbers.apply(step.apply(Audit::of));
    List<Map<String, double[]>> moved = new ArrayList<>();
    for (int i = 0; i < REPETITIONS; i++) {
      RandomGenerator random = PhiloxRandom.of(trial.seed(), "rounding", i);
      moved.add(numbers.apply(step.apply(plan -> Audit.of(plan, AMPLITUDE, random))));
    }
    Map<String, Bounded> bounded = new LinkedHashMap<>();
    exact.forEach((name, values) -> {
      double greatest = 0;
      for (double value : values) {
        greatest = Math.max(greatest, Math.abs(value));
      }
      double[] bounds = new double[values.length];
      for (int i = 0; i < bounds.length; i++) {
        for (Map<String, double[]> one : moved) {
          double[] other = one.getOrDefault(name, values);
          bounds[i] = Math.max(bounds[i], MARGIN * Math.abs(other[i] - values[i]));
        }
        bounds[i] += FLOOR * greatest;
      }
      bounded.put(name, new Bounded(values, bounds));
    });
    return bounded;
  }

  private static void agree(
      Engine engine,
      Situation situation,
      Map<String, double[]> found,
      Map<String, Bounded> expected) {
    expected.forEach((name, numbers) -> {
      double[] values = found.get(name);
      for (int i = 0; values != null && i < values.length; i++) {
        double error = Math.abs(values[i] - numbers.exact[i]);
        Require.that(
            error <= numbers.bounds[i] || Double.compare(values[i], numbers.exact[i]) == 0,
            "%s: on engine '%s' %s [%d] must be %s, got %s, off by %.1e where rounding explains %.1e",
            situation.title(),
            engine.id(),
            name.equals("a result") ? name : "the gradient of '%s'".formatted(name),
            i,
            Require.number(numbers.exact[i]),
            Require.number(values[i]),
            error,
            numbers.bounds[i]);
      }
    });
  }
}
