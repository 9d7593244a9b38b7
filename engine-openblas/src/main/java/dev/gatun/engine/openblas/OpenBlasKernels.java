package dev.gatun.engine.openblas;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.ffi.BlasLibrary;
import dev.gatun.ffi.openblas.Cblas;
import java.util.LinkedHashMap;
import java.util.Map;

/// Matrix products by a CBLAS library; everything else by the fallback.
final class OpenBlasKernels implements Kernels {
  private static final int ROW_MAJOR = Cblas.CblasRowMajor();
  private static final int PLAIN = Cblas.CblasNoTrans();
  private static final int TRANSPOSED = Cblas.CblasTrans();

  private final BlasLibrary.Loaded library;
  private final Kernels fallback;
  private final boolean countsThreads;

  OpenBlasKernels(BlasLibrary.Loaded library, Kernels fallback) {
    this.library = library;
    this.fallback = fallback;
    this.countsThreads = library.has("openblas_set_num_threads");
  }

  /// {@return the library and version in a few words, such as `OpenBLAS 0.3.31, core SkylakeX`}
  static String name(BlasLibrary.Loaded library) {
    if (library.config().isEmpty()) {
      return library.path().toString();
    }
    String[] words = library.config().split(" ");
    String version = words.length > 1 ? words[0] + " " + words[1] : library.config();
    return version + ", core " + library.coreName();
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
      description.put("core", library.coreName());
    }
    fallback.description().forEach((key, value) -> description.put("java " + key, value));
    return description;
  }

  @Override
  public void threads(int count) {
    if (countsThreads) {
      Cblas.openblas_set_num_threads(count);
    }
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
    int k = transposeA ? a.rows() : a.columns();
    if (m == 0 || n == 0 || k == 0) {
      fallback.gemm(transposeA, transposeB, alpha, a, b, beta, c);
      return;
    }
    Cblas.cblas_sgemm(
        ROW_MAJOR,
        transposeA ? TRANSPOSED : PLAIN,
        transposeB ? TRANSPOSED : PLAIN,
        m,
        n,
        k,
        (float) alpha,
        a.segment(),
        a.columns(),
        b.segment(),
        b.columns(),
        (float) beta,
        c.segment(),
        n);
  }
}
