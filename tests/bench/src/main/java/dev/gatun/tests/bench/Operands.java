package dev.gatun.tests.bench;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes the tensors of one kernel, with the same values every time.
///
/// All kernels have their tensors in one block, so that figures do not depend on which pages the
/// system gives to whom, and at different distances from the start of a page, since caches take
/// longer over addresses that are alike.
final class Operands {
  private static final long STAGGER = 4096 + 256;

  private final Workspace workspace;
  private final MemorySegment block;
  private long used;
  private final Random random = new Random(7);
  private final List<Tensor> numbers = new ArrayList<>();
  private final int rows;
  private final int columns;

  /// Prepares for one kernel. What was made in the block before is overwritten.
  ///
  /// @param block owns the memory
  /// @param rows of its matrices
  /// @param columns of its matrices
  Operands(Tensor block, int rows, int columns) {
    this.workspace = block.workspace();
    this.block = block.segment();
    this.rows = rows;
    this.columns = columns;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /// {@return a matrix of floats between −2 and 2}
  Tensor matrix() {
    return floats(Shape.of(rows, columns), -2, 2);
  }

  /// {@return a matrix of floats between 1 and 2}
  Tensor positive() {
    return floats(Shape.of(rows, columns), 1, 2);
  }

  /// {@return a row of floats between −2 and 2}
  Tensor row() {
    return floats(Shape.of(1, columns), -2, 2);
  }

  /// {@return a column of floats between −2 and 2}
  Tensor column() {
    return floats(Shape.of(rows, 1), -2, 2);
  }

  /// {@return numbers}
  ///
  /// @param values the numbers
  Tensor numbers(float... values) {
    Tensor tensor = allocate(ElementType.F32, Shape.of(1, values.length));
    MemorySegment.copy(values, 0, tensor.segment(), ValueLayout.JAVA_FLOAT, 0, values.length);
    return tensor;
  }

  /// {@return as many integers as there are rows, from 0 to below a limit}
  ///
  /// @param limit above all of them
  Tensor integers(int limit) {
    Tensor tensor = allocate(ElementType.I32, Shape.of(rows));
    for (int i = 0; i < rows; i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, random.nextInt(limit));
    }
    return tensor;
  }

  /// {@return a matrix of bytes}
  ///
  /// @param count its rows
  Tensor bytes(int count) {
    Tensor tensor = allocate(ElementType.U8, Shape.of(count, columns));
    byte[] row = new byte[columns];
    for (int i = 0; i < count; i++) {
      random.nextBytes(row);
      tensor.rows(i, 1).segment().copyFrom(MemorySegment.ofArray(row));
    }
    return tensor;
  }

  private Tensor allocate(ElementType type, Shape shape) {
    long bytes = shape.size() * type.bytes();
    Tensor tensor = workspace.wrap(type, shape, block.asSlice(used, bytes));
    used += (bytes + 63) / 64 * 64 + STAGGER;
    return tensor;
  }

  private Tensor floats(Shape shape, float from, float to) {
    Tensor tensor = allocate(ElementType.F32, shape);
    for (long i = 0; i < tensor.size(); i++) {
      float value = from + (to - from) * random.nextFloat();
      tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
    }
    numbers.add(tensor);
    return tensor;
  }

  /// {@return the floats of all tensors with random values, in the order in which they were made}
  List<float[]> snapshot() {
    return numbers.stream()
        .map(tensor -> tensor.segment().toArray(ValueLayout.JAVA_FLOAT))
        .toList();
  }

  /// Writes back what [#snapshot] gave.
  ///
  /// @param values of all tensors
  void restore(List<float[]> values) {
    for (int i = 0; i < values.size(); i++) {
      numbers.get(i).segment().copyFrom(MemorySegment.ofArray(values.get(i)));
    }
  }
}
