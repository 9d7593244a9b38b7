package dev.gatun.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operations an engine provides: the SPI behind [Engine].
///
/// **What an implementation may assume.** [Engine] has checked liveness, element types, shapes and
/// overlap. Every number tensor has the element type [#type]; a tensor is seen as a matrix of
/// [Tensor#rows] and [Tensor#columns]. Any extent may be 0.
///
/// **What it must do.** Overwrite the last tensor argument (and others that are documented as
/// outputs) entirely; modify nothing else; read no output before writing it unless the contract
/// says so; allocate nothing; give the same bits for the same input, whichever thread calls.
/// Several threads may call at once, on different outputs. An element depends on the rows it is
/// computed from only: elementwise results do not change with the number of rows. Sums are accurate
/// to `γₖ Σ|terms|`, `γₖ = k·u/(1 − k·u)`, `u` the unit roundoff of [#type] (Higham, *Accuracy and
/// Stability of Numerical Algorithms*, 2nd ed., eq. 3.5); functions of one number to 4 units in the
/// last place of the exact result, or of the largest intermediate result where the contract allows
/// cancellation.
///
/// **What it may leave out.** Any operation: the default takes it from [#fallback], so adding one
/// here breaks nobody.
public interface Kernels extends ImageKernels, NormalizationKernels, LinearAlgebraKernels {
  /// {@return the kernels that serve what these leave out: those given to [EngineProvider#open], or
  /// [StagedKernels#over] them where [#memory] is not [Memory#HOST]}
  @Override
  Kernels fallback();

  /// {@return the type the arithmetic is done in: [ElementType#F32], or [ElementType#F64]}
  default ElementType type() {
    return ElementType.F32;
  }

  /// {@return where tensors live}
  default Memory memory() {
    return Memory.HOST;
  }

  /// {@return what this is, for people and for provenance: library, version, core type and so on,
  /// in reading order; `over` is for kernels that look on while others compute, and says which}
  Map<String, String> description();

  /// Sets how many threads one call may use.
  ///
  /// @param count at least 1; 1 while several workers call at once
  default void threads(int count) {
    fallback().threads(count);
  }

  // --- Matrix products ---------------------------------------------------------------------------

  /// `c = α·op(a)·op(b) + β·c`, where `op` transposes or not. With β = 0 the old `c` is not read.
  ///
  /// Source: BLAS level 3, `gemm`.
  ///
  /// @param transposeA whether `op(a)` is `aᵀ`
  /// @param transposeB whether `op(b)` is `bᵀ`
  /// @param alpha α
  /// @param a `[m, k]`, or `[k, m]` if transposed
  /// @param b `[k, n]`, or `[n, k]` if transposed
  /// @param beta β
  /// @param c `[m, n]`; read if β ≠ 0, overwritten
  default void gemm(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor c) {
    fallback().gemm(transposeA, transposeB, alpha, a, b, beta, c);
  }

  /// Some rows of the gradient of `w` in `x·w`: `dw[i, j] = Σₗ x[l, from + i]·dy[l, j] + β·dw[i,
  /// j]`.
  ///
  /// Source: BLAS level 3, `gemm` with a part of a transposed matrix.
  ///
  /// @param x `[k, m]`
  /// @param dy `[k, n]`: the gradient of the product
  /// @param from the first of the rows
  /// @param beta β
  /// @param dw `[≤ m − from, n]`; read if β ≠ 0, overwritten
  default void weightGradient(Tensor x, Tensor dy, int from, double beta, Tensor dw) {
    fallback().weightGradient(x, dy, from, beta, dw);
  }

  // --- Moving data -------------------------------------------------------------------------------

  /// Sets every element.
  ///
  /// @param value the value
  /// @param y overwritten
  default void fill(double value, Tensor y) {
    fallback().fill(value, y);
  }

  /// Copies, repeating rows, columns or a single number where `x` is smaller.
  ///
  /// @param x `[n, k]`, `[1, k]`, `[n, 1]` or `[1, 1]`
  /// @param y `[n, k]`; overwritten
  default void copy(Tensor x, Tensor y) {
    fallback().copy(x, y);
  }

  /// Copies a block of columns.
  ///
  /// @param x `[n, kx]`
  /// @param fromX first column in `x`
  /// @param y `[n, ky]`; the block is overwritten, the rest left as it is
  /// @param fromY first column in `y`
  /// @param count columns to copy
  default void copyColumns(Tensor x, int fromX, Tensor y, int fromY, int count) {
    fallback().copyColumns(x, fromX, y, fromY, count);
  }

  /// Gathers rows, converts and scales them: `y[i, j] = x[rows[i], j]·scale[j] + shift[j]`.
  ///
  /// @param x `[N, k]`, of type U8 or F32, or F64 for kernels in F64
  /// @param rows `[n]` I32, each from 0 to N − 1
  /// @param scale `[1, k]` or `[1, 1]`
  /// @param shift of `scale`'s shape
  /// @param y `[n, k]`; overwritten
  default void gather(Tensor x, Tensor rows, Tensor scale, Tensor shift, Tensor y) {
    fallback().gather(x, rows, scale, shift, y);
  }

