package dev.gatun.api.graph;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything a plan computes into, allocated once for the greatest number of rows.
final class Buffers {
  private final Workspace workspace;
  private final ElementType type;
  private final Batch.Rows rows;
  private final List<Lowering.Node> nodes;
  private List<Integer> roots = List.of();

  final Tensor[] outputs;
  final Tensor[][] saved;

  /// The gradient of each node's output; null where none flows.
  final @Nullable Tensor[] gradients;

  /// Where each node's backward pass writes the gradient of each of its inputs.
  final @Nullable Tensor[][] inputGradients;

  /// Whether that is a tensor apart, to be added to the input's gradient afterwards.
  final boolean[][] adds;

  /// Whether nothing was written to the input's gradient before in the same backward pass.
  final boolean[][] first;

  /// How many nodes hand a gradient to each node.
  private final int[] contributors;

  Buffers(
      List<Lowering.Node> nodes,
      Parameters parameters,
      Workspace workspace,
      ElementType type,
      Batch.Rows rows,
      boolean training) {
    this.nodes = nodes;
    this.workspace = workspace;
    this.type = type;
    this.rows = rows;
    int count = nodes.size();
    outputs = new Tensor[count];
    saved = new Tensor[count][];
    gradients = new Tensor[count];
    inputGradients = new Tensor[count][];
    adds = new boolean[count][];
    first = new boolean[count][];
    contributors = new int[count];
    for (int i = 0; i < count; i++) {
      Lowering.Node node = nodes.get(i);
      outputs[i] = output(node, parameters, training);
      saved[i] = isIdentity(node, training) ? new Tensor[0] : saved(node);
      inputGradients[i] = new Tensor[node.inputs().length];
      adds[i] = new boolean[node.inputs().length];
      first[i] = new boolean[node.inputs().length];
    }
  }

  static boolean isIdentity(Lowering.Node node, boolean training) {
    return node.op().isIdentity(training);
  }

  private Tensor[] saved(Lowering.Node node) {
    List<Shape> shapes = node.op().saved(inputShapes(node));
    Tensor[] tensors = new Tensor[shapes.size()];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = allocate(node.op().savedType(i, type), shapes.get(i));
    }
    return tensors;
  }

  private List<Shape> inputShapes(Lowering.Node node) {
    return Arrays.stream(node.inputs()).mapToObj(i -> nodes.get(i).value().shape()).toList();
  }

  private Tensor output(Lowering.Node node, Parameters parameters, boolean training) {
    if (node.op() instanceof Leaves.Stored(String path)) {
      return parameters.tensor(path);
    }
    Shape shape = node.value().shape();
    return isIdentity(node, training)
        ? outputs[node.inputs()[0]].reshape(closed(shape))
        : shape.isOpen()
            ? rows.output(node.value(), node.op().type(type))
            : workspace.allocate(node.op().type(type), shape);
  }

  private Tensor allocate(ElementType elements, Shape shape) {
    return workspace.allocate(elements, closed(shape));
  }

  private Shape closed(Shape shape) {
    return shape.isOpen() ? shape.withRows(rows.capacity()) : shape;
  }

  /// Allocates gradients from the roots back to the parameters.
  ///
  /// @param given nodes whose gradients are
  /// @param blockViews the gradients of the trained parameters
  void allocateGradients(List<Integer> given, SequencedMap<String, Tensor> blockViews) {
    roots = given;
    boolean[] trained = new boolean[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      Lowering.Node node = nodes.get(i);
      trained[i] =
          node.op() instanceof Leaves.Stored(String path)
              ? blockViews.containsKey(path)
              : node.op().isDifferentiable()
                  && Arrays.stream(node.inputs()).anyMatch(input -> trained[input]);
    }
    boolean[] active = new boolean[nodes.size()];
    roots.forEach(root -> active[root] = trained[root]);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      for (int input : nodes.get(i).inputs()) {
        if (active[i] && trained[input]) {
          active[input] = true;
          contributors[input]++;
        }
      }
    }
    for (int i = 0; i < nodes.size(); i++) {
      if (active[i]) {
        gradients[i] = gradient(i, blockViews);
      }
    }
  }

  private Tensor gradient(int index, SequencedMap<String, Tensor> blockViews) {
    Lowering.Node node = nodes.get(index);
    if (node.op() instanceof Leaves.Stored(String path)) {
      Tensor view = blockViews.get(path);
      if (view == null) {
        throw new AssertionError("parameter without a gradient: " + path);
      }
      return view;
    }
    if (isIdentity(node, true)) {
      int input = node.inputs()[0];
      Tensor of = gradients[input];
      boolean alone = contributors[input] == 1 && !roots.contains(input);
      if (of != null && alone && !isAddedTo(input)) {
        return of.reshape(outputs[index].shape());
      }
    }
    return node.value().shape().isOpen()
        ? rows.gradient(node.value(), type)
        : workspace.allocate(type, node.value().shape());
  }

  /// {@return whether a gradient is not complete after one backward pass}
  private boolean isAddedTo(int index) {
    return rows.inParts() && nodes.get(index).op() instanceof Leaves.Stored;
  }

  /// Lets the first to contribute write into the gradient itself, unless that has parts, and the
  /// others beside it.
  ///
  /// @param leftOut [#products] whose gradients of weights are left to others
  void assignInputGradients(Set<Value> leftOut) {
    boolean[] written = new boolean[nodes.size()];
    roots.forEach(root -> written[root] = true);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      int[] inputs = nodes.get(i).inputs();
      boolean product = leftOut.contains(nodes.get(i).value());
      for (int j = 0; gradients[i] != null && j < inputs.length; j++) {
        Tensor gradient = gradients[inputs[j]];
        if (gradient != null && !(product && j == 1)) {
          first[i][j] = !written[inputs[j]];
          adds[i][j] = !first[i][j] || isAddedTo(inputs[j]);
          inputGradients[i][j] = adds[i][j] ? workspace.allocate(type, gradient.shape()) : gradient;
          written[inputs[j]] = true;
        }
      }
    }
  }

  /// {@return the products of examples with a parameter that nothing else gives a gradient to}
  Set<Value> products() {
    Set<Value> products = new LinkedHashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      Lowering.Node node = nodes.get(i);
      if (isProduct(node.op())) {
        int weight = node.inputs()[1];
        boolean examples = nodes.get(node.inputs()[0]).value().shape().isOpen();
        boolean flows = gradients[i] != null && gradients[weight] != null;
        boolean alone = flows && contributors[weight] == 1 && !roots.contains(weight);
        if (examples && alone && nodes.get(weight).op() instanceof Leaves.Stored) {
          products.add(node.value());
        }
      }
    }
    return products;
  }

  private static boolean isProduct(Op op) {
    return op instanceof Ops.MatMul || op instanceof FusedOps.Linear;
  }

  /// {@return whether a node's backward pass has nothing to do, since its gradient is a view of its
  /// input's}
  boolean sharesGradient(int index) {
    Tensor own = gradients[index];
    int[] inputs = nodes.get(index).inputs();
    Tensor of = inputs.length == 0 ? null : gradients[inputs[0]];
    return isIdentity(nodes.get(index), true)
        && own != null
        && of != null
        && own.address() == of.address();
  }

  /// {@return whether a node alone contributes to the gradient of its first input}
  boolean contributesAlone(int index) {
    int[] inputs = nodes.get(index).inputs();
    return inputs.length > 0
        && inputGradients[index][0] != null
        && contributors[inputs[0]] == 1
        && !adds[index][0];
  }
}
