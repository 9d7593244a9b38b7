package dev.gatun.api.graph;

import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One row of a tensor as plain numbers, whatever the tensor's element type.
public final class Row {
  private final @Nullable Tensor tensor;
  private final @Nullable MemorySegment segment;
  private final int size;
  private final long stride;
  private long first;

  /// Looks at the rows of a tensor in turn.
  ///
  /// @param tensor null for a row that reads as zero and ignores what is written
  /// @param wholeTensor whether every row is the whole tensor, for parameters
  Row(@Nullable Tensor tensor, boolean wholeTensor) {
    this.tensor = tensor;
    this.segment = tensor == null ? null : tensor.segment();
    this.size = tensor == null ? 0 : wholeTensor ? (int) tensor.size() : tensor.columns();
    this.stride = wholeTensor ? 0 : size;
  }

  void move(int row) {
    first = row * stride;
  }

  /// {@return how many numbers there are}
  public int size() {
    return size;
  }

  /// {@return a number}
  ///
  /// @param i from 0 to size − 1
  public double get(int i) {
    Tensor of = tensor;
    MemorySegment data = segment;
    if (of == null || data == null) {
      return 0;
    }
    long index = first + Objects.checkIndex(i, size);
    return switch (of.type()) {
      case F32 -> data.getAtIndex(ValueLayout.JAVA_FLOAT, index);
      case F64 -> data.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
      case I32 -> data.getAtIndex(ValueLayout.JAVA_INT, index);
      case U8 -> Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, index));
    };
  }

  /// Sets a number.
  ///
  /// @param i from 0 to size − 1
  /// @param value rounded to the tensor's element type
  public void set(int i, double value) {
    Tensor of = tensor;
    MemorySegment data = segment;
    if (of == null || data == null) {
      return;
    }
    long index = first + Objects.checkIndex(i, size);
    switch (of.type()) {
      case F32 -> data.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) value);
      case F64 -> data.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
      case I32 -> data.setAtIndex(ValueLayout.JAVA_INT, index, (int) value);
      case U8 -> data.set(ValueLayout.JAVA_BYTE, index, (byte) (int) value);
    }
  }

  /// Adds to a number.
  ///
  /// @param i from 0 to size − 1
  /// @param value added
  public void add(int i, double value) {
    set(i, get(i) + value);
  }
}
