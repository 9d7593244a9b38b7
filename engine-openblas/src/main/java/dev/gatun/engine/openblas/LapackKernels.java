package dev.gatun.engine.openblas;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.ffi.BlasLibrary;
import org.jspecify.annotations.Nullable;

/// Linear algebra by the same library, where it has LAPACK; what is empty goes to the fallback.
///
/// Runs each call on the calling thread, as products do.
final class LapackKernels extends OpenBlasKernels {
  LapackKernels(BlasLibrary.Loaded library, Kernels fallback) {
    super(library, fallback);
  }

  @Override
  public void svd(Tensor a, @Nullable Tensor u, Tensor s, @Nullable Tensor vt) {
    if (a.size() == 0) {
      fallback().svd(a, u, s, vt);
    } else {
      OpenBlasLinearAlgebra.svd(a, u, s, vt);
    }
  }

  @Override
  public int leastSquares(Tensor a, Tensor b, double cutoff, Tensor x, Tensor s) {
    return a.size() == 0 || b.size() == 0
        ? fallback().leastSquares(a, b, cutoff, x, s)
        : OpenBlasLinearAlgebra.leastSquares(a, b, cutoff, x, s);
  }

  @Override
  public int cholesky(Tensor a, Tensor l) {
    return a.size() == 0 ? 0 : OpenBlasSymmetric.cholesky(a, l);
  }

  @Override
  public void choleskySolve(Tensor l, Tensor b, Tensor x) {
    if (b.size() > 0) {
      OpenBlasSymmetric.choleskySolve(l, b, x);
    }
  }

  @Override
  public void symmetricEigen(Tensor a, Tensor values, Tensor vectors) {
    if (a.size() > 0) {
      OpenBlasSymmetric.symmetricEigen(a, values, vectors);
    }
  }

  @Override
  public void qr(Tensor a, Tensor q, Tensor r) {
    if (a.size() == 0) {
      fallback().qr(a, q, r);
    } else {
      OpenBlasLinearAlgebra.qr(a, q, r);
    }
  }
}
