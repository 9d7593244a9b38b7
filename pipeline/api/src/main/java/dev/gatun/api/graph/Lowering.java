package dev.gatun.api.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns the values that some results need into the nodes a plan executes, fusing where it can.
final class Lowering {
  /// One operation of a plan.
  ///
  /// @param op what runs
  /// @param value what it computes
  /// @param inputs numbers of the nodes it reads, all smaller than its own
  record Node(Op op, Value value, int[] inputs) {}

  private final List<Node> nodes = new ArrayList<>();
  private final int[] nodeOf;
  private final Graph graph;

  /// @param graph the graph
  /// @param results values the plan must provide
  /// @param fuse whether to put groups of operations together
  Lowering(Graph graph, List<Value> results, boolean fuse) {
    this.graph = graph;
    for (Value result : results) {
      if (result.graph() != graph) {
        throw new IllegalArgumentException(
            "plan: %s belongs to another graph than the parameters".formatted(result));
      }
    }
    List<Value> values = graph.values();
    nodeOf = new int[values.size()];
    Arrays.fill(nodeOf, -1);
    Fusion fusion = new Fusion(uses(values, results));
    Fusion.Fused[] chosen = new Fusion.Fused[values.size()];
    boolean[] needed = new boolean[values.size()];
    results.forEach(result -> needed[result.index()] = true);
    for (int i = values.size() - 1; i >= 0; i--) {
      if (needed[i]) {
        Value value = values.get(i);
        Fusion.Fused fused = fuse ? fusion.at(value) : null;
        chosen[i] = fused == null ? new Fusion.Fused(value.op(), value.inputs()) : fused;
        chosen[i].inputs().forEach(input -> needed[input.index()] = true);
      }
    }
    for (int i = 0; i < values.size(); i++) {
      if (needed[i]) {
        nodeOf[i] = nodes.size();
        int[] inputs = chosen[i].inputs().stream().mapToInt(this::nodeOf).toArray();
        nodes.add(new Node(chosen[i].op(), values.get(i), inputs));
      }
    }
  }

  private static int[] uses(List<Value> values, List<Value> results) {
    int[] uses = new int[values.size()];
    results.forEach(result -> uses[result.index()]++);
    for (int i = values.size() - 1; i >= 0; i--) {
      if (uses[i] > 0) {
        values.get(i).inputs().forEach(input -> uses[input.index()]++);
      }
    }
    return uses;
  }

  List<Node> nodes() {
    return nodes;
  }

  /// {@return the number of the node that computes a value; −1 if none does}
  int nodeOf(Value value) {
    // Values that were added after the plan was compiled have greater numbers.
    return value.graph() == graph && value.index() < nodeOf.length ? nodeOf[value.index()] : -1;
  }
}
