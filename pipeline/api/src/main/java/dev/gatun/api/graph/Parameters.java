package dev.gatun.api.graph;

import dev.gatun.api.Initializer;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.data.Examples;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/// The numbers of a graph's parameters and states, shared by all of its plans.
///
/// Trained parameters lie in one flat block, each 64-byte aligned, so that an update is one pass;
/// gradients and optimizer slots are blocks of the same layout.
public final class Parameters {
  /// Parameters begin at multiples of this many elements.
  private static final int ALIGNMENT = 16;

  /// How many examples at once states are learnt from.
  private static final int LEARNING_ROWS = 512;

  /// Values that are set at a time, where they do not depend on each other.
  private static final int PART = 1 << 14;

  private final Graph graph;
  private final Engine engine;
  private final long blockSize;
  private final SequencedMap<String, Long> offsets = new LinkedHashMap<>();
  private final Tensor block;
  private final SequencedMap<String, Tensor> parameters;
  private final SequencedMap<String, Tensor> states = new LinkedHashMap<>();

  private Parameters(Graph graph, Engine engine, Workspace workspace) {
    this.graph = graph;
    this.engine = engine;
    long size = 0;
    for (Map.Entry<String, Shape> entry : graph.parameterShapes().entrySet()) {
      offsets.put(entry.getKey(), size);
      size += (entry.getValue().size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    blockSize = size;
    block = allocateBlock(workspace);
    parameters = Collections.unmodifiableSequencedMap(views(block));
    graph
        .stateShapes()
        .forEach((name, shape) -> states.put(name, workspace.allocate(engine.type(), shape)));
  }

  /// Allocates the numbers of a graph, all zero.
  ///
  /// @param graph complete
  /// @param engine whose element type and memory they get
  /// @param workspace owns them, opened by that engine
  /// @return parameters and states
  public static Parameters allocate(Graph graph, Engine engine, Workspace workspace) {
    return new Parameters(graph, engine, workspace);
  }

  /// {@return the trained parameters by full name}
  public SequencedMap<String, Tensor> parameters() {
    return parameters;
  }

  /// {@return the states by full name}
  public SequencedMap<String, Tensor> states() {
    return Collections.unmodifiableSequencedMap(states);
  }

  /// {@return all trained parameters as one flat tensor}
  public Tensor block() {
    return block;
  }

  /// {@return a zero-filled flat tensor of the block's layout: for gradients, or a slot of an
  /// optimizer}
  ///
  /// @param workspace owns it
  public Tensor allocateBlock(Workspace workspace) {
    return workspace.allocate(engine.type(), Shape.of(Math.toIntExact(blockSize)));
  }

  /// {@return the parts of a block that belong to each parameter}
  ///
  /// @param ofBlock from [#allocateBlock]
  public SequencedMap<String, Tensor> views(Tensor ofBlock) {
    SequencedMap<String, Tensor> views = new LinkedHashMap<>();
    graph
        .parameterShapes()
        .forEach((name, shape) -> views.put(name, ofBlock.range(offset(name), shape)));
    return views;
  }

  /// {@return where a trained parameter begins in a block}
  long offset(String name) {
    Long offset = offsets.get(name);
    if (offset == null) {
      throw new IllegalArgumentException(
          "no parameter '%s'; there are %s".formatted(name, offsets.keySet()));
    }
    return offset;
  }

  /// Gives every parameter and state its first values.
  ///
  /// @param seed of the run
  public void initialize(long seed) {
    graph
        .parameters()
        .forEach((name, parameter) ->
            initialize(name, parameter.value().shape(), parameter.initializer(), seed));
    graph
        .states()
        .forEach(
            (name, state) -> initialize(name, state.value().shape(), state.initializer(), seed));
  }

  private void initialize(String name, Shape shape, Initializer initializer, long seed) {
    int size = Math.toIntExact(shape.size());
    int part = initializer.isElementwise() ? PART : size;
    RandomGenerator random = PhiloxRandom.of(seed, "parameter:" + name);
    for (int from = 0; from < size; from += part) {
      double[] values = new double[Math.min(part, size - from)];
      initializer.initialize(shape, random, values);
      engine.upload(values, tensor(name).range(from, Shape.of(values.length)));
    }
  }

  /// Learns the states from examples, in the order they were added to the graph.
  ///
  /// @param examples hold the training split
  /// @param rows of the training split
  public void learn(Examples examples, int[] rows) {
    graph
        .states()
        .forEach((name, state) -> {
          Value from = state.from();
          var learners = state.learner();
          if (from != null && learners != null) {
            Learner learner = learners.get();
            learn(learner, from, examples, rows);
            engine.upload(learner.result(), tensor(name));
          }
        });
  }

  private void learn(Learner learner, Value from, Examples examples, int[] rows) {
    int capacity = Math.max(1, Math.min(rows.length, LEARNING_ROWS));
    try (Workspace workspace = engine.workspace("learning")) {
      Plan plan = Plan.evaluation(this, workspace, Plan.Settings.of(capacity, 0), List.of(from));
      plan.examples(examples);
      for (int at = 0; at < rows.length; at += capacity) {
        plan.load(rows, at, Math.min(capacity, rows.length - at), 1);
        plan.forward();
        feed(learner, engine.download(plan.output(from)), from);
      }
    }
  }

  private static void feed(Learner learner, double[] values, Value from) {
    double[] features = new double[from.features()];
    for (int at = 0; at < values.length; at += features.length) {
      System.arraycopy(values, at, features, 0, features.length);
      learner.add(features);
    }
  }

  /// {@return the numbers of a parameter or state}
  ///
  /// @param name full name
  public Tensor tensor(String name) {
    Tensor tensor = parameters.get(name);
    if (tensor == null) {
      tensor = states.get(name);
    }
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no parameter or state '%s'; there are %s and %s"
              .formatted(name, parameters.keySet(), states.keySet()));
    }
    return tensor;
  }

  Graph graph() {
    return graph;
  }

  /// {@return the engine whose memory holds the numbers}
  public Engine engine() {
    return engine;
  }
}