  // --- Elementwise -------------------------------------------------------------------------------

  /// `y = f(x)`.
  ///
  /// @param f the function
  /// @param p its first parameter
  /// @param q its second parameter
  /// @param x any shape
  /// @param y of `x`'s shape; overwritten; may be `x` itself
  default void unary(Unary f, double p, double q, Tensor x, Tensor y) {
    fallback().unary(f, p, q, x, y);
  }

  /// `dx = f′(x)·dy`.
  ///
  /// @param f the function
  /// @param p its first parameter
  /// @param q its second parameter
  /// @param x what `f` was applied to; where [Unary#gradientFromOutput] it is not read and may be
  ///   `y`
  /// @param y what `f` gave
  /// @param dy the gradient with respect to `y`
  /// @param dx of the same shape; overwritten; may be `dy` itself
  default void unaryGradient(
      Unary f, double p, double q, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    fallback().unaryGradient(f, p, q, x, y, dy, dx);
  }

  /// `y = f(a, b)`, repeating rows, columns or a single number where `a` or `b` is smaller.
  ///
  /// @param f the function
  /// @param a `[n, k]`, `[1, k]`, `[n, 1]` or `[1, 1]`
  /// @param b `[n, k]`, `[1, k]`, `[n, 1]` or `[1, 1]`
  /// @param y `[n, k]`; overwritten; may be `a` or `b` itself where that has the same shape
  default void binary(Binary f, Tensor a, Tensor b, Tensor y) {
    fallback().binary(f, a, b, y);
  }

  /// `y = α·x + β·y`. With β = 0 the old `y` is not read.
  ///
  /// @param alpha α
  /// @param x any shape
  /// @param beta β
  /// @param y of `x`'s shape; overwritten
  default void axpby(double alpha, Tensor x, double beta, Tensor y) {
    fallback().axpby(alpha, x, beta, y);
  }

  // --- Reductions --------------------------------------------------------------------------------

  /// Reduces columns, rows or everything, according to the shape of the result.
  ///
  /// @param f how
  /// @param x `[n, k]`
  /// @param y `[n, 1]`, `[1, k]` or `[1, 1]`; overwritten
  default void reduce(Reduction f, Tensor x, Tensor y) {
    fallback().reduce(f, x, y);
  }

  // --- Neural networks ---------------------------------------------------------------------------

  /// `y = f(x + bias)` in one pass.
  ///
  /// @param f a function whose gradient follows from its output
  /// @param p its first parameter
  /// @param q its second parameter
  /// @param x `[n, k]`
  /// @param bias `[1, k]`
  /// @param y `[n, k]`; overwritten; may be `x` itself
  default void biasActivation(Unary f, double p, double q, Tensor x, Tensor bias, Tensor y) {
    fallback().biasActivation(f, p, q, x, bias, y);
  }

  /// `dx = f′·dy` and `dbias[j] = Σᵢ dx[i, j]` in one pass.
  ///
  /// @param f the function given to [#biasActivation]
  /// @param p its first parameter
  /// @param q its second parameter
  /// @param y what [#biasActivation] gave, `[n, k]`
  /// @param dy the gradient with respect to `y`
  /// @param dx `[n, k]`; overwritten; may be `dy` itself
  /// @param dbias `[1, k]`; overwritten
  default void biasActivationGradient(
      Unary f, double p, double q, Tensor y, Tensor dy, Tensor dx, Tensor dbias) {
    fallback().biasActivationGradient(f, p, q, y, dy, dx, dbias);
  }

  /// `y[i, j] = e^x[i,j] / Σₗ e^x[i,l]`, each row's maximum subtracted before `exp`.
  ///
  /// Source: Bishop, *Pattern Recognition and Machine Learning* (2006), eq. 4.62.
  ///
  /// @param x `[n, k]`; a row with NaN gives NaN
  /// @param y `[n, k]`; overwritten; may be `x` itself
  default void softmax(Tensor x, Tensor y) {
    fallback().softmax(x, y);
  }

