package dev.gatun.api.graph;

import dev.gatun.api.profile.Lap;
import dev.gatun.api.profile.Pass;
import dev.gatun.api.profile.Stopwatch;
import dev.gatun.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/// The laps of a timed plan, one for each call, beside its arrays of calls.
final class Laps {
  private final Stopwatch stopwatch;
  private final Lap[] forward;
  private final Lap[] backward;

  /// @param forward nodes in the order of the forward calls
  /// @param backward nodes in the order of the backward calls
  Laps(
      Stopwatch stopwatch,
      List<Lowering.Node> nodes,
      List<Lowering.Node> forward,
      List<Lowering.Node> backward) {
    this.stopwatch = stopwatch;
    this.forward = make(Pass.FORWARD, nodes, forward);
    this.backward = make(Pass.BACKWARD, nodes, backward);
  }

  private Lap[] make(Pass pass, List<Lowering.Node> nodes, List<Lowering.Node> timed) {
    List<Lap> laps = new ArrayList<>();
    for (Lowering.Node node : timed) {
      laps.add(make(stopwatch, pass, nodes, node));
    }
    return laps.toArray(Lap[]::new);
  }

  /// {@return what a pass of a node is timed as}
  static Lap make(Stopwatch stopwatch, Pass pass, List<Lowering.Node> nodes, Lowering.Node node) {
    return stopwatch.make(part(nodes, node), operation(node.op()), pass);
  }

  /// {@return the layer, transform or loss that an operation belongs to: for several in one, that
  /// of the parameters}
  private static String part(List<Lowering.Node> nodes, Lowering.Node node) {
    if (node.op() instanceof Leaves.Gathered gathered) {
      return gathered.what();
    }
    if (node.op() instanceof Leaves.Labels) {
      return "labels";
    }
    Value owned = node.value();
    for (int input : node.inputs()) {
      if (nodes.get(input).op() instanceof Leaves.Stored) {
        owned = nodes.get(input).value();
        break;
      }
    }
    return owned.graph().owner(owned);
  }

  private static String operation(Op op) {
    return op instanceof Leaves.Leaf ? "gather" : op.name();
  }

  /// Has the calls of the next pass noted, whose kernels are otherwise the engine.
  void count(Pass pass, Call[] calls, Engine engine) {
    Lap[] laps = pass == Pass.FORWARD ? forward : backward;
    for (int i = 0; i < calls.length; i++) {
      calls[i].kernels = laps[i].counting(engine);
    }
  }

  /// Ends what comes before a pass.
  void begin() {
    stopwatch.rest();
  }

  void forward(int call) {
    stopwatch.lap(forward[call]);
  }

  void backward(int call) {
    stopwatch.lap(backward[call]);
  }
}
