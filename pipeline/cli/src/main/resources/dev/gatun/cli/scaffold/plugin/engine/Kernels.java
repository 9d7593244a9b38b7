package __package__;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/// What this engine computes itself; all else is the fallback's. Arguments are checked before they
/// come here. Calls make no objects, and several threads may call at once.
final class __class__Kernels implements Kernels {
  private final Kernels fallback;

  __class__Kernels(Kernels fallback) {
    this.fallback = fallback;
  }

  @Override
  public Kernels fallback() {
    return fallback;
  }

  /// For people and for provenance.json.
  @Override
  public Map<String, String> description() {
    return Map.of("products", "plain loops");
  }

  /// `c = α·op(a)·op(b) + β·c`.
  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor c) {
    int rows = c.rows();
    int columns = c.columns();
    int inner = transposeA ? a.rows() : a.columns();
    MemorySegment left = a.segment();
    MemorySegment right = b.segment();
    MemorySegment result = c.segment();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          long ofA = transposeA ? (long) k * rows + i : (long) i * inner + k;
          long ofB = transposeB ? (long) j * inner + k : (long) k * columns + j;
          sum +=
              (double) left.getAtIndex(ValueLayout.JAVA_FLOAT, ofA)
                  * right.getAtIndex(ValueLayout.JAVA_FLOAT, ofB);
        }
        long at = (long) i * columns + j;
        // With β = 0 the old number is not read: it may be NaN.
        double old = beta == 0 ? 0 : beta * result.getAtIndex(ValueLayout.JAVA_FLOAT, at);
        result.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) (alpha * sum + old));
      }
    }
  }
}
