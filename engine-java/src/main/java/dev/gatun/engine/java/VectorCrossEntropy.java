package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.FLOAT;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Softmax and cross-entropy in one pass; [VectorShortRows] where a row fits into a vector. The
/// logarithms of several rows are taken together.
final class VectorCrossEntropy {
  private VectorCrossEntropy() {}

  static void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    Buffers buffers = Buffers.ofThread();
    int columns = x.columns();
    long row = 4L * columns;
    int batch = VectorRowwise.batch(columns);
    long scores = buffers.chunk(0);
    long sums = buffers.chunk(1);
    long spare = buffers.large(batch * row);
    for (int from = 0; from < x.rows(); from += batch) {
      int count = Math.min(batch, x.rows() - from);
      long rows = x.address() + from * row;
      long label = labels.address() + 4L * from;
      long seed = dx == null ? 0 : seeds.address() + 4L * from;
      long to = dx == null ? spare : dx.address() + from * row;
      if (VectorShortRows.fitTwo(columns)) {
        VectorShortRows.shift(rows, count, columns, spare);
        scores(spare, count, columns, label, scores);
        VectorUnary.unary(Unary.EXP, 0, 0, spare, spare, count * row);
        if (dx == null) {
          VectorShortRows.sums(spare, count, columns, sums);
        } else {
          VectorShortRows.normalize(spare, count, columns, label, seed, sums, to);
        }
      } else {
        wideRows(rows, count, columns, label, seed, to, scores, sums, buffers);
      }
      VectorUnary.unary(Unary.LOG, 0, 0, sums, sums, 4L * count);
      long loss = losses.address() + 4L * from;
      VectorBinary.row(Binary.MINUS, sums, false, scores, false, loss, 4L * count, buffers);
    }
  }

  /// Writes the number of each row that its label names, NaN where there is none.
  private static void scores(long x, int rows, int columns, long labels, long scores) {
    for (int i = 0; i < rows; i++) {
      int label = MEMORY.get(ValueLayout.JAVA_INT, labels + 4L * i);
      long at = 4L * ((long) i * columns + label);
      boolean known = label >= 0 && label < columns;
      MEMORY.set(FLOAT, scores + 4L * i, known ? MEMORY.get(FLOAT, x + at) : Float.NaN);
    }
  }

  /// Computes scores, less each row's maximum, sums of exponentials, and gradients where there are
  /// seeds.
  ///
  /// @param seeds their address; 0 where no gradient is wanted
  /// @param dx the address of the gradients, or of as much memory
  private static void wideRows(
      long x,
      int rows,
      int columns,
      long labels,
      long seeds,
      long dx,
      long scores,
      long sums,
      Buffers buffers) {
    long row = 4L * columns;
    scores(x, rows, columns, labels, scores);
    for (int i = 0; i < rows; i++) {
      long to = dx + i * row;
      float maximum = VectorReduction.maximum(x + i * row, row, buffers);
      float sum = VectorRowwise.exponentials(x + i * row, maximum, row, to, buffers);
      float score = MEMORY.get(FLOAT, scores + 4L * i);
      MEMORY.set(FLOAT, scores + 4L * i, score - maximum);
      MEMORY.set(FLOAT, sums + 4L * i, sum);
      if (seeds != 0) {
        int label = MEMORY.get(ValueLayout.JAVA_INT, labels + 4L * i);
        float seed = MEMORY.get(FLOAT, seeds + 4L * i);
        gradient(to, sum, label, seed, columns, buffers);
      }
    }
  }

  private static void gradient(
      long exponentials, float sum, int label, float seed, int columns, Buffers buffers) {
    boolean known = label >= 0 && label < columns;
    long chosen = exponentials + 4L * label;
    float inverse = 1 / sum;
    float softmax = known ? MEMORY.get(FLOAT, chosen) * inverse : Float.NaN;
    VectorRowwise.scale(exponentials, inverse, known ? seed : Float.NaN, 4L * columns, buffers);
    if (known) {
      MEMORY.set(FLOAT, chosen, (softmax - 1) * seed);
    }
  }
}
