package dev.gatun.engine.java.linear;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import org.jspecify.annotations.Nullable;

/// Linear algebra in Java, always computed in double precision and then rounded to the type of the
/// tensors: start at [SingularValues], [SymmetricEigen], [HouseholderQr] and [Cholesky].
///
/// Runs each call on the calling thread, in memory of its own.
public interface JavaLinearAlgebra extends Kernels {
  @Override
  default void svd(Tensor a, @Nullable Tensor u, Tensor s, @Nullable Tensor vt) {
    SingularValues decomposition = SingularValues.of(a, u != null || vt != null);
    Matrices.write(decomposition.values(), s);
    if (u != null) {
      Matrices.write(decomposition.left().columns(u.columns()), u);
    }
    if (vt != null) {
      double[][] right = decomposition.right().columns(vt.rows());
      Matrices.write(Matrices.transposed(right, vt.rows()), vt);
    }
  }

  @Override
  default int leastSquares(Tensor a, Tensor b, double cutoff, Tensor x, Tensor s) {
    return LeastSquares.solve(a, b, cutoff, x, s);
  }

  @Override
  default int cholesky(Tensor a, Tensor l) {
    double[][] upper = Matrices.transposed(Matrices.read(a), a.columns());
    int order = Cholesky.factor(upper);
    if (order == 0) {
      Matrices.write(Matrices.transposed(upper, upper.length), l);
    }
    return order;
  }

  @Override
  default void choleskySolve(Tensor l, Tensor b, Tensor x) {
    double[][] solution = Matrices.read(b);
    Cholesky.solve(Matrices.read(l), solution, b.columns());
    Matrices.write(solution, x);
  }

  @Override
  default void symmetricEigen(Tensor a, Tensor values, Tensor vectors) {
    SymmetricEigen.decompose(a, values, vectors);
  }

  @Override
  default void qr(Tensor a, Tensor q, Tensor r) {
    HouseholderQr factors = HouseholderQr.of(Matrices.read(a), a.columns());
    Matrices.write(factors.r(), r);
    Matrices.write(factors.q(q.columns()), q);
  }
}
