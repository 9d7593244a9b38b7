package dev.gatun.api.graph;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.HashMap;
import java.util.Map;

/// What plans compute for the examples of a batch: tensors over all of its rows, of which each plan
/// has some.
final class Batch {
  private final Workspace workspace;
  private final int capacity;
  private final boolean inParts;
  private final Map<Value, Tensor> outputs = new HashMap<>();
  private final Map<Value, Tensor> gradients = new HashMap<>();

  /// @param workspace owns the tensors
  /// @param capacity the greatest number of rows
  /// @param inParts whether these may be but a part of a batch, to whose gradients they are added
  Batch(Workspace workspace, int capacity, boolean inParts) {
    this.workspace = workspace;
    this.capacity = capacity;
    this.inParts = inParts;
  }

  /// The rows of one plan.
  ///
  /// @param batch has them all
  /// @param from the first
  /// @param capacity how many at most
  record Rows(Batch batch, int from, int capacity) {
    /// {@return this plan's rows of a value}
    Tensor output(Value value, ElementType type) {
      return batch.output(value, type).rows(from, capacity);
    }

    /// {@return this plan's rows of the gradient with respect to a value}
    Tensor gradient(Value value, ElementType type) {
      return batch.gradient(value, type).rows(from, capacity);
    }

    /// {@return whether they may be but a part of a batch, to whose gradients they are added}
    boolean inParts() {
      return batch.inParts;
    }
  }

  Rows rows(int from, int count) {
    return new Rows(this, from, count);
  }

  Tensor output(Value value, ElementType type) {
    return outputs.computeIfAbsent(value, _ -> allocate(value, type));
  }

  Tensor gradient(Value value, ElementType type) {
    return gradients.computeIfAbsent(value, _ -> allocate(value, type));
  }

  private Tensor allocate(Value value, ElementType type) {
    return workspace.allocate(type, value.shape().withRows(capacity));
  }
}
