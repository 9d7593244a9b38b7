package dev.gatun.kit;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Metric;
import dev.gatun.api.Named;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Result;
import dev.gatun.api.Source;
import dev.gatun.api.Transform;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
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
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a component makes of a few numbers, so that a test can compare it with a formula in one
/// line.
///
/// Inputs, scores and values are rounded to float32, as data is; everything is then computed in
/// float64, by the engine [GradientCheck#ENGINE]. Calls share nothing.
public final class Probe {
  private static final long SEED = 7;

  private Probe() {}

  /// {@return what a layer gives in evaluation, a row for each example}
  ///
  /// @param layer any; its parameters have their first values
  /// @param inputs a row for each example, all of one length
  public static double[][] layer(Layer layer, double[][] inputs) {
    try (Workspace data = Workspace.open("probe")) {
      Examples examples = examples(data, inputs, new Targets.None());
      Network network = Network.prepare(examples, List.of()).model(layer);
      return evaluate(network, examples, network.scores());
    }
  }

  /// {@return what a transform makes of inputs, after learning from them, a row for each example}
  ///
  /// @param transform of the inputs
  /// @param inputs a row for each example, all of one length
  public static double[][] transform(Transform transform, double[][] inputs) {
    try (Workspace data = Workspace.open("probe")) {
      Examples examples = examples(data, inputs, new Targets.None());
      Network network = Network.prepare(examples, List.of(named(transform)));
      return evaluate(network, examples, network.prepared().inputs());
    }
  }

  /// {@return the loss of each example}
  ///
  /// @param loss of classes
  /// @param scores a row for each example, a column for each class
  /// @param labels the class of each example, from 0
  public static double[] loss(Loss loss, double[][] scores, int[] labels) {
    try (Workspace data = Workspace.open("probe")) {
      return loss(loss, examples(data, scores, classes(data, labels, scores[0].length)));
    }
  }

  /// {@return the loss of each example}
  ///
  /// @param loss of values
  /// @param scores a row for each example
  /// @param values what the scores should have been, of the same form
  public static double[] loss(Loss loss, double[][] scores, double[][] values) {
    try (Workspace data = Workspace.open("probe")) {
      return loss(loss, examples(data, scores, new Targets.Values(tensor(data, values))));
    }
  }

  private static double[] loss(Loss loss, Examples examples) {
    Network network = network((_, x) -> x, examples, loss);
    double[][] losses = evaluate(network, examples, network.losses());
    return IntStream.range(0, losses.length).mapToDouble(i -> losses[i][0]).toArray();
  }

  /// {@return the gradients of a layer with respect to parameters and inputs, beside differences}
  ///
  /// @param layer any
  /// @param inputs a row for each example, all of one length
  public static GradientReport gradients(Layer layer, double[][] inputs) {
    try (Workspace data = Workspace.open("probe")) {
      Examples examples = examples(data, inputs, new Targets.None());
      // Not a plain sum, which tells nothing where outputs are probabilities.
      Loss sines = (scores, _) -> scores.flatten().sin().sumRows();
      return gradients(network(GradientCheck.withInputs(layer), examples, sines), examples);
    }
  }

  /// {@return the gradients of a loss with respect to scores, beside differences}
  ///
  /// @param loss of classes
  /// @param scores a row for each example, a column for each class
  /// @param labels the class of each example, from 0
  public static GradientReport gradients(Loss loss, double[][] scores, int[] labels) {
    try (Workspace data = Workspace.open("probe")) {
      Examples examples = examples(data, scores, classes(data, labels, scores[0].length));
      return gradients(network(GradientCheck.withInputs((_, x) -> x), examples, loss), examples);
    }
  }

  /// {@return the gradients of a loss with respect to scores, beside differences}
  ///
  /// @param loss of values
  /// @param scores a row for each example
  /// @param values what the scores should have been, of the same form
  public static GradientReport gradients(Loss loss, double[][] scores, double[][] values) {
    try (Workspace data = Workspace.open("probe")) {
      Examples examples = examples(data, scores, new Targets.Values(tensor(data, values)));
      return gradients(network(GradientCheck.withInputs((_, x) -> x), examples, loss), examples);
    }
  }

  private static GradientReport gradients(Network network, Examples examples) {
    return GradientCheck.run(network, examples, rows(examples), GradientCheck.Settings.DEFAULT);
  }

