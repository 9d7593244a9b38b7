package dev.gatun.plugins.train;

import dev.gatun.api.Clip;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
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

  /// The engine with its checks until each operation went through once.
  private Kernels kernels;

  /// What the clip computes with: the engine with its checks until then, and beyond for a clip of
  /// others.
  private Kernels limiting;

  /// Cuts a range.
  ///
  /// @param engine computes
  /// @param gradients of the workers
  /// @param workspace owns one number
  /// @param from where the range begins
  /// @param count its size; 0 for nothing
  ClipRange(Engine engine, List<Tensor> gradients, Workspace workspace, int from, int count) {
    this.engine = engine;
    this.kernels = engine;
    this.limiting = engine;
    Shape shape = Shape.of(count);
    this.gradients =
        gradients.stream().map(block -> block.range(from, shape)).toArray(Tensor[]::new);
    this.row = this.gradients[0].reshape(Shape.of(1, count));
    this.square = workspace.allocate(engine.type(), Shape.of(1, 1));
  }

  /// Adds all parts up in the first, in the order of the workers.
  ///
  /// @return the squared norm of the sum
  double squared() {
    if (row.size() == 0) {
      return 0;
    }
    for (int i = 1; i < gradients.length; i++) {
      kernels.axpby(1, gradients[i], 1, gradients[0]);
      kernels.fill(0, gradients[i]);
    }
    kernels.gemm(false, true, 1, row, row, 0, square);
    return square.type() == ElementType.F64
        ? square.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, 0)
        : square.segment().getAtIndex(ValueLayout.JAVA_FLOAT, 0);
  }

  /// Limits the range.
  ///
  /// @param clip says how
  /// @param norm of the whole gradient
  void apply(Clip clip, double norm) {
    if (row.size() > 0) {
      clip.clip(limiting, norm, gradients[0]);
      limiting = UpdateBlock.kernelsFor(clip, engine);
    }
  }

  /// Forgets the sum, since backward passes write no gradient of a parameter that the loss does not
  /// depend on.
  void clear() {
    kernels.fill(0, gradients[0]);
    kernels = engine.kernels();
  }
}
