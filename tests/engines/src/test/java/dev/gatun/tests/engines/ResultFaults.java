package dev.gatun.tests.engines;

import static dev.gatun.tests.engines.Fault.at;
import static dev.gatun.tests.engines.Fault.halve;
import static dev.gatun.tests.engines.Fault.hideNaN;
import static dev.gatun.tests.engines.Fault.put;
import static dev.gatun.tests.engines.Fault.spoil;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.List;

/// Wrong products, moves, functions and reductions.
final class ResultFaults {
  private ResultFaults() {}

  static List<Fault> products() {
    return List.of(
        new Fault(
            "ENG-01",
            "gemm",
            "has one element off by a thousandth",
            call -> {
              call.proceed();
              spoil(call.tensor(6));
            }),
        new Fault("ENG-01", "gemm", "ignores β", call -> call.proceed(5, 0.0)),
        new Fault("ENG-01", "weightGradient", "takes the first rows", call -> call.proceed(2, 0)),
        new Fault("ENG-01", "weightGradient", "ignores β", call -> call.proceed(3, 0.0)),
        new Fault(
            "ENG-01",
            "gemm",
            "sums in half precision",
            call -> {
              call.proceed();
              halve(call.tensor(6));
            }),
        new Fault(
            "ENG-02",
            "gemm",
            "multiplies the old result by 0",
            call -> {
              double old = at(call.tensor(6), 0);
              call.proceed();
              put(call.tensor(6), 0, at(call.tensor(6), 0) + call.scalar(5) * old);
            }),
        new Fault(
            "ENG-03",
            "gemm",
            "does nothing where there are no terms",
            call -> {
              if (call.tensor(3).size() > 0) {
                call.proceed();
              }
            }),
        new Fault(
            "ENG-04",
            "gemm",
            "hides NaN",
            call -> {
              call.proceed();
              hideNaN(call.tensor(6));
            }));
  }

  static List<Fault> moves() {
    return List.of(
        new Fault(
            "ENG-05",
            "copy",
            "takes the first row for all",
            call -> {
              Tensor x = call.tensor(0);
              call.proceed(0, x.rows() > 0 ? x.rows(0, 1) : x);
            }),
        new Fault(
            "ENG-06",
            "copyColumns",
            "writes one column more",
            call -> {
              call.proceed();
              Tensor y = call.tensor(2);
              int next = (int) (call.scalar(3) + call.scalar(4));
              if (next < y.columns() && y.rows() > 0) {
                put(y, next, 0.0);
              }
            }),
        new Fault(
            "ENG-07",
            "gather",
            "leaves the shift out",
            call -> {
              Tensor shift = call.tensor(3);
              call.proceed(3, shift.workspace().allocate(shift.type(), shift.shape()));
            }),
        new Fault(
            "ENG-08",
            "copy",
            "adds 0",
            call -> {
              call.proceed();
              for (int i = 0; i < call.tensor(1).size(); i++) {
                put(call.tensor(1), i, at(call.tensor(1), i) + 0.0);
              }
            }));
  }

  static List<Fault> elementwise() {
    return List.of(
        new Fault(
            "ENG-09",
            "unary",
            "has exponentials of half precision",
            call -> {
              call.proceed();
              if (call.argument(0) == Unary.EXP) {
                halve(call.tensor(4));
              }
            }),
        new Fault(
            "ENG-10",
            "unaryGradient",
            "has the wrong slope at 0 and above",
            call -> {
              call.proceed();
              if (call.argument(0) == Unary.ABS) {
                spoil(call.tensor(6));
              }
            }),
        new Fault(
            "ENG-11",
            "binary",
            "divides by multiplying with the inverse",
            call -> {
              if (call.argument(0) != Binary.DIVIDE) {
                call.proceed();
                return;
              }
              Tensor b = call.tensor(2);
              Tensor inverse = b.workspace().allocate(b.type(), b.shape());
              call.right().unary(Unary.POW, -1, 0, b, inverse);
              call.right().binary(Binary.TIMES, call.tensor(1), inverse, call.tensor(3));
            }),
        new Fault(
            "ENG-12",
            "axpby",
            "multiplies the old result by 0",
            call -> {
              double old = call.tensor(3).size() == 0 ? 0 : at(call.tensor(3), 0);
              call.proceed();
              if (call.tensor(3).size() > 0 && call.scalar(2) == 0) {
                put(call.tensor(3), 0, at(call.tensor(3), 0) + 0 * old);
              }
            }),
        new Fault(
            "ENG-13",
            "unary",
            "hides NaN in sigmoids",
            call -> {
              call.proceed();
              if (call.argument(0) == Unary.SIGMOID) {
                hideNaN(call.tensor(4));
              }
            }),
        new Fault(
            "ENG-14",
            "unary",
            "overflows in ln(1 + eˣ)",
            call -> {
              if (call.argument(0) == Unary.SOFTPLUS) {
                call.right().unary(Unary.EXP, 0, 0, call.tensor(3), call.tensor(4));
                call.right().unary(Unary.LOG1P, 0, 0, call.tensor(4), call.tensor(4));
              } else {
                call.proceed();
              }
            }),
        new Fault(
            "ENG-15",
            "binary",
            "hides NaN in maxima",
            call -> {
              call.proceed();
              if (call.argument(0) == Binary.MAXIMUM) {
                hideNaN(call.tensor(3));
              }
            }),
        new Fault(
            "ENG-16",
            "unary",
            "computes the end of a row otherwise",
            call -> {
              call.proceed();
              Tensor y = call.tensor(4);
              if (y.size() > 0) {
                put(y, y.size() - 1, Math.nextUp(at(y, y.size() - 1)));
              }
            }));
  }

  static List<Fault> reductions() {
    return List.of(
        new Fault(
            "ENG-17",
            "reduce",
            "sums in half precision",
            call -> {
              call.proceed();
              halve(call.tensor(2));
            }),
        new Fault(
            "ENG-18",
            "reduce",
            "hides NaN in maxima",
            call -> {
              call.proceed();
              if (call.argument(0) == Reduction.MAXIMUM) {
                hideNaN(call.tensor(2));
              }
            }),
        new Fault(
            "ENG-19",
            "reduce",
            "gives 0 for the maximum of none",
            call -> {
              call.proceed();
              if (call.tensor(1).size() == 0) {
                call.right().fill(0, call.tensor(2));
              }
            }));
  }
}