  /// {@return the parameters after each step of an optimizer, at its own learning rate}
  ///
  /// @param optimizer whose slots begin with zeros
  /// @param parameters before the first step
  /// @param gradients one for each step, as long as the parameters
  public static double[][] steps(Optimizer optimizer, double[] parameters, double[]... gradients) {
    Engine engine = engine();
    try (Workspace workspace = engine.workspace("probe")) {
      ProbeUpdate update = new ProbeUpdate(optimizer, engine, workspace, parameters.length);
      engine.upload(parameters, update.parameters());
      List<double[]> after = new ArrayList<>();
      for (double[] gradient : gradients) {
        update.begin(gradient);
        optimizer.update(update);
        after.add(engine.download(update.parameters()));
      }
      return after.toArray(double[][]::new);
    }
  }

  /// {@return what a metric finds}
  ///
  /// @param metric of classes
  /// @param predictions a row for each example, a column for each class; handed over as scores too
  /// @param labels the class of each example, from 0
  public static Result metric(Metric metric, double[][] predictions, int[] labels) {
    try (Workspace data = Workspace.open("probe")) {
      int outputs = predictions[0].length;
      Examples examples = examples(data, predictions, classes(data, labels, outputs));
      float[] numbers = examples.inputs().segment().toArray(ValueLayout.JAVA_FLOAT);
      float[] none = {};
      float[] ones = new float[labels.length];
      Arrays.fill(ones, 1);
      Metric.Meter meter =
          metric.start(new Metric.Info(examples, outputs, EnumSet.allOf(Metric.Need.class)));
      meter.add(
          new Metric.Batch(
              labels.length,
              outputs,
              numbers,
              numbers,
              labels,
              none,
              none,
              none,
              none,
              none,
              ones));
      return meter.result();
    }
  }

  /// {@return where a source may put what it reads}
  ///
  /// @param workspace owns the tensors of the data set
  /// @param seed of the run
  public static Source.Reading reading(Workspace workspace, long seed) {
    return new Source.Reading() {
      @Override
      public Workspace workspace() {
        return workspace;
      }

      @Override
      public long seed() {
        return seed;
      }

      @Override
      public void used(Path file) {}
    };
  }

  private static Network network(Layer model, Examples examples, Loss loss) {
    return Network.prepare(examples, List.of()).model(model).losses(List.of(named(loss)));
  }

  private static <C> Named<C> named(C component) {
    return new Named<>("probe", 1, component);
  }

  private static Examples examples(Workspace data, double[][] inputs, Targets targets) {
    return new Examples(tensor(data, inputs), Optional.empty(), targets, Optional.empty());
  }

  private static Tensor tensor(Workspace data, double[][] rows) {
    Tensor tensor = data.allocate(ElementType.F32, Shape.of(rows.length, rows[0].length));
    for (int i = 0; i < tensor.size(); i++) {
      double number = rows[i / tensor.columns()][i % tensor.columns()];
      tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) number);
    }
    return tensor;
  }

  private static Targets classes(Workspace data, int[] labels, int classes) {
    Tensor tensor = data.allocate(ElementType.I32, Shape.of(labels.length));
    for (int i = 0; i < labels.length; i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, labels[i]);
    }
    // A single score tells two classes apart.
    return new Targets.Classes(
        tensor, IntStream.range(0, Math.max(2, classes)).mapToObj(Integer::toString).toList());
  }

  private static Engine engine() {
    return Engines.load(Probe.class.getClassLoader()).open(GradientCheck.ENGINE).engine();
  }

  private static int[] rows(Examples examples) {
    return IntStream.range(0, examples.count()).toArray();
  }

  private static double[][] evaluate(Network network, Examples examples, Value value) {
    Engine engine = engine();
    try (Workspace workspace = engine.workspace("probe")) {
      Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
      parameters.initialize(SEED);
      parameters.learn(examples, rows(examples));
      Plan.Settings settings = Plan.Settings.of(examples.count(), SEED);
      Plan plan = Plan.evaluation(parameters, workspace, settings, List.of(value));
      plan.examples(examples);
      plan.load(rows(examples), 0, examples.count(), 1);
      plan.forward();
      double[] numbers = engine.download(plan.output(value));
      double[][] result = new double[examples.count()][value.features()];
      for (int i = 0; i < result.length; i++) {
        System.arraycopy(numbers, i * value.features(), result[i], 0, value.features());
      }
      return result;
    }
  }
}
