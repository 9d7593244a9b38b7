package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Unary;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementwiseTest {
  private static final String KERNELS = "dev.gatun.engine.java.Sample#kernels";

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1e-40,
    -1e-40,
    1e-20,
    -1e-20,
    88.7,
    88.8,
    -87.3,
    -88,
    -103,
    -104,
    100,
    -100,
    1e10,
    -1e10,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  /// Special values, and ever greater magnitudes of both signs.
  private static double[] inputs() {
    DoubleStream.Builder values = DoubleStream.builder();
    Arrays.stream(SPECIAL).forEach(values);
    for (double x = 1e-12; x < 1e12; x *= 1.013) {
      values.add(x).add(-x);
    }
    for (double x = -110; x < 110; x += 0.0937) {
      values.add(x);
    }
    return values.build().toArray();
  }

  private static double p(Unary f) {
    return switch (f) {
      case AFFINE -> -1.5;
      case POW -> 3;
      case CLAMP -> -0.75;
      case ABOVE, BELOW -> 0.25;
      default -> 0.125;
    };
  }

  private static double q(Unary f) {
    return f == Unary.CLAMP ? 2 : f == Unary.AFFINE ? 0.25 : 1;
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void functionsAreWithinFourUnits(Kernels kernels) {
    double[] inputs = inputs();
    for (Unary f : Unary.values()) {
      try (Sample sample = new Sample(1)) {
        Sample.Pair x = sample.output(1, inputs.length).filled(inputs);
        Sample.Pair y = sample.output(1, inputs.length);
        kernels.unary(f, p(f), q(f), x.fast(), y.fast());
        Sample.REFERENCE.unary(f, p(f), q(f), x.exact(), y.exact());
        double[] values = y.values();
        double[] exact = y.exactValues();
        for (int i = 0; i < values.length; i++) {
          double scale = f == Unary.AFFINE ? 0.25 : 0;
          double ulp = Math.ulp((float) Math.max(Math.abs(exact[i]), scale));
          if (f != Unary.RELU || !Double.isNaN(exact[i])) {
            String call = f + " of " + (float) inputs[i];
            Sample.assertClose(call, values[i], exact[i], 4 * ulp);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void gradientsAreTheDerivativeTimesTheGradient(Kernels kernels) {
    for (Unary f : Unary.values()) {
      for (int n : Sample.extents()) {
        try (Sample sample = new Sample(n)) {
          boolean positive = f == Unary.SQRT || f == Unary.LOG || f == Unary.LOG1P;
          Sample.Pair x = sample.numbers(3, n, 4);
          if (positive) {
            x.filled(Arrays.stream(x.values()).map(v -> Math.abs(v) + 0.01).toArray());
          }
          Sample.Pair y = sample.output(3, n);
          Sample.REFERENCE.unary(f, p(f), q(f), x.exact(), y.exact());
          y.filled(y.exactValues());
          Sample.Pair dy = sample.numbers(3, n);
          Sample.Pair dx = sample.output(3, n);
          kernels.unaryGradient(f, p(f), q(f), x.fast(), y.fast(), dy.fast(), dx.fast());
          Sample.REFERENCE.unaryGradient(
              f, p(f), q(f), x.exact(), y.exact(), dy.exact(), dx.exact());
          Sample.assertWithin(6, f == Unary.EXPM1 || f == Unary.LOG1P ? 1 : 0, dx);
          kernels.unaryGradient(f, p(f), q(f), x.fast(), y.fast(), dy.fast(), dy.fast());
          assertThat(dy.values()).as("%s in place", f).isEqualTo(dx.values());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void anElementsBitsDependOnItsInputOnly(Kernels kernels) {
    for (Unary f : Unary.values()) {
      try (Sample sample = new Sample(3)) {
        int n = 3 * Lanes.LENGTH + 5;
        Sample.Pair x = sample.numbers(1, n, 3);
        Sample.Pair whole = sample.output(1, n);
        kernels.unary(f, p(f), q(f), x.fast(), whole.fast());
        double[] values = whole.values();
        for (int i = 0; i < n; i++) {
          Sample.Pair one = sample.output(1, 1).filled(x.values()[i]);
          kernels.unary(f, p(f), q(f), one.fast(), one.fast());
          assertThat(one.values()).as("%s, element %d", f, i).isEqualTo(new double[] {values[i]});
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void functionsOfTwoRepeatRowsColumnsAndNumbers(Kernels kernels) {
    int[][] smaller = {{5, 0}, {1, 0}, {5, 1}, {1, 1}};
    for (Binary f : Binary.values()) {
      for (int n : Sample.extents()) {
        for (int way = 0; way < 16; way++) {
          try (Sample sample = new Sample(n)) {
            int[] left = smaller[way / 4];
            int[] right = smaller[way % 4];
            Sample.Pair a = sample.numbers(left[0], left[1] == 0 ? n : 1);
            Sample.Pair b = sample.numbers(right[0], right[1] == 0 ? n : 1);
            Sample.Pair y = sample.output(5, n);
            kernels.binary(f, a.fast(), b.fast(), y.fast());
            Sample.REFERENCE.binary(f, a.exact(), b.exact(), y.exact());
            Sample.assertWithin(1, 0, y);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void functionsOfTwoKeepSpecialValues(Kernels kernels) {
    for (Binary f : Binary.values()) {
      try (Sample sample = new Sample(4)) {
        Sample.Pair a = sample.output(1, SPECIAL.length).filled(SPECIAL);
        for (double special : SPECIAL) {
          Sample.Pair b = sample.output(1, 1).filled(special);
          Sample.Pair y = sample.output(1, SPECIAL.length);
          kernels.binary(f, a.fast(), b.fast(), y.fast());
          Sample.REFERENCE.binary(f, a.exact(), b.exact(), y.exact());
          Sample.assertWithin(1, 0, y);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void sumsOfMultiplesDoNotReadWhatCountsNothing(Kernels kernels) {
    for (int n : Sample.extents()) {
      try (Sample sample = new Sample(n)) {
        Sample.Pair x = sample.numbers(3, n);
        Sample.Pair y = sample.output(3, n);
        for (double beta : new double[] {0, -0.5, 1}) {
          kernels.axpby(1.25, x.fast(), beta, y.fast());
          Sample.REFERENCE.axpby(1.25, x.exact(), beta, y.exact());
          Sample.assertWithin(2, 1, y);
        }
      }
    }
  }
}
