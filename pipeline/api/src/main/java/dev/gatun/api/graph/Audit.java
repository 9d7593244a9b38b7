package dev.gatun.api.graph;

import dev.gatun.api.graph.Fault.Offence;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A step of a plan done slowly: each operation runs on tensors of its own that end with the call,
/// and what it does with them is watched.
///
/// It may also move every number by a rounding error, so that the results tell how far the
/// arithmetic of a coarser engine may be from them.
///
/// Source: Parker 1997, *Monte Carlo Arithmetic*, for rounding at random.
public final class Audit {
  private final Plan plan;
  private final Engine engine;
  private final List<Lowering.Node> nodes;
  private final Buffers buffers;
  private final int rows;
  private final double amplitude;
  private final RandomGenerator random;
  private final double[][] values;
  private final double[][][] saved;
  private final Map<Integer, double[]> gradients = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();

  private Audit(Plan plan, double amplitude, RandomGenerator random) {
    this.plan = plan;
    this.engine = plan.engine();
    this.nodes = plan.lowering().nodes();
    this.buffers = plan.buffers();
    this.rows = plan.rows();
    this.amplitude = amplitude;
    this.random = random;
    values = new double[nodes.size()][];
    saved = new double[nodes.size()][][];
  }

  /// Watches a step.
  ///
  /// @param plan with a batch loaded; neither it nor its parameters are changed
  /// @return what was found: the forward pass, and where the plan trains, the backward pass
  /// @throws ComponentException if an operation throws
  public static Audit of(Plan plan) {
    return of(plan, 0, RandomGenerator.getDefault());
  }

  /// Watches a step whose numbers are moved by rounding errors.
  ///
  /// @param plan with a batch loaded; neither it nor its parameters are changed
  /// @param amplitude the greatest relative error, given to parameters, data and each result
  /// @param random draws the errors
  /// @return what was found
  /// @throws ComponentException if an operation throws
  public static Audit of(Plan plan, double amplitude, RandomGenerator random) {
    Audit audit = new Audit(plan, amplitude, random);
    audit.forward();
    if (plan.training()) {
      audit.backward();
    }
    return audit;
  }

  /// {@return what operations did against their contract, in the order they ran}
  public List<Fault> faults() {
    return List.copyOf(faults);
  }

  /// {@return the numbers of a result for the batch, row-major}
  ///
  /// @param value one that the plan computes
  public double[] output(Value value) {
    return values[plan.lowering().nodeOf(value)].clone();
  }

