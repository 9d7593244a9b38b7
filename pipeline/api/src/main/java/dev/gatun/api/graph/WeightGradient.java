package dev.gatun.api.graph;

import dev.gatun.api.profile.Lap;
import dev.gatun.api.profile.Pass;
import dev.gatun.api.profile.Stopwatch;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The gradient of the matrix of one product over whole batches, or over their parts, once
/// [SharedPlans] have run backward on all rows.
public final class WeightGradient {
  private final Engine engine;
  private final List<Lowering.Node> nodes;
  private final Lowering.Node node;
  private final Tensor input;
  private final Tensor outputGradient;
  private final Tensor gradient;
  private final long offset;

  /// @param engine computes
  /// @param nodes of a plan
  /// @param node the product
  /// @param input what is multiplied, of the whole batch
  /// @param outputGradient of the whole batch
  /// @param gradient to be computed
  /// @param offset of the gradient in a block
  WeightGradient(
      Engine engine,
      List<Lowering.Node> nodes,
      Lowering.Node node,
      Tensor input,
      Tensor outputGradient,
      Tensor gradient,
      long offset) {
    this.engine = engine;
    this.nodes = nodes;
    this.node = node;
    this.input = input;
    this.outputGradient = outputGradient;
    this.gradient = gradient;
    this.offset = offset;
  }

  /// {@return where the matrix begins in a block of parameters}
  public long offset() {
    return offset;
  }

  /// {@return the rows of the matrix}
  public int rows() {
    return gradient.rows();
  }

  /// {@return the columns of the matrix}
  public int columns() {
    return gradient.columns();
  }

  /// {@return some rows of the gradient, for one thread at a time}
  ///
  /// @param from the first row of the matrix
  /// @param count how many
  public Rows rows(int from, int count) {
    return new Rows(from, gradient.rows(from, count));
  }

  private record Operands(Tensor input, Tensor gradient) {}

  /// Some rows of the gradient.
  public final class Rows {
    private final int from;
    private final Tensor rows;

    /// The engine with its checks until the first batch went through.
    private Kernels kernels = engine;

    /// What is multiplied, by the number of examples; null for what there was not yet.
    private final @Nullable Operands[] operands = new @Nullable Operands[input.rows() + 1];

    private @Nullable Stopwatch stopwatch;
    private @Nullable Lap lap;

    private Rows(int from, Tensor rows) {
      this.from = from;
      this.rows = rows;
    }

    /// Has them timed.
    ///
    /// @param watch of the worker
    public void time(Stopwatch watch) {
      stopwatch = watch;
    }

    /// Computes them for the examples that the plans have run backward on.
    ///
    /// @param count of the examples
    /// @param adds whether to what there is, from the parts of the batch before
    public void compute(int count, boolean adds) {
      Operands examples = operands[count];
      if (examples == null) {
        examples = new Operands(input.rows(0, count), outputGradient.rows(0, count));
        operands[count] = examples;
      }
      if (stopwatch != null && lap == null) {
        // Behind the laps of the plans, in the order of a step.
        lap = Laps.make(stopwatch, Pass.BACKWARD, nodes, node);
        kernels = lap.counting(engine);
      }
      kernels.weightGradient(examples.input(), examples.gradient(), from, adds ? 1 : 0, rows);
      kernels = engine.kernels();
      if (stopwatch != null && lap != null) {
        stopwatch.lap(lap);
      }
    }
  }
}
