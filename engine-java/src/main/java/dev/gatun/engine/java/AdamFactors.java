package dev.gatun.engine.java;

/// What Adam multiplies by in one step, rounded once; one per thread, reused.
final class AdamFactors {
  private static final ThreadLocal<AdamFactors> OF_THREAD =
      ThreadLocal.withInitial(AdamFactors::new);

  float beta1;
  float beta2;

  /// 1 − β₁ and 1 − β₂.
  float rest1;

  float rest2;

  /// The rate over `1 − β₁ᵗ`.
  float rate;

  /// One over the root of `1 − β₂ᵗ`.
  float rootScale;

  float epsilon;

  /// The decay that acts on the gradient, and the factor of the decay that acts on θ.
  float decay;

  float shrink;

  private AdamFactors() {}

  static AdamFactors of(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      boolean decoupled,
      long step) {
    AdamFactors factors = OF_THREAD.get();
    factors.beta1 = (float) beta1;
    factors.beta2 = (float) beta2;
    factors.rest1 = (float) (1 - beta1);
    factors.rest2 = (float) (1 - beta2);
    factors.rate = (float) (rate / (1 - Math.pow(beta1, (double) step)));
    factors.rootScale = (float) (1 / Math.sqrt(1 - Math.pow(beta2, (double) step)));
    factors.epsilon = (float) epsilon;
    factors.decay = decoupled ? 0 : (float) decay;
    factors.shrink = decoupled ? (float) (1 - rate * decay) : 1;
    return factors;
  }
}
