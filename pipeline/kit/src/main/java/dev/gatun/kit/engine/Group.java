package dev.gatun.kit.engine;

import java.util.Locale;

/// What a rule is about.
public enum Group {
  /// Matrix products.
  PRODUCTS,
  /// Filling, copying, gathering.
  MOVING_DATA,
  /// Functions of one number or two.
  ELEMENTWISE,
  /// Sums and maxima.
  REDUCTIONS,
  /// Activation, softmax, cross-entropy.
  NEURAL,
  /// Convolution, pooling, columns.
  IMAGES,
  /// Rows and channels brought to mean 0 and variance 1.
  NORMALIZATION,
  /// Random numbers.
  RANDOMNESS,
  /// Updates of parameters.
  UPDATES,
  /// Decompositions of matrices.
  LINEAR_ALGEBRA,
  /// What is refused, and how.
  ARGUMENTS,
  /// What a call may touch, and for how long.
  MEMORY,
  /// The same bits again.
  DETERMINISM,
  /// What an engine says of itself.
  DESCRIPTION;

  /// {@return the name in words, such as `moving data`}
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
