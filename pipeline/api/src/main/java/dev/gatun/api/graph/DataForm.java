package dev.gatun.api.graph;

import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.List;

/// What a plan needs of the examples it is given. Checked once for each set of examples, since a
/// step reads them unchecked.
final class DataForm {
  private DataForm() {}

  /// Requires that examples hold what the nodes of a plan gather.
  ///
  /// @throws DataException if something is missing or has another size
  static void check(List<Lowering.Node> nodes, Examples data) {
    for (Lowering.Node node : nodes) {
      switch (node.op()) {
        case Leaves.Gathered gathered -> {
          int columns = gathered.source(data).columns();
          int expected = node.value().features();
          if (columns != expected) {
            throw new DataException(
                "the graph was built for %s of %d numbers an example, got %d; give it examples of one form"
                    .formatted(gathered.what(), expected, columns));
          }
        }
        case Leaves.Labels(int expected) -> {
          int classes = Leaves.Labels.classes(data).names().size();
          if (classes != expected) {
            throw new DataException(
                "the graph was built for %d classes, got %d; give it examples of one form"
                    .formatted(expected, classes));
          }
        }
        default -> {}
      }
    }
  }

  /// {@return the owners of the examples' memory}
  static List<Workspace> owners(Examples data) {
    List<Workspace> owners = new ArrayList<>();
    owners.add(data.inputs().workspace());
    switch (data.targets()) {
      case Targets.Classes classes -> owners.add(classes.labels().workspace());
      case Targets.Values values -> owners.add(values.values().workspace());
      case Targets.None _ -> {}
    }
    data.weights().ifPresent(weights -> owners.add(weights.workspace()));
    return owners;
  }
}
