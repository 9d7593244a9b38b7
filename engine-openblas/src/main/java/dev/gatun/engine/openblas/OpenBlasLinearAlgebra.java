package dev.gatun.engine.openblas;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import dev.gatun.ffi.openblas.Lapack;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Linear algebra of any matrix by LAPACK, which OpenBLAS contains: the operations of
/// [dev.gatun.engine.Kernels] of the same names, for tensors that are not empty. Those of symmetric
/// matrices are in [OpenBlasSymmetric].
///
/// To be called only where [BlasLibrary.Loaded#hasLapack].
final class OpenBlasLinearAlgebra {
  /// The order of the smallest blocks that `gelsd` divides a matrix into.
  private static final int BLOCK = 25;

  private OpenBlasLinearAlgebra() {}

  /// Source: LAPACK, `gesdd`. It sees aᵀ = V·diag(s)·Uᵀ by columns, so that its U is our `vt` and
  /// its VT our `u`, both by rows: nothing is transposed.
  static void svd(Tensor a, @Nullable Tensor u, Tensor s, @Nullable Tensor vt) {
    int m = a.rows();
    int n = a.columns();
    int p = Math.min(m, n);
    boolean full = (u != null && u.columns() > p) || (vt != null && vt.rows() > p);
    boolean none = u == null && vt == null;
    long rightRows = full ? n : p;
    long leftColumns = full ? m : p;
    try (LapackCall call = new LapackCall("svd", a.type())) {
      MethodHandle gesdd = call.routine(Lapack::sgesdd_$handle, Lapack::dgesdd_$handle);
      MemorySegment job = call.character(none ? 'N' : full ? 'A' : 'S');
      MemorySegment rows = call.integer(n);
      MemorySegment columns = call.integer(m);
      MemorySegment copy = call.copy(a);
      MemorySegment values = s.segment();
      MemorySegment left = vt != null ? vt.segment() : call.numbers(none ? 1 : rightRows * n);
      MemorySegment right = u != null ? u.segment() : call.numbers(none ? 1 : leftColumns * m);
      MemorySegment stride = call.integer((int) leftColumns);
      MemorySegment integers = call.integers(8L * p);
      MemorySegment info = call.info();
      long minimum = none ? 10L * p + Math.max(m, n) : 4L * p * p + 7L * p + Math.max(m, n);
      int outcome =
          call.run(
              minimum,
              (work, length) -> {
                gesdd.invokeExact(
                    job,
                    rows,
                    columns,
                    copy,
                    rows,
                    values,
                    left,
                    rows,
                    right,
                    stride,
                    work,
                    length,
                    integers,
                    info,
                    LapackCall.LENGTH);
              });
      if (outcome > 0) {
        throw call.divergence(outcome);
      }
    }
  }

  /// Source: LAPACK, `gelsd`.
  static int leastSquares(Tensor a, Tensor b, double cutoff, Tensor x, Tensor s) {
    int m = a.rows();
    int n = a.columns();
    int count = b.columns();
    int p = Math.min(m, n);
    int longer = Math.max(m, n);
    int levels = 32 - Integer.numberOfLeadingZeros(p);
    try (LapackCall call = new LapackCall("leastSquares", a.type())) {
      MethodHandle gelsd = call.routine(Lapack::sgelsd_$handle, Lapack::dgelsd_$handle);
      MemorySegment rows = call.integer(m);
      MemorySegment columns = call.integer(n);
      MemorySegment rights = call.integer(count);
      MemorySegment matrix = call.numbers(a.size());
      call.transpose(a.segment(), m, n, matrix, m);
      MemorySegment solution = call.numbers((long) longer * count);
      call.transpose(b.segment(), m, count, solution, longer);
      MemorySegment stride = call.integer(longer);
      MemorySegment values = s.segment();
      MemorySegment share = call.number(share(a, cutoff));
      MemorySegment rank = call.integer(0);
      MemorySegment integers = call.integers((3L * levels + 11) * p);
      MemorySegment info = call.info();
      int outcome =
          call.run(
              (12L + 2 * BLOCK + 8L * levels + count) * p + (BLOCK + 1) * (BLOCK + 1),
              (work, length) -> {
                gelsd.invokeExact(
                    rows, columns, rights, matrix, rows, solution, stride, values, share, rank,
                    work, length, integers, info);
              });
      if (outcome > 0) {
        throw call.divergence(outcome);
      }
      if (cutoff >= 1) {
        x.segment().fill((byte) 0);
        return 0;
      }
      call.transposeBack(solution, longer, x.segment(), n, count);
      return rank.get(JAVA_INT, 0);
    }
  }

  /// {@return the cutoff as `gelsd` needs it, which takes numbers outside (0, 1) for the unit
  /// roundoff}
  private static double share(Tensor a, double cutoff) {
    boolean single = a.type() == ElementType.F32;
    double share =
        cutoff < 0 ? Math.max(a.rows(), a.columns()) * (single ? 0x1p-24 : 0x1p-53) : cutoff;
    return Math.clamp(
        share, single ? Float.MIN_NORMAL : Double.MIN_NORMAL, single ? 1 - 0x1p-24 : 1 - 0x1p-53);
  }

  /// Source: LAPACK, `geqrf` and `orgqr`.
  static void qr(Tensor a, Tensor q, Tensor r) {
    int m = a.rows();
    int n = a.columns();
    int p = Math.min(m, n);
    int qColumns = q.columns();
    try (LapackCall call = new LapackCall("qr", a.type())) {
      MethodHandle geqrf = call.routine(Lapack::sgeqrf_$handle, Lapack::dgeqrf_$handle);
      MethodHandle orgqr = call.routine(Lapack::sorgqr_$handle, Lapack::dorgqr_$handle);
      MemorySegment matrix = call.numbers((long) m * Math.max(n, qColumns));
      call.transpose(a.segment(), m, n, matrix, m);
      MemorySegment rows = call.integer(m);
      MemorySegment columns = call.integer(n);
      MemorySegment factors = call.numbers(p);
      MemorySegment info = call.info();
      call.run(
          n,
          (work, length) -> {
            geqrf.invokeExact(rows, columns, matrix, rows, factors, work, length, info);
          });
      call.transposeBack(matrix, m, r.segment(), r.rows(), n);
      LapackCall.clear(r, true);
      MemorySegment wanted = call.integer(qColumns);
      MemorySegment count = call.integer(p);
      call.run(
          qColumns,
          (work, length) -> {
            orgqr.invokeExact(rows, wanted, count, matrix, rows, factors, work, length, info);
          });
      call.transposeBack(matrix, m, q.segment(), m, qColumns);
    }
  }
}
