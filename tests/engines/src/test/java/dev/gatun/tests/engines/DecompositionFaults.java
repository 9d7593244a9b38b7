package dev.gatun.tests.engines;

import static dev.gatun.tests.engines.Fault.at;
import static dev.gatun.tests.engines.Fault.put;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// Wrong decompositions; most are wrong in float32 alone.
final class DecompositionFaults {
  private DecompositionFaults() {}

  /// {@return a fault that changes results once they are right, in float32}
  private static Fault after(
      String rule, String operation, String what, Consumer<Fault.Call> change) {
    return new Fault(
        rule,
        operation,
        what,
        call -> {
          call.proceed();
          if (call.tensor(0).type() == ElementType.F32) {
            change.accept(call);
          }
        });
  }

  static List<Fault> values() {
    return List.of(
        after("ENG-71", "svd", "does not sort", call -> swap(call.tensor(2), 0, 1)),
        after("ENG-71", "svd", "leaves the values in u", DecompositionFaults::absorb),
        after(
            "ENG-72",
            "svd",
            "is off by a thousandth without vectors",
            call -> {
              if (!call.has(1) && !call.has(3)) {
                Fault.spoil(call.tensor(2));
              }
            }),
        after("ENG-73", "svd", "drops small values", call -> drop(call.tensor(2))),
        after(
            "ENG-74",
            "svd",
            "squares large numbers",
            call -> {
              Tensor s = call.tensor(2);
              if (s.size() > 0 && at(s, 0) > 1e14) {
                put(s, 0, Double.POSITIVE_INFINITY);
              }
            }),
        after(
            "ENG-83",
            "symmetricEigen",
            "gives vectors by columns",
            call -> transpose(call.tensor(2))),
        after(
            "ENG-84",
            "symmetricEigen",
            "loses signs",
            call -> {
              Tensor values = call.tensor(1);
              for (long i = 0; i < values.size(); i++) {
                put(values, i, Math.abs(at(values, i)));
              }
            }),
        after(
            "ENG-85",
            "symmetricEigen",
            "reads above the diagonal",
            call -> {
              if (call.tensor(0).size() > 1) {
                put(call.tensor(1), 0, at(call.tensor(1), 0) + 1e-3 * at(call.tensor(0), 1));
              }
            }));
  }

  static List<Fault> systems() {
    return List.of(
        after(
            "ENG-75",
            "leastSquares",
            "counts a value too few",
            call -> call.result((int) Objects.requireNonNull(call.result()) - 1)),
        after("ENG-76", "leastSquares", "takes a longer solution", DecompositionFaults::lengthen),
        new Fault("ENG-77", "leastSquares", "ignores the cutoff", call -> call.proceed(2, -1.0)),
        new Fault(
            "ENG-78",
            "leastSquares",
            "solves in float32",
            call -> {
              call.proceed();
              round(call.tensor(3));
            }),
        after(
            "ENG-79",
            "cholesky",
            "leaves numbers above the diagonal",
            call -> {
              Tensor l = call.tensor(1);
              if (l.rows() > 1) {
                put(l, l.columns() - 1, 1.0);
              }
            }),
        after(
            "ENG-80",
            "cholesky",
            "takes negative roots",
            call -> {
              Tensor l = call.tensor(1);
              for (long i = 0; i < l.size(); i++) {
                put(l, i, -at(l, i));
              }
            }),
        after(
            "ENG-81",
            "cholesky",
            "numbers minors from 0",
            call -> call.result(Math.max(0, (int) Objects.requireNonNull(call.result()) - 1))),
        after(
            "ENG-82",
            "choleskySolve",
            "is off by a thousandth",
            call -> Fault.spoil(call.tensor(2))));
  }

  static List<Fault> factors() {
    return List.of(
        after(
            "ENG-86",
            "qr",
            "leaves numbers below the diagonal",
            call -> {
              Tensor r = call.tensor(2);
              if (r.rows() > 1) {
                put(r, r.columns(), 1.0);
              }
            }),
        after(
            "ENG-87",
            "qr",
            "divides by columns of zeros",
            call -> {
              Tensor r = call.tensor(2);
              if (r.size() > 0 && at(r, 0) == 0) {
                put(call.tensor(1), 0, Double.NaN);
              }
            }),
        new Fault(
            "ENG-88",
            "qr",
            "leaves q of an empty matrix as it was",
            call -> {
              if (call.tensor(0).size() > 0) {
                call.proceed();
              }
            }));
  }

  private static void swap(Tensor tensor, long i, long j) {
    if (tensor.size() > Math.max(i, j)) {
      float value = at(tensor, i);
      put(tensor, i, at(tensor, j));
      put(tensor, j, value);
    }
  }

  /// Doubles u and halves s, so that the product stays.
  private static void absorb(Fault.Call call) {
    if (call.has(1)) {
      scale(call.tensor(1), 2);
      scale(call.tensor(2), 0.5);
    }
  }

  private static void scale(Tensor tensor, double factor) {
    for (long i = 0; i < tensor.size(); i++) {
      put(tensor, i, at(tensor, i) * factor);
    }
  }

  private static void drop(Tensor values) {
    for (long i = 0; i < values.size(); i++) {
      if (at(values, i) < 1e-3 * at(values, 0)) {
        put(values, i, 0.0);
      }
    }
  }

  private static void transpose(Tensor square) {
    long n = square.rows();
    for (long i = 0; i < n; i++) {
      for (long j = 0; j < i; j++) {
        swap(square, i * n + j, j * n + i);
      }
    }
  }

  /// Adds what the kit's matrices send to 0.
  private static void lengthen(Fault.Call call) {
    Tensor x = call.tensor(3);
    int rank = (int) Objects.requireNonNull(call.result());
    for (int i = 0; rank < x.rows() && i < x.rows(); i++) {
      long first = (long) i * x.columns();
      put(x, first, at(x, first) + (Integer.bitCount(i & rank) % 2 == 0 ? 1.0 : -1.0));
    }
  }

  private static void round(Tensor x) {
    if (x.type() == ElementType.F64) {
      for (long i = 0; i < x.size(); i++) {
        x.segment().setAtIndex(JAVA_DOUBLE, i, (float) x.segment().getAtIndex(JAVA_DOUBLE, i));
      }
    }
  }
}
