package dev.gatun.api.graph;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/// Finds where the first number that is not finite came from.
final class NotFinite {
  private NotFinite() {}

  /// {@return the first operation, in the order they ran, whose result is not finite, with its
  /// component and the example; empty where all are}
  ///
  /// @param plan after a forward pass
  static Optional<String> first(Plan plan) {
    List<Lowering.Node> nodes = plan.lowering().nodes();
    for (int i = 0; i < nodes.size(); i++) {
      Lowering.Node node = nodes.get(i);
      Tensor output = plan.buffers().outputs[i];
      // An update has changed the parameters since.
      boolean result = !(node.op() instanceof Leaves.Stored) && output.type() != ElementType.I32;
      if (result) {
        boolean open = node.value().shape().isOpen();
        Tensor batch = open ? output.rows(0, plan.rows()) : output;
        double[] numbers = plan.engine().download(batch);
        for (int j = 0; j < numbers.length; j++) {
          if (!Double.isFinite(numbers[j])) {
            return Optional.of(
                sentence(plan, node, numbers[j], open ? j / Math.max(1, batch.columns()) : -1));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String sentence(Plan plan, Lowering.Node node, double number, int row) {
    String component = node.value().graph().owner(node.value());
    String where =
        node.op() instanceof Leaves.Gathered gathered
            ? "the " + gathered.what()
            : "op '%s'%s"
                .formatted(
                    node.op().name(), component.isEmpty() ? "" : " of '%s'".formatted(component));
    String example =
        row < 0
            ? ""
            : ", example %d"
                .formatted(plan.allRowNumbers().segment().getAtIndex(ValueLayout.JAVA_INT, row));
    return "%s comes first in %s%s".formatted(number, where, example);
  }
}
