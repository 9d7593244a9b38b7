package dev.gatun.engine;

import org.jspecify.annotations.Nullable;

/// Operations on images `[n, channels, height, width]`: part of [Kernels], whose general contract
/// holds.
public interface ImageKernels {
  /// {@return the kernels that serve what these leave out}
  Kernels fallback();

  /// Cross-correlation, which neural networks call convolution: `y[i, o, r, s] = bias[o] + Σ
  /// weight[o, c, u, v] · x[i, c′, r·stride − padding + u·dilation, s·stride − padding +
  /// v·dilation]`, zeros, which are multiplied like any number, around the plane. The channels come
  /// in groups, as many as `weight`'s second extent goes into `x`'s channels: an output channel
  /// sees those of its group.
  ///
  /// Source: Dumoulin, Visin 2016, *A guide to convolution arithmetic for deep learning*.
  ///
  /// @param window of the kernel's size
  /// @param x `[n, channels, height, width]`
  /// @param weight `[outputs, channels / groups, kernel height, kernel width]`
  /// @param bias `[1, outputs]`; null for none
  /// @param y `[n, outputs, output height, output width]`; overwritten
  default void convolution(
      Window window, Tensor x, Tensor weight, @Nullable Tensor bias, Tensor y) {
    fallback().convolution(window, x, weight, bias, y);
  }

  /// The gradient of [#convolution] with respect to its input, which is also the transposed
  /// convolution of `dy`.
  ///
  /// @param window as given to [#convolution]
  /// @param dy `[n, outputs, output height, output width]`
  /// @param weight `[outputs, channels / groups, kernel height, kernel width]`
  /// @param dx `[n, channels, height, width]`; overwritten
  default void convolutionInputGradient(Window window, Tensor dy, Tensor weight, Tensor dx) {
    fallback().convolutionInputGradient(window, dy, weight, dx);
  }

  /// The gradients of [#convolution] with respect to its parameters, summed over the examples.
  ///
  /// @param window as given to [#convolution]
  /// @param x `[n, channels, height, width]`
  /// @param dy `[n, outputs, output height, output width]`
  /// @param dweight `[outputs, channels / groups, kernel height, kernel width]`; overwritten
  /// @param dbias `[1, outputs]`; overwritten; null where it is not wanted
  default void convolutionParameterGradient(
      Window window, Tensor x, Tensor dy, Tensor dweight, @Nullable Tensor dbias) {
    fallback().convolutionParameterGradient(window, x, dy, dweight, dbias);
  }

  /// The greatest number under each position of a window, and where it stands. NaN is greater than
  /// any number; of equals the first in reading order counts. A window that touches padding alone
  /// gives −∞ and index −1.
  ///
  /// @param window the window
  /// @param x `[n, channels, height, width]`
  /// @param y `[n, channels, output height, output width]`; overwritten
  /// @param indices I32 of `y`'s shape: places in the plane, row·width + column; overwritten
  default void maxPool(Window window, Tensor x, Tensor y, Tensor indices) {
    fallback().maxPool(window, x, y, indices);
  }

  /// The gradient of [#maxPool]: adds each number to the place it came from.
  ///
  /// @param dy `[n, channels, output height, output width]`
  /// @param indices what [#maxPool] gave, I32 of `dy`'s shape; each below height·width, or −1
  /// @param dx `[n, channels, height, width]`; overwritten
  default void maxPoolGradient(Tensor dy, Tensor indices, Tensor dx) {
    fallback().maxPoolGradient(dy, indices, dx);
  }

  /// The mean of the numbers under each position of a window.
  ///
  /// @param window the window
  /// @param countPadding whether padding counts as zeros; where it does not, a window that touches
  ///   padding alone gives 0
  /// @param x `[n, channels, height, width]`
  /// @param y `[n, channels, output height, output width]`; overwritten
  default void averagePool(Window window, boolean countPadding, Tensor x, Tensor y) {
    fallback().averagePool(window, countPadding, x, y);
  }

  /// The gradient of [#averagePool].
  ///
  /// @param window as given to [#averagePool]
  /// @param countPadding as given to [#averagePool]
  /// @param dy `[n, channels, output height, output width]`
  /// @param dx `[n, channels, height, width]`; overwritten
  default void averagePoolGradient(Window window, boolean countPadding, Tensor dy, Tensor dx) {
    fallback().averagePoolGradient(window, countPadding, dy, dx);
  }

  /// Picks columns, `y[i, j] = x[i, indices[j]]`: padding, cropping, flipping, enlarging by
  /// repetition, exchanging axes.
  ///
  /// @param x `[n, kx]`
  /// @param indices I32 `[ky]`, each from 0 to kx − 1, or −1 for a 0
  /// @param y `[n, ky]`; overwritten
  default void gatherColumns(Tensor x, Tensor indices, Tensor y) {
    fallback().gatherColumns(x, indices, y);
  }

  /// The gradient of [#gatherColumns]: `dx[i, l] = Σ dy[i, j]` over the `j` whose index is `l`, in
  /// their order.
  ///
  /// @param dy `[n, ky]`
  /// @param indices I32 `[ky]`, each from 0 to kx − 1, or −1
  /// @param dx `[n, kx]`; overwritten
  default void gatherColumnsGradient(Tensor dy, Tensor indices, Tensor dx) {
    fallback().gatherColumnsGradient(dy, indices, dx);
  }
}
