package dev.gatun.engine.openblas;

import dev.gatun.engine.java.Gemm;
import dev.gatun.ffi.BlasLibrary;
import dev.gatun.ffi.Sgemm;

/// Products by a library that counts its threads for each caller: OpenMP's numbers belong to the
/// thread that set them, so every thread sets its own before its first product.
final class OpenMpGemm implements Gemm {
  private final ThreadLocal<Boolean> prepared;

  OpenMpGemm(BlasLibrary.Loaded library) {
    prepared =
        ThreadLocal.withInitial(() -> {
          library.useThreads(1);
          return true;
        });
  }

  @Override
  public void multiply(
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
    prepared.get();
    Sgemm.multiply(transposeA, transposeB, m, n, k, alpha, a, aWidth, b, bWidth, beta, c, cWidth);
  }
}
