package dev.gatun.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SgemmTest {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  /// Elements between the end of a row and the beginning of the next.
  private static final int GAP = 3;

  /// Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., eq. 3.5.
  private static double gamma(int terms) {
    double unit = Math.scalb(1.0, -24);
    return terms * unit / (1 - terms * unit);
  }

  @Test
  void productsAgreeWithSumsInDoublePrecision() {
    assertThat(BlasLibrary.load()).isInstanceOf(BlasLibrary.Loaded.class);
    Random random = new Random(7);
    // On both sides of the size up to which the call is critical.
    for (int[] size : new int[][] {{1, 1, 1}, {4, 4, 4}, {16, 16, 16}, {17, 16, 16}, {33, 7, 65}}) {
      for (int operands = 0; operands < 4; operands++) {
        check(random, operands % 2 == 1, operands / 2 == 1, size[0], size[1], size[2], 1f, 0f);
        check(random, operands % 2 == 1, operands / 2 == 1, size[0], size[1], size[2], -0.5f, 2f);
      }
    }
  }

  private static void check(
      Random random,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      float beta) {
    int aWidth = (transposeA ? m : k) + GAP;
    int bWidth = (transposeB ? k : n) + GAP;
    int cWidth = n + GAP;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment a = numbers(arena, random, (transposeA ? k : m) * aWidth);
      MemorySegment b = numbers(arena, random, (transposeB ? n : k) * bWidth);
      MemorySegment c = numbers(arena, random, m * cWidth);
      if (beta == 0f) {
        c.setAtIndex(FLOAT, 0, Float.NaN);
      }
      float[] before = c.toArray(FLOAT);
      Sgemm.multiply(
          transposeA,
          transposeB,
          m,
          n,
          k,
          alpha,
          a.address(),
          aWidth,
          b.address(),
          bWidth,
          beta,
          c.address(),
          cWidth);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < cWidth; j++) {
          double old = before[i * cWidth + j];
          double sum = j < n && beta != 0f ? beta * old : 0;
          double terms = Math.abs(sum);
          for (int l = 0; j < n && l < k; l++) {
            double term =
                alpha
                    * a.getAtIndex(FLOAT, transposeA ? l * aWidth + i : i * aWidth + l)
                    * (double) b.getAtIndex(FLOAT, transposeB ? j * bWidth + l : l * bWidth + j);
            sum += term;
            terms += Math.abs(term);
          }
          float actual = c.getAtIndex(FLOAT, i * cWidth + j);
          if (j < n) {
            assertThat((double) actual).isCloseTo(sum, within(gamma(k + 3) * terms));
          } else {
            assertThat(actual).as("between rows").isEqualTo(before[i * cWidth + j]);
          }
        }
      }
    }
  }

  private static MemorySegment numbers(Arena arena, Random random, int count) {
    MemorySegment numbers = arena.allocate(FLOAT, count);
    for (int i = 0; i < count; i++) {
      numbers.setAtIndex(FLOAT, i, random.nextFloat() - 0.5f);
    }
    return numbers;
  }
}
