package dev.gatun.plugins.train;

import dev.gatun.api.Clip;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// One worker's range of the gradient, which is added up from the parts of all workers, measured
/// and limited before the update.
final class ClipRange {
  private final Engine engine;
  private final Tensor[] gradients;
  private final Tensor row;
  private final Tensor square;
  private double squared;

  /// Cuts a range.
  ///
  /// @param engine computes
  /// @param gradients of the workers
  /// @param workspace owns one number
  /// @param from where the range begins
  /// @param count its size; 0 for nothing
  ClipRange(Engine engine, List<Tensor> gradients, Workspace workspace, int from, int count) {
    this.engine = engine;
    Shape shape = Shape.of(count);
    this.gradients =
        gradients.stream().map(block -> block.range(from, shape)).toArray(Tensor[]::new);
    this.row = this.gradients[0].reshape(Shape.of(1, count));
    this.square = workspace.allocate(engine.type(), Shape.of(1, 1));
  }

  /// Adds all parts up in the first, in the order of the workers, and measures the sum.
  void add() {
    if (row.size() == 0) {
      return;
    }
    for (int i = 1; i < gradients.length; i++) {
      engine.axpby(1, gradients[i], 1, gradients[0]);
      engine.fill(0, gradients[i]);
    }
    engine.gemm(false, true, 1, row, row, 0, square);
    squared =
        square.type() == ElementType.F64
            ? square.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, 0)
            : square.segment().getAtIndex(ValueLayout.JAVA_FLOAT, 0);
  }

  /// {@return the squared norm of the range}
  double squared() {
    return squared;
  }

  /// Limits the range.
  ///
  /// @param clip says how
  /// @param norm of the whole gradient
  void apply(Clip clip, double norm) {
    if (row.size() > 0) {
      clip.clip(engine, norm, gradients[0]);
    }
  }

  /// Forgets the sum, since backward passes write no gradient of a parameter that the loss does not
  /// depend on.
  void clear() {
    engine.fill(0, gradients[0]);
  }
}
