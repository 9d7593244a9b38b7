package dev.gatun.api.graph;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Named;
import dev.gatun.engine.Shape;
import java.util.function.Supplier;

/// Names what a component adds to a graph: its parameters and states live under its id.
public final class Scope {
  private final Graph graph;
  private final String path;

  private Scope(Graph graph, String path) {
    this.graph = graph;
    this.path = path;
  }

  /// {@return the scope of a whole graph}
  ///
  /// @param graph where values are added
  public static Scope of(Graph graph) {
    return new Scope(graph, "");
  }

  /// {@return the scope of a part}
  ///
  /// @param id unique within this scope
  public Scope child(String id) {
    return new Scope(graph, full(id));
  }

  /// Adds a trained parameter.
  ///
  /// @param name unique within this scope
  /// @param shape closed
  /// @param initializer sets its first values
  /// @return its value
  public Value parameter(String name, Shape shape, Initializer initializer) {
    return graph.parameter(full(name), shape, initializer);
  }

  /// Adds a state learnt from the training examples before training begins: saved, not trained.
  ///
  /// @param name unique within this scope
  /// @param shape closed
  /// @param from what it is learnt from, `[n, …]`
  /// @param learner makes a learner that has seen no example
  /// @return its value
  public Value learned(String name, Shape shape, Value from, Supplier<? extends Learner> learner) {
    return graph.state(full(name), shape, Initializer.ZEROS, from, learner);
  }

  /// Adds a state that operations move while training: saved, not trained.
  ///
  /// @param name unique within this scope
  /// @param shape closed
  /// @param initializer sets its first values
  /// @return its value
  public Value state(String name, Shape shape, Initializer initializer) {
    return graph.state(full(name), shape, initializer, null, null);
  }

  /// {@return a state added before}
  ///
  /// @param name as given to [#learned]
  public Value state(String name) {
    return graph.state(full(name));
  }

  /// Adds a layer within this one.
  ///
  /// @param layer the layer, whose id names its parameters
  /// @param x its input, `[n, …]`
  /// @return its output
  /// @throws ComponentException if the layer rejects its input
  public Value apply(Named<? extends Layer> layer, Value x) {
    Scope scope = child(layer.id());
    int before = graph.size();
    int layers = graph.layers().size();
    Layer component = layer.component();
    Value y =
        ComponentException.naming(
            scope.path, x.shape(), () -> graph.given(component.apply(scope, x), "a layer"));
    graph.own(before, scope.path);
    graph.applied(layers, new Graph.Applied(scope.path, component, x.shape(), y.shape()));
    return y;
  }

  /// {@return uniform numbers in [0, 1) of a value's shape, drawn anew for each example in each
  /// epoch of training}
  ///
  /// @param name what they are for, unique within this scope
  /// @param like of the shape wanted
  public Value random(String name, Value like) {
    return graph.apply(new RandomOps.Random(full(name), false), like);
  }

  /// {@return uniform numbers in [0, 1) of a value's shape, the same for an example in every epoch}
  ///
  /// @param name what they are for, unique within this scope
  /// @param like of the shape wanted
  public Value fixedRandom(String name, Value like) {
    return graph.apply(new RandomOps.Random(full(name), true), like);
  }

  /// {@return while training, each number zeroed with a probability and the others divided by what
  /// is left of 1; else `x` itself}
  ///
  /// Source: Srivastava et al. 2014, *Dropout*, section 10 (inverted dropout).
  ///
  /// @param name what it is for, unique within this scope
  /// @param x `[n, …]`
  /// @param rate the probability, from 0 to below 1
  public Value dropout(String name, Value x, double rate) {
    return graph.apply(new RandomOps.Dropout(full(name), rate), x);
  }

  /// {@return uniform numbers of a value's shape, drawn anew for each example in each epoch of
  /// training; in evaluation their mean}
  ///
  /// @param name what they are for, unique within this scope
  /// @param like of the shape wanted
  /// @param from the least number
  /// @param to above `from`; not reached
  public Value uniform(String name, Value like, double from, double to) {
    return graph.apply(new RandomOps.Uniform(full(name), from, to), like);
  }

  /// Normalizes each channel, or feature where there are no channels, over the batch and the plane:
  /// `(x − mean) / √(variance + ε) · gain + bias`. Mixes examples.
  ///
  /// Training takes the moments of the batch and moves two states by them, `mean` and `variance`:
  /// `state = (1 − momentum)·state + momentum·moment`, with the unbiased estimate of the variance;
  /// of a single number there is none, and the state stays. Evaluation takes the states.
  ///
  /// Source: Ioffe, Szegedy 2015, *Batch Normalization*, algorithms 1 and 2; what becomes of the
  /// states as in PyTorch.
  ///
  /// @param x `[n, channels, …]`
  /// @param gain `[1, channels]`
  /// @param bias `[1, channels]`
  /// @param epsilon ε, above 0
  /// @param momentum from 0 to 1
  /// @return of x's shape
  public Value batchNorm(Value x, Value gain, Value bias, double epsilon, double momentum) {
    Value mean = state("mean", gain.shape(), Initializer.ZEROS);
    Value variance = state("variance", gain.shape(), Initializer.ONES);
    Op op = new NormalizationOps.BatchNorm(epsilon, momentum);
    return graph.apply(op, x, gain, bias, mean, variance);
  }

  private String full(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
