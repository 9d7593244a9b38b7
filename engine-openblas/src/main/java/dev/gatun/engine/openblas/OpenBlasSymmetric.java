package dev.gatun.engine.openblas;

import dev.gatun.engine.Tensor;
import dev.gatun.ffi.openblas.Lapack;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Linear algebra of symmetric matrices by LAPACK, as [OpenBlasLinearAlgebra] for others. A lower
/// triangle by rows is an upper one by columns, so that nothing is transposed but right-hand sides.
final class OpenBlasSymmetric {
  private OpenBlasSymmetric() {}

  /// Source: LAPACK, `potrf`.
  static int cholesky(Tensor a, Tensor l) {
    try (LapackCall call = new LapackCall("cholesky", a.type())) {
      MethodHandle potrf = call.routine(Lapack::spotrf_$handle, Lapack::dpotrf_$handle);
      MemorySegment factor = l.segment().copyFrom(a.segment());
      LapackCall.clear(l, false);
      MemorySegment triangle = call.character('U');
      MemorySegment n = call.integer(l.rows());
      MemorySegment info = call.info();
      return call.run((_, _) -> {
        int _ = (int) potrf.invokeExact(triangle, n, factor, n, info, LapackCall.LENGTH);
      });
    }
  }

  /// Source: LAPACK, `potrs`.
  static void choleskySolve(Tensor l, Tensor b, Tensor x) {
    int n = b.rows();
    int count = b.columns();
    try (LapackCall call = new LapackCall("choleskySolve", l.type())) {
      MethodHandle potrs = call.routine(Lapack::spotrs_$handle, Lapack::dpotrs_$handle);
      MemorySegment solution = count == 1 ? x.segment() : call.numbers(x.size());
      call.transpose(b.segment(), n, count, solution, n);
      MemorySegment triangle = call.character('U');
      MemorySegment size = call.integer(n);
      MemorySegment rights = call.integer(count);
      MemorySegment factor = l.segment();
      MemorySegment info = call.info();
      call.run((_, _) -> {
        potrs.invokeExact(
            triangle, size, rights, factor, size, solution, size, info, LapackCall.LENGTH);
      });
      if (count > 1) {
        call.transposeBack(solution, n, x.segment(), n, count);
      }
    }
  }

  /// Source: LAPACK, `syevd`, whose eigenvectors by columns are rows here.
  static void symmetricEigen(Tensor a, Tensor values, Tensor vectors) {
    long n = a.rows();
    try (LapackCall call = new LapackCall("symmetricEigen", a.type())) {
      MethodHandle syevd = call.routine(Lapack::ssyevd_$handle, Lapack::dsyevd_$handle);
      MemorySegment matrix = vectors.segment().copyFrom(a.segment());
      MemorySegment found = values.segment();
      MemorySegment job = call.character('V');
      MemorySegment triangle = call.character('U');
      MemorySegment size = call.integer(a.rows());
      MemorySegment integers = call.integers(5 * n + 3);
      MemorySegment integerLength = call.integer((int) (5 * n + 3));
      MemorySegment info = call.info();
      int outcome =
          call.run(
              1 + 6 * n + 2 * n * n,
              (work, length) -> {
                syevd.invokeExact(
                    job,
                    triangle,
                    size,
                    matrix,
                    size,
                    found,
                    work,
                    length,
                    integers,
                    integerLength,
                    info,
                    LapackCall.LENGTH,
                    LapackCall.LENGTH);
              });
      if (outcome > 0) {
        throw call.divergence(outcome);
      }
    }
  }
}
