package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The functions that are approximated, over all floats: every 65,521st, around zero, one and the
/// multiples of π/2, where cancellation and rounding are worst.
final class TranscendentalTest {
  private static final String KERNELS = "dev.gatun.engine.java.Sample#kernels";

  private static final List<Unary> FUNCTIONS =
      List.of(
          Unary.EXP,
          Unary.EXPM1,
          Unary.LOG,
          Unary.LOG1P,
          Unary.SIN,
          Unary.COS,
          Unary.ERF,
          Unary.SIGMOID,
          Unary.TANH,
          Unary.SOFTPLUS,
          Unary.ELU);

  private static final double[] EXPONENTS = {
    0, -0.0, 1, 2, 3, -1, 0.5, -0.5, 2.3, -0.7, 1e-3, 4, -4, 5, -5, 37, 1000.5, -1e9, 1e300,
    2.0000001
  };

  private static final double[] NOT_FINITE = {
    Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
  };

  private static float[] inputs() {
    DoubleStream.Builder values = DoubleStream.builder();
    for (long bits = 0; bits < 1L << 32; bits += 65_521) {
      values.add(Float.intBitsToFloat((int) bits));
    }
    for (int n = -3000; n <= 3000; n++) {
      float multiple = (float) (n * (Math.PI / 2));
      values.add(Math.nextDown(multiple)).add(multiple).add(Math.nextUp(multiple));
    }
    for (int n = -40; n <= 40; n++) {
      values.add(Math.scalb(1f, n)).add(-Math.scalb(1f, n)).add(65536 + n).add(1 + n * 0x1p-23f);
    }
    Random random = new Random(5);
    random.doubles(20_000, -4, 4).forEach(values);
    values.add(0.0).add(-0.0).add(Float.MIN_VALUE).add(-Float.MIN_VALUE).add(Double.NaN);
    values.add(Double.POSITIVE_INFINITY).add(Double.NEGATIVE_INFINITY);
    double[] all = values.build().toArray();
    float[] inputs = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      inputs[i] = (float) all[i];
    }
    return inputs;
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void valuesAreWithinFourUnits(Kernels kernels) {
    for (Unary f : FUNCTIONS) {
      values(kernels, f, 0.125, 4);
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void powersAreWithinFourUnits(Kernels kernels) {
    for (double p : EXPONENTS) {
      values(kernels, Unary.POW, p, 4);
    }
    for (double p : NOT_FINITE) {
      values(kernels, Unary.POW, p, 0);
    }
  }

  private static void values(Kernels kernels, Unary f, double p, double units) {
    float[] inputs = inputs();
    double[] exact = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      exact[i] = Functions.value(f, p, 0, inputs[i]);
    }
    try (Sample sample = new Sample(1)) {
      Sample.Pair x = sample.output(1, inputs.length).filled(doubles(inputs));
      kernels.unary(f, p, 0, x.fast(), x.fast());
      assertClose("%s(%s)".formatted(f, p), inputs, x.values(), exact, units);
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void gradientsAreWithinFourUnits(Kernels kernels) {
    for (Unary f : List.of(Unary.SIN, Unary.COS, Unary.ERF, Unary.SOFTPLUS, Unary.ELU)) {
      gradients(kernels, f, 0.125);
    }
    for (double p : EXPONENTS) {
      gradients(kernels, Unary.POW, p);
    }
  }

  private static void gradients(Kernels kernels, Unary f, double p) {
    float[] inputs = inputs();
    double[] dy = new Random(2).doubles(inputs.length, 0.5, 2).map(d -> (float) d).toArray();
    double[] exact = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      exact[i] = Functions.derivative(f, p, 0, inputs[i], Double.NaN) * dy[i];
    }
    try (Sample sample = new Sample(2)) {
      Sample.Pair x = sample.output(1, inputs.length).filled(doubles(inputs));
      Sample.Pair y = sample.output(1, inputs.length);
      Sample.Pair dx = sample.output(1, inputs.length).filled(dy);
      kernels.unaryGradient(f, p, 0, x.fast(), y.fast(), dx.fast(), dx.fast());
      assertClose("%s(%s)'".formatted(f, p), inputs, dx.values(), exact, 4);
    }
  }

  private static double[] doubles(float[] numbers) {
    double[] doubles = new double[numbers.length];
    Arrays.setAll(doubles, i -> numbers[i]);
    return doubles;
  }

  /// Allows results near the greatest number to be infinite and the other way round.
  private static void assertClose(
      String what, float[] inputs, double[] values, double[] exact, double units) {
    for (int i = 0; i < values.length; i++) {
      double limit = Math.nextDown(Float.MAX_VALUE);
      boolean edge = Math.abs(exact[i]) > limit && Math.abs(values[i]) > limit;
      if (!edge || Math.signum(exact[i]) != Math.signum(values[i])) {
        double ulp = Math.ulp((float) exact[i]);
        Sample.assertClose(what + " of " + inputs[i], values[i], exact[i], units * ulp);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void largeArgumentsDoNotChangeTheirNeighbours(Kernels kernels) {
    int n = 4 * Lanes.LENGTH;
    for (Unary f : List.of(Unary.SIN, Unary.COS)) {
      try (Sample sample = new Sample(3)) {
        Sample.Pair x = sample.numbers(1, n, 1000);
        Sample.Pair y = sample.output(1, n);
        kernels.unary(f, 0, 0, x.fast(), y.fast());
        double[] alone = y.values();
        double[] mixed = x.values();
        for (int i = 0; i < n; i += 3) {
          mixed[i] = 1e6 * (i + 1);
        }
        x.filled(mixed);
        kernels.unary(f, 0, 0, x.fast(), y.fast());
        for (int i = 0; i < n; i++) {
          if (i % 3 != 0) {
            assertThat(y.values()[i]).as("%s, element %d", f, i).isEqualTo(alone[i]);
          }
        }
      }
    }
  }
}