  /// {@return the gradients of the trained parameters by full name; without those the loss does not
  /// depend on}
  public SequencedMap<String, double[]> gradients() {
    SequencedMap<String, double[]> named = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      double[] gradient = gradients.get(i);
      if (nodes.get(i).op() instanceof Leaves.Stored(String path) && gradient != null) {
        named.put(path, gradient.clone());
      }
    }
    return named;
  }

  private void forward() {
    for (int i = 0; i < nodes.size(); i++) {
      Lowering.Node node = nodes.get(i);
      if (node.op() instanceof Leaves.Stored || node.op() instanceof Leaves.Fixed) {
        values[i] = engine.download(buffers.outputs[i]);
        perturb(values[i], buffers.outputs[i]);
      } else if (Buffers.isIdentity(node, plan.training())) {
        values[i] = values[node.inputs()[0]].clone();
      } else {
        forward(i, node);
      }
    }
  }

  private void forward(int index, Lowering.Node node) {
    try (WatchedCall watched = watch(node)) {
      Tensor[] inputs = inputs(watched, node);
      Tensor output = watched.unset(buffers.outputs[index].type(), closed(node.value().shape()));
      Tensor[] own = new Tensor[buffers.saved[index].length];
      List<Shape> shapes = savedShapes(node, own.length);
      Arrays.setAll(own, i -> watched.unset(buffers.saved[index][i].type(), shapes.get(i)));
      Call call = call(node, inputs, output, own, null, new Tensor[inputs.length]);
      boolean done = watched.forward(call);
      values[index] =
          done
              ? watched.written(
                  output, Offence.OUTPUT_LEFT, "leaves its output unset at %s; set all of it")
              : new double[Math.toIntExact(output.size())];
      watched.finite(output, values[index], inputValues(node));
      saved[index] = Arrays.stream(own).map(engine::download).toArray(double[][]::new);
      readInputs(watched, node, inputs);
      perturb(values[index], output);
    }
  }

  /// A state may be moved by the operation it belongs to, while training.
  private void readInputs(WatchedCall watched, Lowering.Node node, Tensor[] inputs) {
    for (int j = 0; j < inputs.length; j++) {
      int from = node.inputs()[j];
      boolean state =
          nodes.get(from).op() instanceof Leaves.Stored(String path)
              && plan.isState(path)
              && plan.training();
      if (state) {
        values[from] = engine.download(inputs[j]);
      } else {
        watched.read(
            inputs[j],
            values[from],
            "input %d".formatted(j),
            "write the output and the tensors of Op.saved alone");
      }
    }
  }

  private void backward() {
    plan.roots().forEach((node, seed) -> gather(node, seed));
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Lowering.Node node = nodes.get(i);
      double[] gradient = gradients.get(i);
      if (gradient != null && buffers.gradients[i] != null && node.inputs().length > 0) {
        if (Buffers.isIdentity(node, true)) {
          gather(node.inputs()[0], gradient);
        } else {
          backward(i, node, gradient);
        }
      }
    }
  }

  private void backward(int index, Lowering.Node node, double[] gradient) {
    try (WatchedCall watched = watch(node)) {
      Tensor[] inputs = inputs(watched, node);
      Shape shape = closed(node.value().shape());
      Tensor output = watched.filled(buffers.outputs[index].type(), shape, values[index]);
      Tensor[] own = new Tensor[saved[index].length];
      List<Shape> shapes = savedShapes(node, own.length);
      Arrays.setAll(
          own, i -> watched.filled(buffers.saved[index][i].type(), shapes.get(i), saved[index][i]));
      @Nullable Tensor[] wanted = new @Nullable Tensor[inputs.length];
      for (int j = 0; j < wanted.length; j++) {
        wanted[j] =
            buffers.inputGradients[index][j] == null
                ? null
                : watched.unset(engine.type(), inputs[j].shape());
      }
      Tensor outputGradient = watched.filled(engine.type(), shape, gradient);
      Call call = call(node, inputs, output, own, outputGradient, wanted);
      if (!watched.backward(call)) {
        return;
      }
      readInputs(watched, node, inputs);
      watched.read(
          output, values[index], "its output in backward", "use outputGradient() as scratch");
      for (int j = 0; j < wanted.length; j++) {
        Tensor gradientOfInput = wanted[j];
        if (gradientOfInput != null) {
          double[] numbers =
              watched.written(
                  gradientOfInput,
                  Offence.GRADIENT_LEFT,
                  "leaves the gradient of input %d unset at %%s; backward must overwrite inputGradient(%d) where needsGradient(%d)"
                      .formatted(j, j, j));
          perturb(numbers, gradientOfInput);
          gather(node.inputs()[j], numbers);
        }
      }
    }
  }

  private void gather(int node, double[] gradient) {
    double[] sum = gradients.putIfAbsent(node, gradient.clone());
    if (sum != null) {
      Arrays.setAll(sum, i -> sum[i] + gradient[i]);
    }
  }

  private WatchedCall watch(Lowering.Node node) {
    return new WatchedCall(engine, component(node), node.op(), faults);
  }

  private List<Shape> savedShapes(Lowering.Node node, int count) {
    List<Shape> inputs =
        Arrays.stream(node.inputs()).mapToObj(i -> nodes.get(i).value().shape()).toList();
    return count == 0 ? List.of() : node.op().saved(inputs).stream().map(this::closed).toList();
  }

  private String component(Lowering.Node node) {
    return node.value().graph().owner(node.value());
  }

  private List<double[]> inputValues(Lowering.Node node) {
    return Arrays.stream(node.inputs()).mapToObj(i -> values[i]).toList();
  }

  private Tensor[] inputs(WatchedCall watched, Lowering.Node node) {
    return Arrays.stream(node.inputs())
        .mapToObj(i ->
            watched.filled(
                buffers.outputs[i].type(), closed(nodes.get(i).value().shape()), values[i]))
        .toArray(Tensor[]::new);
  }

  private Call call(
      Lowering.Node node,
      Tensor[] inputs,
      Tensor output,
      Tensor[] own,
      @Nullable Tensor outputGradient,
      @Nullable Tensor[] wanted) {
    boolean[] open = new boolean[inputs.length];
    for (int j = 0; j < open.length; j++) {
      open[j] = nodes.get(node.inputs()[j]).value().shape().isOpen();
    }
    return new Call(
        plan,
        node.op(),
        engine,
        inputs,
        output,
        own,
        outputGradient,
        wanted,
        open,
        false,
        plan.key(node.op()));
  }

  private Shape closed(Shape shape) {
    return shape.isOpen() ? shape.withRows(rows) : shape;
  }

  private void perturb(double[] numbers, Tensor of) {
    if (amplitude > 0 && of.type() == engine.type()) {
      Arrays.setAll(numbers, i -> numbers[i] * (1 + amplitude * (2 * random.nextDouble() - 1)));
    }
  }
}
