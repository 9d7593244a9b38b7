package dev.gatun.kit;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Compares the gradients of a network with differences of its loss, in float64.
///
/// The loss is what training minimises: the weighted mean over the batch plus the penalties.
/// Dropout draws the masks of training, the same ones for every evaluation. Nothing of a [Network]
/// is changed; calls on different networks may run at once.
///
/// @see GradientReport how gradients are compared and when a check passes
public final class GradientCheck {
  /// The engine a check runs on.
  public static final String ENGINE = "reference";

  /// The parameter that [#withInputs] adds.
  public static final String INPUTS = "inputs";

  private GradientCheck() {}

  /// How a check is done.
  ///
  /// @param threshold the greatest relative error that passes; the default 1e-6 is a hundred times
  ///   what central differences in float64 lose, and far below what a wrong gradient shows
  /// @param coordinates how many numbers of a parameter are checked at most, chosen at random
  /// @param spread how far parameters are moved from their first values, at random and either way,
  ///   so that zeros do not all sit on the kink of a rectifier
  /// @param seed keys parameters, masks and choices
  public record Settings(double threshold, int coordinates, double spread, long seed) {
    /// Threshold 1e-6, 64 coordinates, spread 0.1, seed 7.
    public static final Settings DEFAULT = new Settings(1e-6, 64, 0.1, 7);

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of range
    public Settings {
      if (!(threshold > 0) || coordinates < 1 || !(spread >= 0)) {
        throw new IllegalArgumentException(
            "gradient check: threshold must be above 0, coordinates at least 1 and spread at least 0, got %s, %d and %s"
                .formatted(threshold, coordinates, spread));
      }
    }
  }

  /// Makes a model whose gradient with respect to its inputs is checked with those of its
  /// parameters: it adds a parameter [#INPUTS], `[1, features]`, to each example's input.
  ///
  /// @param model any
  /// @return the model with that parameter in front
  public static Layer withInputs(Layer model) {
    return (scope, x) -> {
      Value shift = scope.parameter(INPUTS, Shape.of(1, x.features()), Initializer.ZEROS);
      return model.apply(scope, x.plus(shift));
    };
  }

  /// Checks a network on the engine `reference`.
  ///
  /// @param network with model and loss
  /// @param examples of the form the network was built for
  /// @param rows the batch: row numbers of examples, at least one
  /// @param settings how
  /// @return what was found
  /// @throws dev.gatun.engine.EngineException if there is no such engine
  public static GradientReport run(
      Network network, Examples examples, int[] rows, Settings settings) {
    Engine engine = Engines.load(GradientCheck.class.getClassLoader()).open(ENGINE).engine();
    return run(engine, network, examples, rows, settings);
  }

  /// Checks a network on an engine.
  ///
  /// @param engine that computes in float64
  /// @param network with model and loss
  /// @param examples of the form the network was built for
  /// @param rows the batch: row numbers of examples, at least one
  /// @param settings how
  /// @return what was found
  /// @throws IllegalArgumentException if the engine computes in float32, or there is no row
  public static GradientReport run(
      Engine engine, Network network, Examples examples, int[] rows, Settings settings) {
    if (engine.type() != ElementType.F64) {
      throw new IllegalArgumentException(
          "gradient check: engine '%s' computes in %s, whose rounding hides errors; use '%s'"
              .formatted(engine.id(), engine.type(), ENGINE));
    }
    if (rows.length == 0) {
      throw new IllegalArgumentException("gradient check: needs at least one example, got none");
    }
    try (Workspace workspace = engine.workspace("gradient check")) {
      Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
      parameters.initialize(settings.seed());
      parameters.learn(examples, rows);
      spread(engine, parameters, settings);
      Plan plan =
          Plan.training(
              network, parameters, workspace, Plan.Settings.of(rows.length, settings.seed()), true);
      plan.examples(examples);
      plan.epoch(1);
      plan.load(rows, 0, rows.length, 1.0 / rows.length);
      Slopes slopes = new Slopes(engine, network, plan);
      plan.backward();
      Map<String, Tensor> gradients = parameters.views(plan.gradients());
      List<GradientReport.Row> checked = new ArrayList<>();
      gradients.forEach((name, gradient) ->
          checked.add(
              row(name, slopes, parameters.tensor(name), engine.download(gradient), settings)));
      return new GradientReport(settings.threshold(), checked);
    }
  }

  private static void spread(Engine engine, Parameters parameters, Settings settings) {
    parameters
        .parameters()
        .forEach((name, tensor) -> {
          RandomGenerator random = PhiloxRandom.of(settings.seed(), "spread:" + name);
          double[] values = engine.download(tensor);
          for (int i = 0; i < values.length; i++) {
            values[i] += settings.spread() * (2 * random.nextDouble() - 1);
          }
          engine.upload(values, tensor);
        });
  }

  private static GradientReport.Row row(
      String name, Slopes slopes, Tensor parameter, double[] gradient, Settings settings) {
    int[] chosen = choose(name, gradient.length, settings);
    double[] numerical = new double[chosen.length];
    double squares = 0;
    double numericalSquares = 0;
    for (int i = 0; i < chosen.length; i++) {
      numerical[i] = slopes.at(parameter, chosen[i]).central();
      squares += gradient[chosen[i]] * gradient[chosen[i]];
      numericalSquares += numerical[i] * numerical[i];
    }
    // What each coordinate may differ by if the whole tensor is to pass.
    double allowed =
        settings.threshold()
            * Math.sqrt(Math.max(squares, numericalSquares) / Math.max(1, chosen.length));
    RowBuilder row = new RowBuilder(name, parameter.shape(), slopes.noise(), settings.threshold());
    for (int i = 0; i < chosen.length; i++) {
      double analytic = gradient[chosen[i]];
      if (Math.abs(analytic - numerical[i]) <= allowed) {
        row.agreed(chosen[i], analytic, numerical[i]);
      } else {
        row.add(slopes.classify(parameter, chosen[i], analytic));
      }
    }
    return row.build();
  }

  /// {@return all coordinates, or a sample of them, ascending}
  private static int[] choose(String name, int size, Settings settings) {
    TreeSet<Integer> chosen = new TreeSet<>();
    RandomGenerator random = PhiloxRandom.of(settings.seed(), "coordinates:" + name);
    for (int i = 0; size <= settings.coordinates() && i < size; i++) {
      chosen.add(i);
    }
    while (chosen.size() < Math.min(size, settings.coordinates())) {
      chosen.add(random.nextInt(size));
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }
}