  /// `dx = y·(dy − Σⱼ dyⱼ·yⱼ)`, row by row.
  ///
  /// @param y what [#softmax] gave
  /// @param dy the gradient with respect to `y`
  /// @param dx of the same shape; overwritten; may be `dy` itself
  default void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    fallback().softmaxGradient(y, dy, dx);
  }

  /// `y[i, j] = x[i, j] − ln Σₗ e^x[i,l]`, each row's maximum subtracted before `exp`.
  ///
  /// @param x `[n, k]`; a row with NaN gives NaN
  /// @param y `[n, k]`; overwritten; may be `x` itself
  default void logSoftmax(Tensor x, Tensor y) {
    fallback().logSoftmax(x, y);
  }

  /// `dx = dy − e^y·Σⱼ dyⱼ`, row by row.
  ///
  /// @param y what [#logSoftmax] gave
  /// @param dy the gradient with respect to `y`
  /// @param dx of the same shape; overwritten; may be `dy` itself
  default void logSoftmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    fallback().logSoftmaxGradient(y, dy, dx);
  }

  /// Softmax and cross-entropy in one pass, with the gradient where it is wanted: `losses[i] = −ln
  /// softmax(x)[i, labels[i]]` and `dx[i, j] = (softmax(x)[i, j] − [j = labels[i]])·seeds[i]`.
  ///
  /// Source: Bishop (2006), eq. 4.108 and 4.109.
  ///
  /// @param x scores `[n, k]`; a row with NaN gives NaN
  /// @param labels `[n]` I32, each from 0 to k − 1; another gives a loss and a gradient row of NaN
  /// @param seeds `[n, 1]`, the gradient with respect to each loss; read only for `dx`
  /// @param losses `[n, 1]`, in nats; overwritten
  /// @param dx `[n, k]`; overwritten; null where no gradient is wanted
  default void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    fallback().softmaxCrossEntropy(x, labels, seeds, losses, dx);
  }

  /// Half the squared distance of each row in one pass, with the gradient where it is wanted:
  /// `losses[i] = ½ Σⱼ (x[i, j] − y[i, j])²` and `dx[i, j] = (x[i, j] − y[i, j])·seeds[i]`.
  ///
  /// Source: Bishop (2006), eq. 5.11.
  ///
  /// @param x scores `[n, k]`
  /// @param y the values they should have, `[n, k]`
  /// @param seeds `[n, 1]`, the gradient with respect to each loss; read only for `dx`
  /// @param losses `[n, 1]`; overwritten
  /// @param dx `[n, k]`; overwritten; null where no gradient is wanted
  default void squaredDistance(
      Tensor x, Tensor y, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    fallback().squaredDistance(x, y, seeds, losses, dx);
  }

  // --- Randomness --------------------------------------------------------------------------------

  /// Uniform numbers in [0, 1), multiples of 2⁻²⁴, the same on every engine: `y[i, j] = Philox(key;
  /// counter = (j div 4, ids[i], stream low, stream high))[j mod 4]`, see [Philox#uniform].
  ///
  /// @param key from [Philox#key]
  /// @param stream tells repetitions apart, such as epochs
  /// @param ids `[n]` I32, what each row is about, such as the example's number
  /// @param y `[n, k]`; overwritten
  default void random(long key, long stream, Tensor ids, Tensor y) {
    fallback().random(key, stream, ids, y);
  }

  // --- Updates of parameters ---------------------------------------------------------------------

  /// Stochastic gradient descent in one pass, `g = Σ gradients + decay·θ`, `v = momentum·v + g`, `θ
  /// = θ − rate·v`, or `θ − rate·(g + momentum·v)` by Nesterov's rule.
  ///
  /// Source: Sutskever et al. 2013, *On the importance of initialization and momentum*, eq. 1 to 4,
  /// in PyTorch's form (the rate outside the velocity).
  ///
  /// @param rate step size
  /// @param momentum from 0 to 1
  /// @param decay weight decay, at least 0
  /// @param nesterov whether to look ahead
  /// @param gradients partial gradients of θ's shape, added in their order; not modified
  /// @param velocity v, of θ's shape; updated; null where momentum is 0
  /// @param parameters θ; updated
  default void sgd(
      double rate,
      double momentum,
      double decay,
      boolean nesterov,
      Tensor[] gradients,
      @Nullable Tensor velocity,
      Tensor parameters) {
    fallback().sgd(rate, momentum, decay, nesterov, gradients, velocity, parameters);
  }

  /// Adam in one pass: `g = Σ gradients (+ decay·θ)`, `m = β₁m + (1−β₁)g`, `v = β₂v + (1−β₂)g²`, `θ
  /// = θ − rate·(m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε)`. Decoupled decay (AdamW) instead multiplies θ by
  /// `1 − rate·decay` first.
  ///
  /// Source: Kingma, Ba 2015, *Adam*, algorithm 1; Loshchilov, Hutter 2019, *Decoupled Weight Decay
  /// Regularization*, algorithm 2.
  ///
  /// @param rate step size
  /// @param beta1 decay of the first moment
  /// @param beta2 decay of the second moment
  /// @param epsilon added to the denominator
  /// @param decay weight decay, at least 0
  /// @param decoupled whether the decay acts on θ instead of g
  /// @param step t, from 1
  /// @param gradients partial gradients of θ's shape, added in their order; not modified
  /// @param mean m, of θ's shape; updated
  /// @param variance v, of θ's shape; updated
  /// @param parameters θ; updated
  default void adam(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      boolean decoupled,
      long step,
      Tensor[] gradients,
      Tensor mean,
      Tensor variance,
      Tensor parameters) {
    fallback()
        .adam(
            rate,
            beta1,
            beta2,
            epsilon,
            decay,
            decoupled,
            step,
            gradients,
            mean,
            variance,
            parameters);
  }
}
