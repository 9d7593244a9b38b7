package dev.gatun.engine.java;

import static dev.gatun.engine.java.Lanes.LENGTH;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.engine.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// [VectorCrossEntropy] by loops over arrays, to the same bits: for the first calls. Its functions
/// take the steps of [VectorMath].
final class ScalarCrossEntropy {
  private ScalarCrossEntropy() {}

  static void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    int columns = x.columns();
    Blocks blocks = Blocks.ofThread();
    float[] row = blocks.row(columns);
    float[] sums = blocks.a;
    for (int i = 0; i < x.rows(); i++) {
      long start = (long) i * columns;
      int label = labels.segment().getAtIndex(JAVA_INT, i);
      boolean known = label >= 0 && label < columns;
      Blocks.read(x, start, columns, row);
      float maximum = Float.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        maximum = Math.max(maximum, row[j]);
      }
      float score = known ? row[label] - maximum : Float.NaN;
      Arrays.fill(sums, 0, LENGTH, 0);
      for (int j = 0; j < columns; j++) {
        row[j] = exp(row[j] - maximum);
        sums[j & (LENGTH - 1)] += row[j];
      }
      float sum = ScalarDots.addUp(sums);
      Blocks.set(losses, i, log(sum) - score);
      if (dx != null) {
        float seed = known ? Blocks.get(seeds, i) : Float.NaN;
        float inverse = 1 / sum;
        for (int j = 0; j < columns; j++) {
          float softmax = row[j] * inverse;
          row[j] = (j == label ? softmax - 1 : softmax) * seed;
        }
        Blocks.write(row, columns, dx, start);
      }
    }
  }

  private static float exp(float x) {
    float v = x > 89 ? 89 : x < -104 ? -104 : x;
    float shifted = Math.fma(v, VectorMath.LOG2_E, VectorMath.ROUND);
    float n = shifted - VectorMath.ROUND;
    float r = Math.fma(n, -VectorMath.LN2_HIGH, v);
    r = Math.fma(n, -VectorMath.LN2_LOW, r);
    float p = Math.fma(r, VectorMath.EXP_6, VectorMath.EXP_5);
    p = Math.fma(p, r, VectorMath.EXP_4);
    p = Math.fma(p, r, VectorMath.EXP_3);
    p = Math.fma(p, r, VectorMath.EXP_2);
    p = Math.fma(Math.fma(p, r, 1), r, 1);
    int power = Float.floatToRawIntBits(shifted) - (VectorMath.ROUND_BITS - 254);
    int half = power >>> 1;
    return p * Float.intBitsToFloat(half << 23) * Float.intBitsToFloat((power - half) << 23);
  }

  private static float log(float x) {
    if (!(x > 0)) {
      return x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
    }
    if (x == Float.POSITIVE_INFINITY) {
      return x;
    }
    boolean tiny = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * 0x1p24f : x);
    int exponent = (bits - VectorMath.ROOT_HALF_BITS) & VectorMath.EXPONENT_BITS;
    float e = Math.fma(exponent, 0x1p-23f, tiny ? -24 : 0);
    float f = Float.intBitsToFloat(bits - exponent) - 1;
    float p = Math.fma(f, VectorMath.LOG_10, VectorMath.LOG_9);
    p = Math.fma(p, f, VectorMath.LOG_8);
    p = Math.fma(p, f, VectorMath.LOG_7);
    p = Math.fma(p, f, VectorMath.LOG_6);
    p = Math.fma(p, f, VectorMath.LOG_5);
    p = Math.fma(p, f, VectorMath.LOG_4);
    p = Math.fma(p, f, VectorMath.LOG_3);
    p = Math.fma(p, f, VectorMath.LOG_2);
    return Math.fma(e, VectorMath.LN2, Math.fma(p, f * f, f));
  }
}
