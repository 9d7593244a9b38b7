package dev.gatun.api.graph;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Operations and the values between them, built once and then compiled into [Plan]s.
///
/// Values are in topological order by construction. Not thread-safe while it is being built.
public final class Graph {
  private final List<Value> values = new ArrayList<>();

  /// Which component added each value; empty where none did.
  private final List<String> owners = new ArrayList<>();

  private final List<Applied> layers = new ArrayList<>();
  private final SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
  private final SequencedMap<String, State> states = new LinkedHashMap<>();

  /// How many numbers all trained parameters have together: they lie in one block.
  private long numbers;

  /// Makes an empty graph.
  public Graph() {}

  /// A layer within the model.
  ///
  /// @param path ids joined by dots, under which its parameters are
  /// @param layer what was applied
  /// @param input the shape it got, `[n, …]`
  /// @param output the shape it gave, `[n, …]`
  public record Applied(String path, Layer layer, Shape input, Shape output) {}

  record Parameter(Value value, Initializer initializer) {}

  /// A state begins as its initializer says, and is learnt before training where it has a learner.
  record State(
      Value value,
      Initializer initializer,
      @Nullable Value from,
      @Nullable Supplier<? extends Learner> learner) {}

  /// Adds an operation.
  ///
  /// @param op the operation
  /// @param inputs its inputs, of this graph
  /// @return its output
  /// @throws ShapeMismatchException if the inputs do not suit
  public Value apply(Op op, Value... inputs) {
    List<Shape> shapes = new ArrayList<>();
    for (Value input : inputs) {
      if (input.graph() != this) {
        throw new IllegalArgumentException(
            "op '%s': input %s belongs to another graph".formatted(op.name(), input));
      }
      shapes.add(input.shape());
    }
    return add(op, List.of(inputs), shape(op, shapes));
  }

  /// {@return the shape of an operation's output; what an author's operation throws names it}
  private static Shape shape(Op op, List<Shape> inputs) {
    if (isOwn(op)) {
      return op.shape(inputs);
    }
    Shape shape;
    try {
      shape = op.shape(inputs);
    } catch (IllegalArgumentException e) {
      throw new ShapeMismatchException(
          "op '%s' of %s: %s".formatted(op.name(), joined(inputs), e.getMessage()));
    }
    if (shape == null) {
      throw new ComponentException.Breach(
          "op '%s' of %s: shape must give the shape of the output, got null"
              .formatted(op.name(), joined(inputs)));
    }
    return shape;
  }

  private static String joined(List<Shape> shapes) {
    return shapes.stream().map(Shape::toString).collect(Collectors.joining(", "));
  }

  /// {@return whether an operation is one of this package}
  static boolean isOwn(Op op) {
    return op.getClass().getPackageName().equals(Graph.class.getPackageName())
        && Objects.equals(op.getClass().getClassLoader(), Graph.class.getClassLoader());
  }

  /// {@return the names of the operations that authors wrote, in the order they were added}
  public List<String> authoredOperations() {
    return values.stream().map(Value::op).filter(op -> !isOwn(op)).map(Op::name).toList();
  }

  /// {@return what a component gave}
  ///
  /// @param value of this graph, with a row for each example
  /// @param what such as `a layer`
  Value given(@Nullable Value value, String what) {
    if (value == null) {
      throw new ComponentException.Breach(what + " must give a value, got null");
    }
    if (value.graph() != this) {
      throw new ComponentException.Breach(
          "%s belongs to another graph; compose it of the values given".formatted(value));
    }
    return value;
  }

  private Value add(Op op, List<Value> inputs, Shape shape) {
    Value value = new Value(this, values.size(), op, inputs, shape);
    values.add(value);
    owners.add("");
    return value;
  }

  /// Adds the inputs of examples.
  ///
  /// @param inputShape of one input
  /// @return `[n, …]`
  public Value inputs(Shape inputShape) {
    return gathered(new Leaves.Inputs(), open(inputShape));
  }

  /// Adds what goes with the inputs.
  ///
  /// @param examples data of the form that plans will be given
  /// @return the target
  public Target target(Examples examples) {
    Value weights =
        examples.weights().isPresent() ? gathered(new Leaves.Weights(), Shape.examples(1)) : null;
    return switch (examples.targets()) {
      case Targets.Classes(var _, List<String> names) ->
          new Target(
              add(new Leaves.Labels(names.size()), List.of(), Shape.examples()),
              names,
              null,
              null,
              weights);
      case Targets.Values(var numbers) ->
          new Target(
              null,
              List.of(),
              gathered(new Leaves.Values(), numbers.shape().withRows(Shape.N)),
              null,
              weights);
      case Targets.None() -> new Target(null, List.of(), null, null, weights);
    };
  }

