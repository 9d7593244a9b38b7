package dev.gatun.engine.openblas;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import dev.gatun.engine.java.Convolution;
import dev.gatun.engine.java.Gemm;
import dev.gatun.engine.java.GemmThreads;
import dev.gatun.engine.java.VectorKernels;
import dev.gatun.ffi.BlasLibrary;
import dev.gatun.ffi.Sgemm;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Matrix products and convolutions by a CBLAS library; everything else by the fallback, and
/// products of few rows, terms or columns too.
///
/// The library computes on the calling thread alone, and large products are split among threads of
/// Java: a library's own threads wait for one another by spinning, and lose most of their speed
/// wherever something else wants a core.
class OpenBlasKernels implements Kernels {
  /// Multiply-adds below which neither threads nor, for few terms or columns, engine java are
  /// considered.
  private static final long SMALL = 100_000;

  /// Rows, terms or columns up to which products may go to engine java's vector kernels, where
  /// there are any.
  private static final int FEW = 128;

  private final BlasLibrary.Loaded library;
  private final Kernels fallback;
  private final Gemm gemm;
  private final Convolution convolution;
  private final boolean direct;
  private final boolean vectors;

  /// As [#FEW], for the rows of a product, which are a worker's share of a batch.
  private final int fewRows;

  /// As [#FEW], for the terms of weights' gradients, which are the examples of a batch.
  private final int fewExamples;

  private volatile int threads = 1;

  OpenBlasKernels(BlasLibrary.Loaded library, Kernels fallback) {
    this.library = library;
    this.fallback = fallback;
    this.vectors = fallback instanceof VectorKernels;
    boolean wide = fallback instanceof VectorKernels kernels && kernels.isWide();
    this.fewRows = wide ? 2 * FEW : FEW;
    this.fewExamples = wide ? 4 * FEW : FEW;
    this.direct = !library.threadsPerCaller();
    this.gemm = direct ? Sgemm::multiply : new OpenMpGemm(library);
    this.convolution = new Convolution(gemm);
    library.useThreads(1);
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
    if (vectors) {
      description.put(
          "narrow",
          "products of up to %d rows, %d terms or columns, gradients of up to %d examples by engine java"
              .formatted(fewRows, FEW, fewExamples));
    }
    fallback.description().forEach((key, value) -> description.put("java " + key, value));
    return description;
  }

  @Override
  public void threads(int count) {
    threads = count;
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
    boolean isLow = vectors && m <= fewRows && Math.min(n, k) >= FEW;
    if (isLow || isNarrow(transposeA, m, n, k) || m == 0 || n == 0 || k == 0) {
      fallback.gemm(transposeA, transposeB, alpha, a, b, beta, c);
      return;
    }
    if (direct && (long) m * n * k < SMALL) {
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
      return;
    }
    GemmThreads.multiply(
        gemm,
        threads,
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

  /// {@return whether a product has so few terms or columns that engine java is faster}
  ///
  /// Up to a half faster where there are few terms, such as the examples of a batch in a gradient
  /// of weights, and no slower, in a step, than a library that packs into memory of its own; up to
  /// four times where columns are as few as classes. Not where there are fewer columns than half a
  /// vector has elements. Scores of fewer rows than a large batch's stay with the library:
  /// evaluations are too short for the JIT to compile more.
  private boolean isNarrow(boolean transposeA, int m, int n, int k) {
    boolean fewTerms = k <= (transposeA ? fewExamples : FEW) && n >= 2 * FEW;
    boolean fewColumns =
        n >= 8 && (transposeA ? n <= FEW : n <= 12 && m >= 4 * FEW && k >= 2 * FEW);
    return vectors && (long) m * n * k >= SMALL && (fewTerms || fewColumns);
  }

  @Override
  public void weightGradient(Tensor x, Tensor dy, int from, double beta, Tensor dw) {
    int m = dw.rows();
    int n = dw.columns();
    if (isNarrow(true, m, n, x.rows()) || x.rows() == 0 || dw.size() == 0) {
      fallback.weightGradient(x, dy, from, beta, dw);
    } else {
      GemmThreads.weightGradient(gemm, threads, x, dy, from, (float) beta, dw);
    }
  }

  @Override
  public void convolution(Window window, Tensor x, Tensor weight, @Nullable Tensor bias, Tensor y) {
    convolution.forward(window, x, weight, bias, y);
  }

  @Override
  public void convolutionInputGradient(Window window, Tensor dy, Tensor weight, Tensor dx) {
    convolution.inputGradient(window, dy, weight, dx);
  }

  @Override
  public void convolutionParameterGradient(
      Window window, Tensor x, Tensor dy, Tensor dweight, @Nullable Tensor dbias) {
    convolution.parameterGradient(window, x, dy, dweight, dbias);
  }
}
