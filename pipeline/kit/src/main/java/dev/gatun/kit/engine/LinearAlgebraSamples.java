package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.ArrayList;
import java.util.List;

/// Calls of decompositions, in float32 and float64.
///
/// They have no bounds: what a decomposition must be is told by rules of its own.
final class LinearAlgebraSamples {
  private LinearAlgebraSamples() {}

  static List<Operation> operations() {
    return List.of(
        new Operation("svd", Group.LINEAR_ALGEBRA, LinearAlgebraSamples::svd),
        new Operation("leastSquares", Group.LINEAR_ALGEBRA, LinearAlgebraSamples::leastSquares),
        new Operation("cholesky", Group.LINEAR_ALGEBRA, LinearAlgebraSamples::cholesky),
        new Operation("choleskySolve", Group.LINEAR_ALGEBRA, LinearAlgebraSamples::choleskySolve),
        new Operation("symmetricEigen", Group.LINEAR_ALGEBRA, LinearAlgebraSamples::symmetricEigen),
        new Operation("qr", Group.LINEAR_ALGEBRA, LinearAlgebraSamples::qr));
  }

  private static Operand in(Draw draw, ElementType type, String name, int m, int n) {
    return Operand.in(name, draw.numbers(m * n), m, n).of(type);
  }

  private static List<Sample> svd(Draw draw, int m, int n) {
    int p = Math.min(m, n);
    List<Sample> samples = new ArrayList<>();
    for (ElementType type : LinearAlgebraRules.TYPES) {
      Operand a = in(draw, type, "a", m, n);
      Operand s = Decomposed.out("s", type, p);
      samples.add(
          Sample.of(
              "svd", a, Decomposed.out("u", type, m, p), s, Decomposed.out("vt", type, p, n)));
      samples.add(
          Sample.of(
              "svd", a, Decomposed.out("u", type, m, m), s, Decomposed.out("vt", type, n, n)));
      // Without u and vt, a may grow along its longer axis.
      samples.add(
          Sample.of("svd", m < n ? a.free(1) : m > n ? a.free(0) : a.free(0, 1), null, s, null));
    }
    return samples;
  }

  private static List<Sample> leastSquares(Draw draw, int m, int n) {
    List<Sample> samples = new ArrayList<>();
    for (ElementType type : LinearAlgebraRules.TYPES) {
      samples.add(
          Sample.of(
              "leastSquares",
              in(draw, type, "a", m, n),
              in(draw, type, "b", m, 3),
              -1.0,
              Decomposed.out("x", type, n, 3),
              Decomposed.out("s", type, Math.min(m, n))));
    }
    return samples;
  }

  /// {@return a symmetric positive definite matrix: dominated by its diagonal}
  private static Operand positive(Draw draw, ElementType type, int n) {
    double[] values = symmetric(draw, n);
    for (int i = 0; i < n; i++) {
      values[i * n + i] = 8 * n + Math.abs(values[i * n + i]);
    }
    return Operand.in("a", rounded(values), n, n).of(type);
  }

  private static double[] symmetric(Draw draw, int n) {
    double[] values = draw.numbers(n * n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        values[j * n + i] = values[i * n + j];
      }
    }
    return values;
  }

  private static double[] rounded(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) values[i];
    }
    return values;
  }

  private static List<Sample> cholesky(Draw draw, int n, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (ElementType type : LinearAlgebraRules.TYPES) {
      samples.add(Sample.of("cholesky", positive(draw, type, n), Decomposed.out("l", type, n, n)));
    }
    return samples;
  }

  private static List<Sample> choleskySolve(Draw draw, int n, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (ElementType type : LinearAlgebraRules.TYPES) {
      double[] l = draw.numbers(n * n);
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          l[i * n + j] = 0;
        }
        l[i * n + i] = (float) (n + Math.abs(l[i * n + i]));
      }
      samples.add(
          Sample.of(
              "choleskySolve",
              Operand.in("l", l, n, n).of(type),
              in(draw, type, "b", n, columns),
              Decomposed.out("x", type, n, columns)));
    }
    return samples;
  }

  private static List<Sample> symmetricEigen(Draw draw, int n, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (ElementType type : LinearAlgebraRules.TYPES) {
      samples.add(
          Sample.of(
              "symmetricEigen",
              Operand.in("a", symmetric(draw, n), n, n).of(type),
              Decomposed.out("values", type, n),
              Decomposed.out("vectors", type, n, n)));
    }
    return samples;
  }

  private static List<Sample> qr(Draw draw, int m, int n) {
    int p = Math.min(m, n);
    List<Sample> samples = new ArrayList<>();
    for (ElementType type : LinearAlgebraRules.TYPES) {
      Operand a = in(draw, type, "a", m, n);
      samples.add(
          Sample.of("qr", a, Decomposed.out("q", type, m, p), Decomposed.out("r", type, p, n)));
      samples.add(
          Sample.of("qr", a, Decomposed.out("q", type, m, m), Decomposed.out("r", type, m, n)));
    }
    return samples;
  }
}
