package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// A tensor argument of a sample call, before it lies in an engine's memory.
///
/// @param name as in the contract
/// @param role what the call does with it
/// @param type of its elements; null for the engine's own
/// @param shape its shape
/// @param values its elements before the call, exact in float32; empty for an output
/// @param free axes that may have another extent while the other arguments stay
/// @param convertible whether the call takes other element types too
record Operand(
    String name,
    Role role,
    @Nullable ElementType type,
    Shape shape,
    double[] values,
    Set<Integer> free,
    boolean convertible) {
  /// What a call does with a tensor.
  enum Role {
    /// Reads it.
    INPUT,
    /// Overwrites it without reading.
    OUTPUT,
    /// Reads and writes it, or writes a part.
    UPDATED
  }

  static Operand in(String name, double[] values, int... extents) {
    return new Operand(name, Role.INPUT, null, Shape.of(extents), values, Set.of(), false);
  }

  static Operand out(String name, int... extents) {
    return new Operand(name, Role.OUTPUT, null, Shape.of(extents), new double[0], Set.of(), false);
  }

  static Operand updated(String name, double[] values, int... extents) {
    return new Operand(name, Role.UPDATED, null, Shape.of(extents), values, Set.of(), false);
  }

  Operand of(ElementType newType) {
    return new Operand(name, role, newType, shape, values, free, convertible);
  }

  Operand free(Integer... axes) {
    return new Operand(name, role, type, shape, values, Set.of(axes), convertible);
  }

  Operand converted() {
    return new Operand(name, role, type, shape, values, free, true);
  }

  Operand with(double[] newValues) {
    return new Operand(name, role, type, shape, newValues, free, convertible);
  }

  Operand shaped(int... extents) {
    return new Operand(name, role, type, Shape.of(extents), values, free, convertible);
  }

  /// {@return this with the absolute values, where they are numbers}
  Operand absolute() {
    boolean numbers = type != ElementType.I32;
    return numbers ? with(DoubleStream.of(values).map(Math::abs).toArray()) : this;
  }

  /// {@return these rows alone}
  Operand rows(int from, int count) {
    int columns = shape.columns();
    double[] part =
        values.length == 0
            ? values
            : Arrays.copyOfRange(values, from * columns, (from + count) * columns);
    return new Operand(name, role, type, shape.withRows(count), part, free, convertible);
  }

  int size() {
    return Math.toIntExact(shape.size());
  }

  boolean isWritten() {
    return role != Role.INPUT;
  }

  @Override
  public String toString() {
    return name + " " + shape;
  }
}
