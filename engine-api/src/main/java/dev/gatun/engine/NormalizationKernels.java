package dev.gatun.engine;

/// Normalization of rows and of channels: part of [Kernels], whose general contract holds.
///
/// A tensor `[n, c·s]` holds `c` channels of `s` consecutive numbers, as images `[n, c, h, w]` do;
/// `c` follows from the tensors beside it. Variances are those of the population, divided by the
/// count. Results are accurate to what cancellation in `x − mean` allows, the means having the
/// error of a sum. An ε below the least positive number of [Kernels#type] counts as that number.
public interface NormalizationKernels {
  /// {@return the kernels that serve what these leave out}
  Kernels fallback();

  /// Layer normalization, row by row: `y = (x − mean) / √(variance + ε) · gain + bias`.
  ///
  /// Source: Ba, Kiros, Hinton 2016, *Layer Normalization*, eq. 4.
  ///
  /// @param epsilon ε, above 0
  /// @param x `[n, k]`
  /// @param gain `[1, k]`
  /// @param bias `[1, k]`
  /// @param y `[n, k]`; overwritten
  default void layerNorm(double epsilon, Tensor x, Tensor gain, Tensor bias, Tensor y) {
    fallback().layerNorm(epsilon, x, gain, bias, y);
  }

  /// The gradients of [#layerNorm].
  ///
  /// @param epsilon as given to [#layerNorm]
  /// @param x `[n, k]`
  /// @param gain `[1, k]`
  /// @param dy the gradient with respect to `y`
  /// @param dx `[n, k]`; overwritten
  /// @param dgain `[1, k]`; overwritten
  /// @param dbias `[1, k]`; overwritten
  default void layerNormGradient(
      double epsilon, Tensor x, Tensor gain, Tensor dy, Tensor dx, Tensor dgain, Tensor dbias) {
    fallback().layerNormGradient(epsilon, x, gain, dy, dx, dgain, dbias);
  }

  /// Mean and variance of each channel over all examples; NaN where there are no numbers.
  ///
  /// @param x `[n, c·s]`
  /// @param mean `[1, c]`; overwritten
  /// @param variance `[1, c]`; overwritten
  default void channelMoments(Tensor x, Tensor mean, Tensor variance) {
    fallback().channelMoments(x, mean, variance);
  }

  /// Batch normalization with given moments: `y = (x − mean) / √(variance + ε) · gain + bias`,
  /// channel by channel.
  ///
  /// Source: Ioffe, Szegedy 2015, *Batch Normalization*, algorithm 1.
  ///
  /// @param epsilon ε, above 0
  /// @param x `[n, c·s]`
  /// @param mean `[1, c]`
  /// @param variance `[1, c]`, at least 0
  /// @param gain `[1, c]`
  /// @param bias `[1, c]`
  /// @param y `[n, c·s]`; overwritten
  default void batchNorm(
      double epsilon, Tensor x, Tensor mean, Tensor variance, Tensor gain, Tensor bias, Tensor y) {
    fallback().batchNorm(epsilon, x, mean, variance, gain, bias, y);
  }

  /// The gradients of [#batchNorm] where the moments are those of `x` by [#channelMoments].
  ///
  /// Source: Ioffe, Szegedy 2015, section 3.
  ///
  /// @param epsilon as given to [#batchNorm]
  /// @param x `[n, c·s]`
  /// @param mean `[1, c]`
  /// @param variance `[1, c]`
  /// @param gain `[1, c]`
  /// @param dy the gradient with respect to `y`
  /// @param dx `[n, c·s]`; overwritten
  /// @param dgain `[1, c]`; overwritten
  /// @param dbias `[1, c]`; overwritten
  default void batchNormGradient(
      double epsilon,
      Tensor x,
      Tensor mean,
      Tensor variance,
      Tensor gain,
      Tensor dy,
      Tensor dx,
      Tensor dgain,
      Tensor dbias) {
    fallback().batchNormGradient(epsilon, x, mean, variance, gain, dy, dx, dgain, dbias);
  }
}
