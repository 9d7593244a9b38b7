package dev.gatun.kit.engine;

import java.util.ArrayList;
import java.util.List;

/// Calls of matrix products.
final class ProductSamples {
  /// α and β: neither, either and both of the values libraries treat apart, and others.
  private static final double[][] SCALARS = {{1, 0}, {1, 1}, {-0.5, 2}, {0, 0.75}, {0, 0}, {3, 0}};

  private ProductSamples() {}

  static List<Operation> operations() {
    return List.of(
        new Operation(
            "gemm",
            Group.PRODUCTS,
            (draw, rows, columns) -> all(draw, rows, draw.between(1, 40), columns)),
        new Operation(
            "weightGradient",
            Group.PRODUCTS,
            (draw, rows, columns) -> weightGradients(draw, rows, draw.between(1, 40), columns)));
  }

  /// {@return some rows of a gradient: the first, some in the middle, and all, each with another β}
  static List<Sample> weightGradients(Draw draw, int rows, int k, int columns) {
    List<Sample> samples = new ArrayList<>();
    double[][] cases = {{0, 3, 0}, {17, 2, 0}, {0, 0, 1}, {4, 0, -0.5}};
    for (double[] around : cases) {
      int from = (int) around[0];
      int width = from + rows + (int) around[1];
      double beta = around[2];
      samples.add(
          Sample.of(
                  "weightGradient",
                  Operand.in("x", draw.numbers(k * width), k, width).free(1),
                  Operand.in("dy", draw.numbers(k * columns), k, columns),
                  from,
                  beta,
                  result("dw", draw, beta, rows, columns).free(0))
              .within(Bound.sums(k + 2)));
    }
    return samples;
  }

  /// {@return products of all α and β, each in some transposition}
  static List<Sample> all(Draw draw, int m, int k, int n) {
    List<Sample> samples = new ArrayList<>();
    int transpositions = draw.random().nextInt(4);
    for (double[] scalars : SCALARS) {
      transpositions++;
      boolean transposeA = (transpositions & 1) != 0;
      boolean transposeB = (transpositions & 2) != 0;
      samples.add(gemm(draw, transposeA, transposeB, scalars[0], m, k, n, scalars[1]));
    }
    return samples;
  }

  /// Each element sums k products and β·c: three roundings on top of those of the sum, two of them
  /// α's and β's.
  static Sample gemm(
      Draw draw,
      boolean transposeA,
      boolean transposeB,
      double alpha,
      int m,
      int k,
      int n,
      double beta) {
    double[] left = draw.numbers(m * k);
    double[] right = draw.numbers(k * n);
    return Sample.of(
            "gemm",
            transposeA,
            transposeB,
            alpha,
            transposeA ? Operand.in("a", left, k, m) : Operand.in("a", left, m, k),
            transposeB ? Operand.in("b", right, n, k) : Operand.in("b", right, k, n),
            beta,
            result("c", draw, beta, m, n))
        .within(Bound.sums(k + 3));
  }

  private static Operand result(String name, Draw draw, double beta, int rows, int columns) {
    return beta == 0
        ? Operand.out(name, rows, columns)
        : Operand.updated(name, draw.numbers(rows * columns), rows, columns);
  }
}
