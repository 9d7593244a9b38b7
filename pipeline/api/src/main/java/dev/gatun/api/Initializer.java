package dev.gatun.api;

import dev.gatun.engine.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Sets the first values of a parameter.
@Kind("initializer")
@FunctionalInterface
public interface Initializer {
  /// All zero.
  Initializer ZEROS = constant(0);

  /// All one.
  Initializer ONES = constant(1);

  /// {@return one number everywhere}
  ///
  /// @param value the number
  static Initializer constant(double value) {
    return (shape, random, values) -> Arrays.fill(values, value);
  }

  /// {@return what sets the first values of the bias beside a weight; all zero unless an
  /// initializer says otherwise}
  ///
  /// @param weight the shape of the weight
  default Initializer bias(Shape weight) {
    return ZEROS;
  }

  /// {@return whether each value is made of the shape and of numbers drawn for it alone, one value
  /// after another: large parameters are then filled in part by part, with less memory}
  default boolean isElementwise() {
    return false;
  }

  /// Fills in the first values.
  ///
  /// @param shape of the parameter; of a weight `[inputs, outputs]`, of the kernels of a
  ///   convolution `[outputs, inputs, height, width]`
  /// @param random depends on the run's seed and the parameter's name alone
  /// @param values row-major; overwritten; where [#isElementwise], may be the next part of them
  void initialize(Shape shape, RandomGenerator random, double[] values);
}
