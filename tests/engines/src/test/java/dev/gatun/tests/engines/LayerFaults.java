package dev.gatun.tests.engines;

import static dev.gatun.tests.engines.Fault.at;
import static dev.gatun.tests.engines.Fault.halve;
import static dev.gatun.tests.engines.Fault.hideNaN;
import static dev.gatun.tests.engines.Fault.integer;
import static dev.gatun.tests.engines.Fault.put;
import static dev.gatun.tests.engines.Fault.spoil;

import dev.gatun.engine.Binary;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.Arrays;
import java.util.List;

/// Wrong activations, images, normalization, random numbers, updates and decompositions.
final class LayerFaults {
  private LayerFaults() {}

  static List<Fault> neural() {
    return List.of(
        new Fault(
            "ENG-20",
            "biasActivation",
            "leaves the bias out",
            call -> {
              Tensor bias = call.tensor(4);
              call.proceed(4, bias.workspace().allocate(bias.type(), bias.shape()));
            }),
        new Fault(
            "ENG-21",
            "softmax",
            "has half precision",
            call -> {
              call.proceed();
              halve(call.tensor(1));
            }),
        new Fault(
            "ENG-22",
            "logSoftmaxGradient",
            "is softmax's",
            call -> call.right().softmaxGradient(call.tensor(0), call.tensor(1), call.tensor(2))),
        new Fault(
            "ENG-23",
            "softmaxCrossEntropy",
            "has seeds of 1",
            call -> {
              Tensor seeds = call.tensor(2);
              Tensor ones = seeds.workspace().allocate(seeds.type(), seeds.shape());
              call.right().fill(1, ones);
              call.proceed(2, ones);
            }),
        new Fault(
            "ENG-24",
            "logSoftmax",
            "hides NaN",
            call -> {
              call.proceed();
              hideNaN(call.tensor(1));
            }),
        new Fault(
            "ENG-25",
            "softmax",
            "does not subtract the maximum",
            call -> {
              Tensor y = call.tensor(1);
              Tensor sums = y.workspace().allocate(y.type(), y.shape().withRows(y.rows()));
              call.right().unary(Unary.EXP, 0, 0, call.tensor(0), y);
              for (int i = 0; i < y.rows(); i++) {
                Tensor sum = sums.range((long) i * y.columns(), Shape.of(1, 1));
                call.right().reduce(Reduction.SUM, y.rows(i, 1), sum);
                call.right().binary(Binary.DIVIDE, y.rows(i, 1), sum, y.rows(i, 1));
              }
            }),
        new Fault(
            "ENG-26",
            "softmaxCrossEntropy",
            "takes no loss for a wrong label",
            call -> {
              call.proceed();
              for (int i = 0; i < call.tensor(1).size(); i++) {
                int label = integer(call.tensor(1), i);
                if (label < 0 || label >= call.tensor(0).columns()) {
                  put(call.tensor(3), i, 0.0);
                }
              }
            }),
        new Fault(
            "ENG-23",
            "squaredDistance",
            "is not halved",
            call -> {
              call.proceed();
              Tensor losses = call.tensor(3);
              call.right().unary(Unary.AFFINE, 2, 0, losses, losses);
            }));
  }

