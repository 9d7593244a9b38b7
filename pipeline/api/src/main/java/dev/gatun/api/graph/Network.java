package dev.gatun.api.graph;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Named;
import dev.gatun.api.Penalty;
import dev.gatun.api.Transform;
import dev.gatun.api.data.Examples;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Transforms, model, losses and penalties in one graph, with the values that training and
/// evaluation ask for.
public final class Network {
  private final Graph graph = new Graph();
  private final Value rawInputs;
  private final List<Named<Transform>> transforms;

  /// What each transform got.
  private final List<Sample> samples = new ArrayList<>();

  private final Sample prepared;

  /// How many transforms come before the one that made the target's values out of inputs.
  private final int targetDepth;

  private @Nullable Value scores;
  private @Nullable Value predictions;
  private @Nullable Value losses;
  private Optional<Value> penalty = Optional.empty();

  private Network(Examples form, List<Named<Transform>> transforms) {
    this.transforms = List.copyOf(transforms);
    rawInputs = graph.inputs(form.inputShape());
    Sample sample = new Sample(rawInputs, form.range(), graph.target(form));
    int depth = 0;
    for (int i = 0; i < transforms.size(); i++) {
      Named<Transform> transform = transforms.get(i);
      Sample before = sample;
      int values = graph.size();
      samples.add(before);
      sample =
          ComponentException.naming(
              "collect.transforms." + transform.id(),
              before.inputs().shape(),
              () -> given(transform.component().apply(scope(transform), before)));
      graph.own(values, transform.id());
      if (sample.target().hasMask() && !before.target().hasMask()) {
        depth = i;
      }
    }
    prepared = sample;
    targetDepth = depth;
  }

  private Scope scope(Named<Transform> transform) {
    return Scope.of(graph).child("transforms").child(transform.id());
  }

  /// Begins a network with data and what prepares them.
  ///
  /// @param form examples of the form plans will be given
  /// @param transforms applied in order
  /// @return a network that lacks its model
  /// @throws ComponentException if a transform rejects what it gets
  public static Network prepare(Examples form, List<Named<Transform>> transforms) {
    return new Network(form, transforms);
  }

  /// {@return the graph}
  public Graph graph() {
    return graph;
  }

  /// {@return what the model gets, and what it is to give}
  public Sample prepared() {
    return prepared;
  }

  /// Adds the model.
  ///
  /// @param model maps the prepared inputs to scores
  /// @return this network
  /// @throws ComponentException if a layer rejects its input
  public Network model(Layer model) {
    int before = graph.size();
    Value output =
        ComponentException.naming(
            "model",
            prepared.inputs().shape(),
            () -> graph.given(model.apply(Scope.of(graph), prepared.inputs()), "a model"));
    graph.own(before, "model");
    scores = output;
    predictions = output;
    return this;
  }

  /// Adds the losses, after the model. The first says how scores become predictions.
  ///
  /// @param components their weighted sum is trained
  /// @return this network
  /// @throws ComponentException if a loss rejects scores or target
  public Network losses(List<Named<Loss>> components) {
    Value sum = null;
    for (Named<Loss> loss : components) {
      int before = graph.size();
      Value each =
          ComponentException.naming(
              "loss." + loss.id(), scores().shape(), () -> perExample(fitting(loss.component())));
      Value weighted = loss.weight() == 1 ? each : each.times(loss.weight());
      sum = sum == null ? weighted : sum.plus(weighted);
      graph.own(before, loss.id());
    }
    if (sum != null) {
      losses = sum;
      predictions = predictions(components.getFirst());
    }
    return this;
  }

  /// Composes a loss; where its shapes do not fit, says so in terms of model and target.
  private Value fitting(Loss loss) {
    try {
      return graph.given(loss.of(scores(), prepared.target()), "a loss");
    } catch (ShapeMismatchException e) {
      if (loss.outputs(prepared.target()).equals(Optional.of(scores().features()))) {
        throw e;
      }
      throw new ShapeMismatchException(
          "the model gives %s, the target needs %s (%s); let the last layer have units: auto"
              .formatted(
                  scores().shape(),
                  prepared.target().outputs().map(k -> k + " outputs").orElse("nothing"),
                  e.getMessage()));
    }
  }

