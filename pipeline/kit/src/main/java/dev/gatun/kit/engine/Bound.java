package dev.gatun.kit.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// How far the elements of a call's outputs may be off.
@FunctionalInterface
interface Bound {
  /// Everything a bound is computed from.
  ///
  /// @param sample the call
  /// @param operands the elements of its operands
  /// @param precision of the engine
  /// @param reference runs a call in float64 and gives its outputs
  /// @param expected the exact outputs
  record Basis(
      Sample sample,
      Map<String, double[]> operands,
      Precision precision,
      Yardstick reference,
      double[][] expected) {
    static Basis of(Sample sample, Precision precision, Yardstick reference, double[][] expected) {
      Map<String, double[]> operands = new HashMap<>();
      sample.operands().forEach(operand -> operands.put(operand.name(), operand.values()));
      return new Basis(sample, operands, precision, reference, expected);
    }

    /// {@return an operand's elements}
    double[] values(String name) {
      return Objects.requireNonNull(operands.get(name), name);
    }
  }

  /// Computes a call in float64.
  @FunctionalInterface
  interface Yardstick {
    /// {@return the outputs of a call}
    ///
    /// @param sample the call
    double[][] outputs(Sample sample);
  }

  /// {@return the greatest error allowed, for each element of each output}
  ///
  /// @param basis the call and its exact outputs
  double[][] of(Basis basis);

  /// {@return the bound of what only moves or chooses numbers: no error at all}
  static Bound exact() {
    return scaled((_, _) -> 0);
  }

  /// {@return a bound that follows from each exact element}
  static Bound scaled(Elementwise bound) {
    return basis -> {
      double[][] bounds = new double[basis.expected().length][];
      for (int i = 0; i < bounds.length; i++) {
        double[] expected = basis.expected()[i];
        bounds[i] = new double[expected.length];
        for (int j = 0; j < expected.length; j++) {
          bounds[i][j] = bound.of(basis.precision(), expected[j]);
        }
      }
      return bounds;
    };
  }

  /// The bound of one element.
  @FunctionalInterface
  interface Elementwise {
    /// {@return the greatest error allowed}
    ///
    /// @param precision of the engine
    /// @param expected the exact element
    double of(Precision precision, double expected);
  }

  /// {@return `γₖ Σ|terms|` (Higham, eq. 3.5), the terms' sum by the same call on absolute values}
  ///
  /// @param terms k, every rounding of a term counted
  static Bound sums(int terms) {
    return basis -> sums(basis, terms, basis.sample().absolute());
  }

  /// {@return the same where another call gives the terms' sum}
  static double[][] sums(Basis basis, int terms, Sample absolute) {
    double[][] bounds = basis.reference().outputs(absolute);
    for (double[] bound : bounds) {
      for (int i = 0; i < bound.length; i++) {
        bound[i] = basis.precision().sum(terms, bound[i]);
      }
    }
    return bounds;
  }
}
