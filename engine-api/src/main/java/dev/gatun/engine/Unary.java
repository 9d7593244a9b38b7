package dev.gatun.engine;

/// Functions of one number, each with up to two parameters `p` and `q`.
///
/// Unless a function says otherwise, NaN gives NaN, and the derivative at a kink is the one named.
public enum Unary {
  /// `p·x + q`.
  AFFINE(true),
  /// `|x|`; derivative 0 at 0.
  ABS(false),
  /// `-1`, `0` or `1`; derivative 0.
  SIGN(false),
  /// `q` where `x > p`, else 0; derivative 0.
  ABOVE(false),
  /// `q` where `x < p`, else 0; derivative 0.
  BELOW(false),
  /// `x` limited to `[p, q]`; derivative 1 inside, 0 at the limits and beyond.
  CLAMP(false),
  /// `x²`.
  SQUARE(false),
  /// `√x`; derivative `1 / (2√x)`.
  SQRT(true),
  /// `xᵖ`; derivative `p·xᵖ⁻¹`, 0 where `p` is 0.
  POW(false),
  /// `eˣ`.
  EXP(true),
  /// `eˣ − 1`, accurate near 0.
  EXPM1(true),
  /// `ln x`.
  LOG(false),
  /// `ln(1 + x)`, accurate near 0.
  LOG1P(false),
  /// `sin x`.
  SIN(false),
  /// `cos x`.
  COS(false),
  /// The error function `2/√π ∫₀ˣ e^(−t²) dt`.
  ERF(false),
  /// `x` where `x > 0`, else 0; derivative 0 at 0. NaN may give NaN or 0.
  RELU(true),
  /// `x` where `x > 0`, else `p·x`; derivative `p` at 0.
  LEAKY_RELU(false),
  /// `x` where `x > 0`, else `p·(eˣ − 1)`; derivative `p` at 0.
  ELU(false),
  /// `1 / (1 + e⁻ˣ)`, without overflow.
  SIGMOID(true),
  /// `tanh x`.
  TANH(true),
  /// `ln(1 + eˣ)`, without overflow.
  SOFTPLUS(false);

  private final boolean gradientFromOutput;

  Unary(boolean gradientFromOutput) {
    this.gradientFromOutput = gradientFromOutput;
  }

  /// {@return whether the derivative follows from the output alone, so that the function may be
  /// computed in place}
  public boolean gradientFromOutput() {
    return gradientFromOutput;
  }
}