  static List<Fault> images() {
    return List.of(
        new Fault("ENG-27", "convolution", "leaves the bias out", call -> call.proceed(3, null)),
        new Fault(
            "ENG-28",
            "convolutionParameterGradient",
            "is off by a thousandth",
            call -> {
              call.proceed();
              spoil(call.tensor(3));
            }),
        new Fault(
            "ENG-29",
            "maxPool",
            "takes the last of equals",
            call -> {
              call.proceed();
              lastOfEquals(call.tensor(1), call.tensor(2), call.tensor(3));
            }),
        new Fault(
            "ENG-30",
            "maxPool",
            "hides NaN",
            call -> {
              call.proceed();
              hideNaN(call.tensor(2));
            }),
        new Fault(
            "ENG-31",
            "maxPoolGradient",
            "takes −1 for the first place",
            call -> {
              Tensor indices = call.tensor(1);
              Tensor changed = indices.workspace().allocate(indices.type(), indices.shape());
              for (int i = 0; i < indices.size(); i++) {
                put(changed, i, Math.max(integer(indices, i), 0));
              }
              call.proceed(1, changed);
            }),
        new Fault("ENG-32", "averagePool", "always counts padding", call -> call.proceed(1, true)),
        new Fault(
            "ENG-33",
            "gatherColumns",
            "takes −1 for the first column",
            call -> {
              call.proceed();
              Tensor x = call.tensor(0);
              Tensor y = call.tensor(2);
              for (int j = 0; j < y.columns() && y.rows() > 0; j++) {
                if (integer(call.tensor(1), j) < 0) {
                  put(y, j, (double) at(x, 0));
                }
              }
            }));
  }

  /// Another place in the plane with the same number, if there is one after.
  private static void lastOfEquals(Tensor x, Tensor y, Tensor indices) {
    for (int i = 0; i < indices.size(); i++) {
      int plane = x.shape().extent(2) * x.shape().extent(3);
      int outputs = y.shape().extent(2) * y.shape().extent(3);
      int index = integer(indices, i);
      if (index >= 0 && index + 1 < plane) {
        long start = (long) i / outputs * plane;
        if (at(x, start + index) == at(x, start + index + 1)) {
          put(indices, i, index + 1);
        }
      }
    }
  }

  static List<Fault> normalization() {
    return List.of(
        new Fault(
            "ENG-34",
            "layerNorm",
            "has an ε ten times as great",
            call -> call.proceed(0, 10 * call.scalar(0) + 0.01)),
        new Fault(
            "ENG-35",
            "channelMoments",
            "divides by one less than the count",
            call -> {
              call.proceed();
              Tensor variance = call.tensor(2);
              double count = (double) call.tensor(0).size() / Math.max(variance.columns(), 1);
              for (int i = 0; i < variance.size(); i++) {
                put(variance, i, at(variance, i) * count / (count - 1));
              }
            }),
        new Fault(
            "ENG-36",
            "batchNorm",
            "takes the bias for the gain",
            call -> call.proceed(4, call.tensor(5))),
        new Fault(
            "ENG-36",
            "batchNormGradient",
            "takes the moments for constant",
            call -> {
              call.proceed();
              spoil(call.tensor(6));
            }));
  }

  static List<Fault> randomness() {
    return List.of(
        new Fault("ENG-37", "random", "ignores the stream", call -> call.proceed(1, 0L)),
        new Fault(
            "ENG-38",
            "random",
            "ignores the high half of the stream",
            call -> call.proceed(1, (long) (int) (long) call.argument(1))));
  }

  static List<Fault> updates() {
    return List.of(
        new Fault("ENG-39", "sgd", "ignores the decay", call -> call.proceed(2, 0.0)),
        new Fault(
            "ENG-39",
            "sgd",
            "takes the first gradient alone",
            call -> call.proceed(4, Arrays.copyOf((Tensor[]) call.argument(4), 1))),
        new Fault(
            "ENG-40",
            "adam",
            "does not correct its moments",
            call -> call.proceed(6, Long.MAX_VALUE)),
        new Fault(
            "ENG-41",
            "sgd",
            "hides NaN",
            call -> {
              call.proceed();
              hideNaN(call.tensor(6));
            }));
  }

  static List<Fault> linearAlgebra() {
    return List.of(
        new Fault(
            "ENG-47",
            "cholesky",
            "does not tell what is not positive",
            call -> {
              call.proceed();
              call.result(0);
            }),
        new Fault(
            "ENG-49",
            "qr",
            "works in its argument",
            call -> {
              call.proceed();
              Tensor a = call.tensor(0);
              if (a.size() > 0 && a.type() == ElementType.F32) {
                put(a, 0, at(a, 0) + 1.0);
              }
            }));
  }
}
