package dev.gatun.ffi;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gatun.ffi.openblas.Cblas;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The single-precision matrix product of the library, called by addresses: passing a segment of a
/// shared arena would acquire and release its session at every call.
///
/// To be touched only once [BlasLibrary#load] has returned [BlasLibrary.Loaded]. Any thread may
/// call; nothing is allocated.
public final class Sgemm {
  /// The most multiply-adds of a product that is called without leaving Java's state. That saves 4
  /// to 6 ns, of 25 to 100, but holds up a safepoint until the product is done: 0.1 µs by OpenBLAS,
  /// 1 µs by the slowest library.
  private static final int TINY = 4_096;

  private static final int ROW_MAJOR = Cblas.CblasRowMajor();
  private static final int PLAIN = Cblas.CblasNoTrans();
  private static final int TRANSPOSED = Cblas.CblasTrans();

  private static final FunctionDescriptor DESCRIPTOR =
      FunctionDescriptor.ofVoid(
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_FLOAT,
          JAVA_LONG,
          JAVA_INT,
          JAVA_LONG,
          JAVA_INT,
          JAVA_FLOAT,
          JAVA_LONG,
          JAVA_INT);
  private static final MemorySegment ADDRESS = address();
  private static final MethodHandle ORDINARY =
      Linker.nativeLinker().downcallHandle(ADDRESS, DESCRIPTOR);

  private Sgemm() {}

  /// Linked with the first tiny product: that takes a part of the start.
  private static final class Tiny {
    static final MethodHandle CRITICAL =
        Linker.nativeLinker().downcallHandle(ADDRESS, DESCRIPTOR, Linker.Option.critical(false));
  }

  private static MemorySegment address() {
    return switch (BlasLibrary.load()) {
      case BlasLibrary.Loaded library ->
          BlasSymbols.of(library.path()).lookup().findOrThrow("cblas_sgemm");
      case BlasLibrary.Missing(String reason, String _) -> throw new IllegalStateException(reason);
    };
  }

  /// Computes `c = α·op(a)·op(b) + β·c` for row-major matrices. With β = 0 the old `c` is not read.
  ///
  /// Nothing is checked, here or reliably by the library: a wrong address ends the process, and so
  /// may a width that is too small.
  ///
  /// Source: CBLAS, `cblas_sgemm`.
  ///
  /// @param transposeA whether `op(a)` is `aᵀ`
  /// @param transposeB whether `op(b)` is `bᵀ`
  /// @param m rows of `op(a)` and `c`, at least 1
  /// @param n columns of `op(b)` and `c`, at least 1
  /// @param k columns of `op(a)`, rows of `op(b)`, at least 1
  /// @param alpha α
  /// @param a address of the first element of `a`
  /// @param aWidth elements from a row of `a` to the next, at least its columns
  /// @param b address of the first element of `b`
  /// @param bWidth elements from a row of `b` to the next, at least its columns
  /// @param beta β
  /// @param c address of the first element of `c`; read if β ≠ 0, overwritten
  /// @param cWidth elements from a row of `c` to the next, at least `n`
  public static void multiply(
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
    int opA = transposeA ? TRANSPOSED : PLAIN;
    int opB = transposeB ? TRANSPOSED : PLAIN;
    try {
      if ((long) m * n * k <= TINY) {
        Tiny.CRITICAL.invokeExact(
            ROW_MAJOR, opA, opB, m, n, k, alpha, a, aWidth, b, bWidth, beta, c, cWidth);
      } else {
        ORDINARY.invokeExact(
            ROW_MAJOR, opA, opB, m, n, k, alpha, a, aWidth, b, bWidth, beta, c, cWidth);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("cblas_sgemm declares no checked exception", e);
    }
  }
}