  private Sample given(@Nullable Sample sample) {
    if (sample == null) {
      throw new ComponentException.Breach("a transform must give a sample, got null");
    }
    graph.given(sample.inputs(), "a transform");
    return sample;
  }

  private Value predictions(Named<Loss> loss) {
    Value of = scores();
    return ComponentException.naming(
        "loss." + loss.id(),
        of.shape(),
        () -> {
          Value predicted = graph.given(loss.component().predict(of), "predict");
          if (!predicted.shape().equals(of.shape())) {
            throw new ComponentException.Breach(
                "predict must give predictions of the scores' shape, %s, got %s"
                    .formatted(of.shape(), predicted.shape()));
          }
          return predicted;
        });
  }

  private static Value single(Value cost) {
    if (!cost.shape().equals(Shape.of(1, 1))) {
      throw new ComponentException.Breach(
          "a penalty must give one number, [1, 1], got " + cost.shape());
    }
    return cost;
  }

  private static Value perExample(Value loss) {
    if (!loss.shape().isOpen() || loss.features() != 1) {
      throw new ComponentException.Breach(
          "a loss must give one number for each example, [n, 1], got " + loss.shape());
    }
    return loss.shape().rank() == 2 ? loss : loss.reshape(Shape.examples(1));
  }

  /// Adds penalties, after the model.
  ///
  /// @param components each added with its weight
  /// @return this network
  /// @throws ComponentException if a penalty matches no parameter
  public Network penalties(List<Named<Penalty>> components) {
    List<Value> costs = new ArrayList<>();
    for (Named<Penalty> penalty : components) {
      int before = graph.size();
      ComponentException.naming(
          "train.penalties." + penalty.id(), scores().shape(), () -> costs.addAll(costs(penalty)));
      graph.own(before, penalty.id());
    }
    penalty = costs.stream().reduce(Value::plus);
    return this;
  }

  private List<Value> costs(Named<Penalty> penalty) {
    String names = penalty.component().parameters();
    Pattern pattern =
        Pattern.compile(
            names
                .chars()
                .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    List<Value> costs = new ArrayList<>();
    for (String name : graph.parameterShapes().keySet()) {
      if (pattern.matcher(name).matches()) {
        Value cost =
            single(graph.given(penalty.component().of(graph.parameter(name)), "a penalty"));
        costs.add(cost.times(penalty.weight()));
      }
    }
    if (costs.isEmpty()) {
      throw new IllegalArgumentException(
          "no parameter is called '%s'; there are %s"
              .formatted(names, graph.parameterShapes().keySet()));
    }
    return costs;
  }

  /// {@return what the model gives, `[n, …]`}
  public Value scores() {
    return present(scores, "model");
  }

  /// {@return what the loss makes of the scores, `[n, …]`}
  public Value predictions() {
    return present(predictions, "model");
  }

  /// {@return the loss of each example, `[n, 1]`}
  public Value losses() {
    return present(losses, "loss");
  }

  /// {@return the weighted sum of the penalties, `[1, 1]`; empty where there are none}
  public Optional<Value> penalty() {
    return penalty;
  }

  /// {@return the inputs as the model gets them, in the units of the data; empty where a transform
  /// has no inverse}
  public Optional<Value> originalInputs() {
    return invert(prepared.inputs(), transforms.size());
  }

  /// {@return target values or predictions of them, in the units of the data; empty where a
  /// transform before has no inverse}
  ///
  /// @param values of the shape of the target's values
  public Optional<Value> originalTarget(Value values) {
    return invert(values, targetDepth);
  }

  private Optional<Value> invert(Value value, int depth) {
    Optional<Value> original = Optional.of(value);
    for (int i = depth - 1; i >= 0; i--) {
      Named<Transform> transform = transforms.get(i);
      Sample before = samples.get(i);
      original = original.flatMap(x -> transform.component().invert(scope(transform), before, x));
    }
    return original;
  }

  private static Value present(@Nullable Value value, String what) {
    if (value == null) {
      throw new IllegalStateException("the network has no " + what);
    }
    return value;
  }
}