  private Value gathered(Leaves.Gathered op, Shape shape) {
    return add(op, List.of(constant(1), constant(0)), shape);
  }

  private static Shape open(Shape shape) {
    return Shape.examples(shape.extents());
  }

  /// Adds a number that does not change.
  ///
  /// @param number any
  /// @return `[1, 1]`
  public Value constant(double number) {
    return add(new Leaves.Constant(number), List.of(), Shape.of(1, 1));
  }

  /// Adds numbers that do not change.
  ///
  /// @param numbers any; copied
  /// @return `[1, k]`
  public Value constants(double... numbers) {
    return add(new Leaves.Constants(numbers), List.of(), Shape.of(1, numbers.length));
  }

  Value indices(int... indices) {
    return add(new Leaves.Indices(indices), List.of(), Shape.of(indices.length));
  }

  Value parameter(String name, Shape shape, Initializer initializer) {
    requireNew(name);
    requireClosed(name, shape);
    numbers += shape.size();
    if (numbers > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "'%s': a model has at most %,d numbers, got %,d with %s; use fewer units"
              .formatted(name, Integer.MAX_VALUE, numbers, shape));
    }
    Value value = add(new Leaves.Stored(name), List.of(), shape);
    parameters.put(name, new Parameter(value, initializer));
    return value;
  }

  Value state(
      String name,
      Shape shape,
      Initializer initializer,
      @Nullable Value from,
      @Nullable Supplier<? extends Learner> learner) {
    requireNew(name);
    requireClosed(name, shape);
    Value value = add(new Leaves.Stored(name), List.of(), shape);
    states.put(name, new State(value, initializer, from, learner));
    return value;
  }

  Value state(String name) {
    State state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException(
          "no state '%s'; there are %s".formatted(name, states.keySet()));
    }
    return state.value();
  }

  private void requireNew(String name) {
    if (parameters.containsKey(name) || states.containsKey(name)) {
      throw new IllegalArgumentException(
          "'%s' exists already; give each parameter and state of a layer a name of its own"
              .formatted(name));
    }
  }

  private static void requireClosed(String name, Shape shape) {
    if (shape.isOpen()) {
      throw new ShapeMismatchException(
          "'%s': a parameter or state cannot depend on the batch, got %s".formatted(name, shape));
    }
  }

  /// {@return the shapes of the trained parameters by full name, in the order they were added}
  public SequencedMap<String, Shape> parameterShapes() {
    SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> shapes.put(name, parameter.value().shape()));
    return shapes;
  }

  /// {@return the shapes of the states by full name, in the order they were added}
  public SequencedMap<String, Shape> stateShapes() {
    SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
    states.forEach((name, state) -> shapes.put(name, state.value().shape()));
    return shapes;
  }

  /// {@return the value of a trained parameter}
  ///
  /// @param name full name
  public Value parameter(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "no parameter '%s'; there are %s".formatted(name, parameters.keySet()));
    }
    return parameter.value();
  }

  /// {@return whether some value reachable from the given ones joins numbers of several examples}
  ///
  /// @param roots values of this graph
  public boolean mixesExamples(Value... roots) {
    boolean[] reached = new boolean[values.size()];
    Arrays.stream(roots).forEach(root -> reached[root.index()] = true);
    for (int i = values.size() - 1; i >= 0; i--) {
      if (reached[i]) {
        Value value = values.get(i);
        for (Value input : value.inputs()) {
          if (value.op().mixesExamples() || (input.shape().isOpen() && !value.shape().isOpen())) {
            return true;
          }
          reached[input.index()] = true;
        }
      }
    }
    return false;
  }

  SequencedMap<String, Parameter> parameters() {
    return parameters;
  }

  SequencedMap<String, State> states() {
    return states;
  }

  /// {@return how many values there are so far}
  int size() {
    return values.size();
  }

  /// Names the component that added the latest values; parts of it have named theirs before.
  ///
  /// @param from how many values there were before
  /// @param owner ids joined by dots
  void own(int from, String owner) {
    owners.subList(from, owners.size()).replaceAll(name -> name.isEmpty() ? owner : name);
  }

  /// {@return the layers in the order of their inputs, each before those within it}
  public List<Applied> layers() {
    return Collections.unmodifiableList(layers);
  }

  /// Takes note of a layer.
  ///
  /// @param at how many layers there were before it and those within it
  /// @param layer what was applied
  void applied(int at, Applied layer) {
    layers.add(at, layer);
  }

  /// {@return the component that added a value; empty where none did}
  String owner(Value value) {
    return owners.get(value.index());
  }

  List<Value> values() {
    return Collections.unmodifiableList(values);
  }
}
