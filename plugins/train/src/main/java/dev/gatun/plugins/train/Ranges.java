package dev.gatun.plugins.train;

import dev.gatun.api.Optimizer;
import dev.gatun.api.graph.WeightGradient;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Divides the parameters among workers: the rows of each matrix whose gradient nobody has computed
/// yet, and what lies between such matrices.
final class Ranges {
  /// Ranges of parameters begin at multiples of this many numbers, a cache line of float32, and of
  /// this many rows, which suits register tiles.
  private static final int ALIGNMENT = 16;

  /// How many parameters an optimizer of several passes gets at a time, so that they stay in a
  /// cache between them.
  private static final int PART = 16_384;

  private final Engine engine;
  private final GradientDescent settings;
  private final Workspace workspace;
  private final Blocks learned;
  private final List<Tensor> gradients;
  private final List<WeightGradient> weights;
  private final int workers;

  /// @param engine computes
  /// @param settings say how to update
  /// @param workspace owns what an update needs
  /// @param learned to be updated
  /// @param gradients of the workers
  /// @param weights whose rows are computed before they are updated
  Ranges(
      Engine engine,
      GradientDescent settings,
      Workspace workspace,
      Blocks learned,
      List<Tensor> gradients,
      List<WeightGradient> weights) {
    this.engine = engine;
    this.settings = settings;
    this.workspace = workspace;
    this.learned = learned;
    this.gradients = gradients;
    this.weights =
        weights.stream().sorted(Comparator.comparingLong(WeightGradient::offset)).toList();
    this.workers = gradients.size();
  }

  /// {@return what a worker updates}
  ///
  /// @param worker from 0
  List<ParameterRange> of(int worker) {
    List<ParameterRange> ranges = new ArrayList<>();
    int at = 0;
    for (WeightGradient weight : weights) {
      int offset = Math.toIntExact(weight.offset());
      addSum(ranges, worker, at, offset);
      addRows(ranges, worker, weight, offset);
      at = offset + weight.rows() * weight.columns();
    }
    addSum(ranges, worker, at, Math.toIntExact(learned.parameters().size()));
    if (ranges.isEmpty()) { // an optimizer sees every worker's range, an empty one too
      ranges.add(range(null, gradients, 0, 0));
    }
    return ranges;
  }

  private void addRows(List<ParameterRange> ranges, int worker, WeightGradient weight, int offset) {
    int begin = begin(weight.rows(), worker);
    int count = begin(weight.rows(), worker + 1) - begin;
    if (count > 0) {
      int from = offset + begin * weight.columns();
      List<Tensor> first = gradients.subList(0, 1);
      ranges.add(range(weight.rows(begin, count), first, from, count * weight.columns()));
    }
  }

  private void addSum(List<ParameterRange> ranges, int worker, int from, int to) {
    int begin = begin(to - from, worker);
    int count = begin(to - from, worker + 1) - begin;
    if (count > 0) {
      ranges.add(range(null, gradients, from + begin, count));
    }
  }

  /// {@return where a worker's part of something begins}
  private int begin(int size, int worker) {
    long units = Math.ceilDiv(size, ALIGNMENT);
    return (int) Math.min(size, units * worker / workers * ALIGNMENT);
  }

  private ParameterRange range(
      WeightGradient.@Nullable Rows weight, List<Tensor> added, int from, int count) {
    ClipRange limit =
        settings.clip().isPresent() ? new ClipRange(engine, added, workspace, from, count) : null;
    return new ParameterRange(weight, limit, blocks(added, from, count));
  }

  /// What is updated one after another.
  private List<UpdateBlock> blocks(List<Tensor> added, int begin, int count) {
    Optimizer optimizer = settings.optimizer();
    int most = optimizer.scratch() == 0 ? count : Math.min(PART, count);
    List<Tensor> scratch = new ArrayList<>();
    for (int i = 0; i < optimizer.scratch(); i++) {
      scratch.add(workspace.allocate(engine.type(), Shape.of(most)));
    }
    List<UpdateBlock> blocks = new ArrayList<>();
    int done = 0;
    do {
      int size = Math.min(most, count - done);
      blocks.add(new UpdateBlock(optimizer, engine, learned, added, scratch, begin + done, size));
      done += most;
    } while (done < count);
    return blocks;
  }
}
