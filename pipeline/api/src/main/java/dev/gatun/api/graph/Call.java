package dev.gatun.api.graph;

import dev.gatun.api.data.Examples;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import org.jspecify.annotations.Nullable;

/// The tensors of one op in one plan, cut to the number of rows of the batch.
///
/// Everything here is valid during [Op#forward] and [Op#backward] only; tensors are not to be kept.
public final class Call {
  private final Plan plan;
  final Op op;
  private final Tensor[] inputs;
  private final Tensor output;
  private final Tensor[] saved;
  private final @Nullable Tensor outputGradient;
  private final @Nullable Tensor[] inputGradients;
  private final boolean[] open;
  private final boolean seeded;
  private final long key;
  Kernels kernels;
  private @Nullable RowCursor rowCursor;
  private int @Nullable [] integers;

  Call(
      Plan plan,
      Op op,
      Kernels kernels,
      Tensor[] inputs,
      Tensor output,
      Tensor[] saved,
      @Nullable Tensor outputGradient,
      @Nullable Tensor[] inputGradients,
      boolean[] open,
      boolean seeded,
      long key) {
    this.plan = plan;
    this.op = op;
    this.kernels = kernels;
    this.inputs = inputs;
    this.output = output;
    this.saved = saved;
    this.outputGradient = outputGradient;
    this.inputGradients = inputGradients;
    this.open = open;
    this.seeded = seeded;
    this.key = key;
  }

  /// {@return the engine's operations}
  public Kernels kernels() {
    return kernels;
  }

  /// {@return whether the plan trains, rather than evaluates}
  public boolean training() {
    return plan.training();
  }

  /// {@return how many inputs there are}
  public int inputs() {
    return inputs.length;
  }

  /// {@return an input; not to be modified, unless it is a state of the op's own that training
  /// moves}
  ///
  /// @param index from 0
  public Tensor input(int index) {
    return inputs[index];
  }

  /// {@return the output: written by forward, read by backward}
  public Tensor output() {
    return output;
  }

  /// {@return a tensor of the op's own, as [Op#saved] asked for; it keeps its numbers from forward
  /// to backward}
  ///
  /// @param index from 0
  public Tensor saved(int index) {
    return saved[index];
  }

  /// {@return whether backward must compute the gradient of an input}
  ///
  /// @param index from 0
  public boolean needsGradient(int index) {
    return inputGradients[index] != null;
  }

  /// {@return the gradient with respect to the output; backward may use it as scratch}
  public Tensor outputGradient() {
    Tensor gradient = outputGradient;
    if (gradient == null) {
      throw new IllegalStateException("there is no gradient outside backward");
    }
    return gradient;
  }

  /// {@return the gradient with respect to an input, to be overwritten by backward}
  ///
  /// @param index from 0, of an input that [#needsGradient]
  public Tensor inputGradient(int index) {
    Tensor gradient = inputGradients[index];
    if (gradient == null) {
      throw new IllegalStateException(
          "input %d needs no gradient; ask needsGradient first".formatted(index));
    }
    return gradient;
  }

  /// Fills a tensor with uniform numbers in [0, 1) that depend on the run's seed, the op's purpose,
  /// the epoch while training, and the example of each row.
  ///
  /// @param y `[n, …]`; overwritten
  public void random(Tensor y) {
    kernels.random(key, plan.training() ? plan.epoch() : 0, plan.rowNumbers(y.rows()), y);
  }

  /// Like [#random], but the same in every epoch.
  ///
  /// @param y `[n, …]`; overwritten
  public void fixedRandom(Tensor y) {
    kernels.random(key, 0, plan.rowNumbers(y.rows()), y);
  }

  /// Whether the output's gradient is already known in the forward pass, and input 0 takes its
  /// gradient from this op alone.
  boolean isSeeded() {
    return seeded;
  }

  Examples examples() {
    return plan.examples();
  }

  Tensor rowNumbers() {
    return plan.rowNumbers(output.rows());
  }

  /// {@return room for a whole number of each row of the output; its content is lost at the next
  /// call}
  int[] integers() {
    int[] room = integers;
    if (room == null) {
      room = new int[output.rows()];
      integers = room;
    }
    return room;
  }

  RowCursor rowCursor() {
    RowCursor cursor = rowCursor;
    if (cursor == null) {
      cursor = new RowCursor(inputs, open, output, outputGradient, inputGradients);
      rowCursor = cursor;
    }
    return cursor;
  }
}
