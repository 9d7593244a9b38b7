package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Splits large products, or smaller ones in quick succession, among a few threads of the process:
/// the caller, and daemon threads that are made at the first need and wait for more.
///
/// One caller at a time has the threads; another that comes meanwhile computes the same parts
/// alone, so that there are never more threads at work than callers ask for, and the bits are the
/// same. Nothing is allocated once the threads are there.
///
/// A product is split by rows or by columns, into parts of whole tiles. The bits are those of one
/// thread if an element's bits depend neither on the number of rows nor, above 32, of columns.
public final class GemmThreads {
  /// Multiply-adds below which waking a thread costs more than it saves.
  private static final long LARGE = 2_000_000;

  /// Rows or columns up to which a product takes as long as reading the other matrix.
  private static final int FEW = 8;

  /// Parts begin at multiples of these: those of the usual register tiles.
  private static final int ROWS = 16;

  private static final int COLUMNS = 32;

  /// Rows to each thread that are worth reading all of a right-hand side for.
  private static final int MIN_ROWS = 32;

  /// Elements of a right-hand side that several threads can read at once from a cache they share.
  private static final long SHARED = 1 << 20;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final List<GemmWorker> WORKERS = new ArrayList<>();

  /// When a product bound by memory last ended.
  private static volatile long lastEnd;

  private GemmThreads() {}

  /// Computes `c = α·op(a)·op(b) + β·c` by parts; see [Gemm#multiply].
  ///
  /// @param gemm computes the parts, on several threads at once
  /// @param threads the most threads to use, at least 1
  /// @param transposeA whether `op(a)` is `aᵀ`
  /// @param transposeB whether `op(b)` is `bᵀ`
  /// @param m rows of `op(a)` and `c`
  /// @param n columns of `op(b)` and `c`
  /// @param k columns of `op(a)`, rows of `op(b)`
  /// @param alpha α
  /// @param a address of `a`
  /// @param aWidth elements from a row of `a` to the next
  /// @param b address of `b`
  /// @param bWidth elements from a row of `b` to the next
  /// @param beta β
  /// @param c address of `c`; read if β ≠ 0, overwritten
  /// @param cWidth elements from a row of `c` to the next
  /// @throws IllegalStateException if a part fails on another thread
  public static void multiply(
      Gemm gemm,
      int threads,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      long a,
      int aWidth,
      long b,
      int bWidth,
      float beta,
      long c,
      int cWidth) {
    boolean byRows = byRows(gemm, threads, transposeA, transposeB, m, n, k);
    boolean brief = threads > 1 && isBoundByMemory(m, n, k);
    // Shortly after another such product, threads are awake, or worth waking for those to come.
    boolean helpful =
        brief ? System.nanoTime() - lastEnd < GemmWorker.PATIENCE : (long) m * n * k >= LARGE;
    int parts = threads > 1 && helpful ? parts(threads, byRows ? m : n, byRows) : 1;
    if (parts == 1) {
      gemm.multiply(transposeA, transposeB, m, n, k, alpha, a, aWidth, b, bWidth, beta, c, cWidth);
      if (brief) {
        lastEnd = System.nanoTime();
      }
      return;
    }
    int started = 0;
    boolean helped = LOCK.tryLock();
    try {
      while (helped && WORKERS.size() < parts - 1) {
        WORKERS.add(new GemmWorker(WORKERS.size() + 1));
      }
      int extent = byRows ? m : n;
      long aStep = byRows ? 4L * (transposeA ? 1 : aWidth) : 0;
      long bStep = byRows ? 0 : 4L * (transposeB ? bWidth : 1);
      long cStep = byRows ? 4L * cWidth : 4;
      // The last part is the caller's, since the last tile may not be a whole one.
      for (int part = 0; part < parts; part++) {
        int from = begin(part, parts, extent, byRows);
        int count = begin(part + 1, parts, extent, byRows) - from;
        int rows = byRows ? count : m;
        int columns = byRows ? n : count;
        long partA = a + from * aStep;
        long partB = b + from * bStep;
        long partC = c + from * cStep;
        if (helped && part < parts - 1) {
          GemmWorker worker = WORKERS.get(part);
          worker.set(transposeA, transposeB, rows, columns, k, alpha, beta);
          worker.start(gemm, partA, aWidth, partB, bWidth, partC, cWidth);
          started++;
        } else {
          gemm.multiply(
              transposeA,
              transposeB,
              rows,
              columns,
              k,
              alpha,
              partA,
              aWidth,
              partB,
              bWidth,
              beta,
              partC,
              cWidth);
        }
      }
    } finally {
      // Even after a failure here: the workers must not write into memory that the caller may free.
      if (helped) {
        finish(started);
      }
      if (brief) {
        lastEnd = System.nanoTime();
      }
    }
  }

  /// {@return whether a product takes long enough for threads, but only to read its matrices}
  private static boolean isBoundByMemory(int m, int n, int k) {
    return (long) m * n * k < LARGE && (long) Math.max(m, FEW) * Math.max(n, FEW) * k >= LARGE;
  }

  /// {@return whether rows are split rather than columns}
  ///
  /// By rows, every thread prepares all of `b`; by columns, all of `a`: the smaller of the two.
  /// With a transposed `a`, rows have been faster on both engines down to half as many as columns.
  private static boolean byRows(
      Gemm gemm, int threads, boolean transposeA, boolean transposeB, int m, int n, int k) {
    boolean small = (long) k * n <= SHARED && !transposeB;
    return (transposeA ? 2L * m : m) >= n
        || (gemm.prefersRows() && small && m >= threads * MIN_ROWS);
  }

  /// Computes some rows of a weight matrix's gradient by parts, see [Kernels#weightGradient].
  ///
  /// @param gemm computes the parts, on several threads at once
  /// @param threads the most threads to use, at least 1
  /// @param x `[k, m]`
  /// @param dy `[k, n]`
  /// @param from the first of the rows
  /// @param beta β
  /// @param dw `[≤ m − from, n]`; read if β ≠ 0, overwritten
  public static void weightGradient(
      Gemm gemm, int threads, Tensor x, Tensor dy, int from, float beta, Tensor dw) {
    int n = dw.columns();
    long columns = x.address() + (long) from * Float.BYTES;
    int k = x.rows();
    int width = x.columns();
    multiply(
        gemm,
        threads,
        true,
        false,
        dw.rows(),
        n,
        k,
        1,
        columns,
        width,
        dy.address(),
        n,
        beta,
        dw.address(),
        n);
  }

  /// {@return how many parts a product is worth; more than [#COLUMNS] columns to each}
  private static int parts(int threads, int extent, boolean byRows) {
    int units = byRows ? Math.ceilDiv(extent, ROWS) : Math.ceilDiv(extent, COLUMNS) / 2;
    return Math.clamp(units, 1, threads);
  }

  private static int begin(int part, int parts, int extent, boolean byRows) {
    int unit = byRows ? ROWS : COLUMNS;
    long units = Math.ceilDiv(extent, unit);
    return (int) Math.min(extent, units * part / parts * unit);
  }

  private static void finish(int started) {
    try {
      for (int i = 0; i < started; i++) {
        WORKERS.get(i).await();
      }
      for (int i = 0; i < started; i++) {
        WORKERS.get(i).check();
      }
    } finally {
      LOCK.unlock();
    }
  }
}
