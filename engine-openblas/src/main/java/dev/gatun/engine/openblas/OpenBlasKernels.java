package dev.gatun.engine.openblas;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.ffi.BlasLibrary;
import dev.gatun.ffi.Sgemm;
import java.util.LinkedHashMap;
import java.util.Map;

/// Matrix products by a CBLAS library; everything else by the fallback.
final class OpenBlasKernels implements Kernels {
  private final BlasLibrary.Loaded library;
  private final Kernels fallback;

  OpenBlasKernels(BlasLibrary.Loaded library, Kernels fallback) {
    this.library = library;
    this.fallback = fallback;
  }

  /// {@return the library and version in a few words, such as `OpenBLAS 0.3.31, core SkylakeX`}
  static String name(BlasLibrary.Loaded library) {
    if (library.name().equals("CBLAS")) {
      return library.path().toString();
    }
    String version = library.version().isEmpty() ? "" : " " + library.version();
    String core = library.coreName().isEmpty() ? "" : ", core " + library.coreName();
    return library.name() + version + core;
  }

  @Override
  public Kernels fallback() {
    return fallback;
  }

  @Override
  public Map<String, String> description() {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("library", library.path().toString());
    if (!library.config().isEmpty()) {
      description.put("version", library.config());
    }
    if (!library.coreName().isEmpty()) {
      description.put("core", library.coreName());
    }
    if (!library.hasLapack()) {
      description.put("linear algebra", "engine java, because the library has no LAPACK");
    }
    fallback.description().forEach((key, value) -> description.put("java " + key, value));
    return description;
  }

  @Override
  public void threads(int count) {
    library.useThreads(count);
    fallback.threads(count);
  }

  /// Source: CBLAS, `cblas_sgemm`. Empty products never reach the library, which rejects leading
  /// dimensions of 0.
  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor c) {
    int m = c.rows();
    int n = c.columns();
    int aWidth = a.columns();
    int k = transposeA ? a.rows() : aWidth;
    if (m == 0 || n == 0 || k == 0) {
      fallback.gemm(transposeA, transposeB, alpha, a, b, beta, c);
      return;
    }
    Sgemm.multiply(
        transposeA,
        transposeB,
        m,
        n,
        k,
        (float) alpha,
        a.address(),
        aWidth,
        b.address(),
        b.columns(),
        (float) beta,
        c.address(),
        n);
  }
}
