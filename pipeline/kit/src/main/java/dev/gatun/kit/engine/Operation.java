package dev.gatun.kit.engine;

import java.util.List;

/// An operation of the SPI and how to call it.
///
/// @param name the method's
/// @param group what it is about
/// @param sampler makes calls
record Operation(String name, Group group, Sampler sampler) {
  /// Makes calls of an operation.
  @FunctionalInterface
  interface Sampler {
    /// {@return calls of every form the operation has}
    ///
    /// @param draw random operands
    /// @param rows rows of the main operand
    /// @param columns columns of the main operand, where they are free
    List<Sample> samples(Draw draw, int rows, int columns);
  }

  List<Sample> samples(Draw draw, int rows, int columns) {
    return sampler.samples(draw, rows, columns);
  }
}
