package dev.gatun.api.graph;

import dev.gatun.api.profile.Pass;
import dev.gatun.api.profile.Stopwatch;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plan cut to one number of rows: prepared calls, run in a plain loop.
///
/// The first run of each call goes through the engine's checks; since shapes never change
/// afterwards, later runs of the library's own operations call the kernels directly. Operations
/// from elsewhere stay checked.
final class Bound {
  final int rows;
  final Tensor rowNumbers;
  private final Engine engine;
  private final Call[] forward;
  private final Call[] backward;

  /// What each call is of.
  private final List<Lowering.Node> forwardNodes = new ArrayList<>();

  private final List<Lowering.Node> backwardNodes = new ArrayList<>();

  /// For each backward call, what is added to gradients afterwards.
  private final Addition[][] additions;

  private final @Nullable Tensor losses;
  private final @Nullable Tensor lossGradient;
  private final @Nullable Tensor seeds;
  private final @Nullable Tensor penaltyGradient;
  private final @Nullable Laps laps;
  private boolean forwardChecked;
  private boolean backwardChecked;

  /// @param contribution to a gradient
  /// @param first whether it replaces what there is, unless that comes from the same batch
  private record Addition(Tensor contribution, Tensor gradient, boolean first) {}

  Bound(
      Plan plan,
      List<Lowering.Node> nodes,
      Buffers buffers,
      int lossNode,
      int penaltyNode,
      int rows) {
    this.rows = rows;
    this.engine = plan.engine();
    this.rowNumbers = plan.allRowNumbers().rows(0, rows);
    List<Call> forwardCalls = new ArrayList<>();
    List<Call> backwardCalls = new ArrayList<>();
    List<Addition[]> sums = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Lowering.Node node = nodes.get(i);
      Call call = call(plan, nodes, buffers, i, i == lossNode);
      boolean identity = Buffers.isIdentity(node, plan.training());
      if (!identity
          && !(node.op() instanceof Leaves.Stored)
          && !(node.op() instanceof Leaves.Fixed)) {
        forwardCalls.add(call);
        forwardNodes.add(node);
      }
      if (buffers.gradients[i] != null && node.inputs().length > 0 && !buffers.sharesGradient(i)) {
        backwardCalls.addFirst(call);
        backwardNodes.addFirst(node);
        sums.addFirst(additions(nodes, buffers, i));
      }
    }
    forward = forwardCalls.toArray(Call[]::new);
    backward = backwardCalls.toArray(Call[]::new);
    additions = sums.toArray(Addition[][]::new);
    Stopwatch watch = plan.stopwatch();
    laps = watch == null ? null : new Laps(watch, nodes, forwardNodes, backwardNodes);
    losses = lossNode < 0 ? null : cut(buffers.outputs[lossNode], Shape.examples(1));
    Tensor gradient = lossNode < 0 ? null : buffers.gradients[lossNode];
    lossGradient = gradient == null ? null : gradient.rows(0, rows);
    seeds = lossGradient == null ? null : plan.seeds(rows);
    penaltyGradient = penaltyNode < 0 ? null : buffers.gradients[penaltyNode];
  }

  private Tensor cut(Tensor tensor, Shape shape) {
    return shape.isOpen() ? tensor.rows(0, rows) : tensor;
  }

  private @Nullable Tensor cutOrNull(@Nullable Tensor tensor, Shape shape) {
    return tensor == null ? null : cut(tensor, shape);
  }

  private Call call(
      Plan plan, List<Lowering.Node> nodes, Buffers buffers, int index, boolean isLoss) {
    Lowering.Node node = nodes.get(index);
    int count = node.inputs().length;
    Tensor[] inputs = new Tensor[count];
    @Nullable Tensor[] inputGradients = new @Nullable Tensor[count];
    boolean[] open = new boolean[count];
    List<Shape> shapes = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      Shape shape = nodes.get(node.inputs()[j]).value().shape();
      shapes.add(shape);
      open[j] = shape.isOpen();
      inputs[j] = cut(buffers.outputs[node.inputs()[j]], shape);
      inputGradients[j] = cutOrNull(buffers.inputGradients[index][j], shape);
    }
    Tensor[] saved = buffers.saved[index].clone();
    List<Shape> savedShapes = saved.length == 0 ? List.of() : node.op().saved(shapes);
    for (int j = 0; j < saved.length; j++) {
      saved[j] = cut(saved[j], savedShapes.get(j));
    }
    Shape shape = node.value().shape();
    return new Call(
        plan,
        node.op(),
        engine,
        inputs,
        cut(buffers.outputs[index], shape),
        saved,
        cutOrNull(outputGradient(node, plan, buffers, index), shape),
        inputGradients,
        open,
        isLoss && buffers.contributesAlone(index),
        plan.key(node.op()));
  }

  /// {@return the gradient of a node's output, in the shape of its input if the node is the
  /// identity}
  private static @Nullable Tensor outputGradient(
      Lowering.Node node, Plan plan, Buffers buffers, int index) {
    Tensor gradient = buffers.gradients[index];
    Tensor to = node.inputs().length == 0 ? null : buffers.inputGradients[index][0];
    return gradient != null && to != null && Buffers.isIdentity(node, plan.training())
        ? gradient.reshape(to.shape())
        : gradient;
  }

  private Addition[] additions(List<Lowering.Node> nodes, Buffers buffers, int index) {
    int[] inputs = nodes.get(index).inputs();
    List<Addition> sums = new ArrayList<>();
    for (int j = 0; j < inputs.length; j++) {
      Tensor contribution = buffers.inputGradients[index][j];
      Tensor gradient = buffers.gradients[inputs[j]];
      if (buffers.adds[index][j] && contribution != null && gradient != null) {
        Shape shape = nodes.get(inputs[j]).value().shape();
        sums.add(
            new Addition(cut(contribution, shape), cut(gradient, shape), buffers.first[index][j]));
      }
    }
    return sums.toArray(Addition[]::new);
  }

  /// @param more of the batch before
  void forward(boolean more) {
    seedGradients(more);
    Laps timing = laps;
    if (timing != null) {
      if (!forwardChecked) {
        timing.count(Pass.FORWARD, forward, engine);
      }
      timing.begin();
    }
    int at = 0;
    try {
      for (; at < forward.length; at++) {
        forward[at].op.forward(forward[at]);
        if (timing != null) {
          timing.forward(at);
        }
      }
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      throw blamed(forwardNodes.get(at), forward[at], "forward", e);
    }
    if (!forwardChecked) {
      forwardChecked = true;
      if (timing != null) {
        check(forward);
      }
      if (backward.length == 0) {
        trust(forward);
      }
    }
  }

  /// {@return what is thrown where an operation did: as it is, unless an author wrote it}
  private static RuntimeException blamed(
      Lowering.Node node, Call call, String pass, Throwable thrown) {
    if (Graph.isOwn(call.op)) {
      if (thrown instanceof Error error) {
        throw error;
      }
      return (RuntimeException) thrown;
    }
    Value value = node.value();
    return ComponentException.of(value.graph().owner(value), call, pass, thrown);
  }

  /// Sets the gradients that backward begins with, anew for each step, since ops may use them as
  /// scratch.
  private void seedGradients(boolean more) {
    Tensor seed = seeds;
    Tensor gradient = lossGradient;
    if (seed != null && gradient != null) {
      engine.kernels().copy(seed, gradient);
    }
    Tensor penalty = penaltyGradient;
    if (penalty != null) {
      engine.kernels().fill(more ? 0 : 1, penalty);
    }
  }

  /// @param more of the batch before: its gradients stay
  void backward(boolean more) {
    Laps timing = laps;
    if (timing != null) {
      if (!backwardChecked) {
        timing.count(Pass.BACKWARD, backward, engine);
      }
      timing.begin();
    }
    for (int i = 0; i < backward.length; i++) {
      try {
        backward[i].op.backward(backward[i]);
      } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
        throw blamed(backwardNodes.get(i), backward[i], "backward", e);
      }
      for (Addition sum : additions[i]) {
        double kept = sum.first && !more ? 0 : 1;
        engine.kernels().axpby(1, sum.contribution, kept, sum.gradient);
      }
      if (timing != null) {
        timing.backward(i);
      }
    }
    if (!backwardChecked) {
      backwardChecked = true;
      check(backward);
      trust(forward);
      trust(backward);
    }
  }

  /// Has calls go through the engine's checks.
  private void check(Call[] calls) {
    for (Call call : calls) {
      call.kernels = engine;
    }
  }

  private void trust(Call[] calls) {
    for (Call call : calls) {
      if (Graph.isOwn(call.op)) {
        call.kernels = engine.kernels();
      }
    }
  }

  Tensor losses() {
    Tensor tensor = losses;
    if (tensor == null) {
      throw new IllegalStateException("this plan computes no losses");
    }
    return tensor;
  }
}
