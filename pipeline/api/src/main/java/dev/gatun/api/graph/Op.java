package dev.gatun.api.graph;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import java.util.List;

/// One operation of a graph: a shape rule, a forward pass and a backward pass.
///
/// An op is immutable and may be shared by plans and threads; everything that changes is in the
/// [Call]. Most layers and losses need no op of their own: they compose the operations of [Value],
/// whose gradients follow. [RowOp] is the way to write one over plain numbers.
///
/// {@snippet file="dev/gatun/tests/example/Swish.java"}
public interface Op {
  /// {@return the name in messages and profiles}
  default String name() {
    return getClass().getSimpleName();
  }

  /// Computes the shape of the output. Where an input is open (`[n, …]`) and the output is not, or
  /// where [#mixesExamples] says so, the op mixes examples, and the graph runs on one worker.
  ///
  /// @param inputs shapes of the inputs
  /// @return the shape of the output
  /// @throws dev.gatun.engine.ShapeMismatchException if the inputs do not suit, naming the shapes
  Shape shape(List<Shape> inputs);

  /// {@return the type of the output's elements}
  ///
  /// @param arithmetic the type the engine computes in
  default ElementType type(ElementType arithmetic) {
    return arithmetic;
  }

  /// {@return shapes of tensors of the op's own that keep their numbers from forward to backward,
  /// see [Call#saved]}
  ///
  /// @param inputs shapes of the inputs
  default List<Shape> saved(List<Shape> inputs) {
    return List.of();
  }

  /// {@return the type of the elements of a tensor of the op's own}
  ///
  /// @param index of the tensor in [#saved]
  /// @param arithmetic the type the engine computes in
  default ElementType savedType(int index, ElementType arithmetic) {
    return arithmetic;
  }

  /// {@return whether a gradient flows from the output to the inputs}
  default boolean isDifferentiable() {
    return true;
  }

  /// {@return whether a row of the output depends on more than one example; where an input is open
  /// and the output is not, it does without saying so}
  default boolean mixesExamples() {
    return false;
  }

  /// {@return whether the output is input 0 in another shape and its gradient that of input 0, so
  /// that neither pass is needed}
  ///
  /// @param training the mode of the plan
  default boolean isIdentity(boolean training) {
    return false;
  }

  /// {@return what the random numbers of this op are for, see [Call#random]; unique in a graph}
  default String purpose() {
    return "";
  }

  /// Computes the output from the inputs.
  ///
  /// @param call the tensors; valid during the call only
  void forward(Call call);

  /// Computes the gradient of each input that [Call#needsGradient] from the gradient of the output,
  /// overwriting it.
  ///
  /// @param call the tensors; valid during the call only
  default void backward(Call call) {
    throw new IllegalStateException(
        "there is none; implement backward, or override isDifferentiable if no gradient flows");
  }
}
