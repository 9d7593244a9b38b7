package dev.gatun.kit.engine;

import dev.gatun.engine.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A function of one number with parameters, and where it is defined.
///
/// @param f the function
/// @param p its first parameter, exact in float32
/// @param q its second parameter, exact in float32
/// @param signed whether it takes numbers of both signs
record UnaryCase(Unary f, double p, double q, boolean signed) {
  /// {@return every function, those with parameters more than once}
  static List<UnaryCase> all() {
    return Stream.concat(
            Stream.of(Unary.values()).map(UnaryCase::of),
            Stream.of(
                new UnaryCase(Unary.AFFINE, -1, 1, true),
                new UnaryCase(Unary.CLAMP, 0, 6, true),
                new UnaryCase(Unary.POW, 3, 0, true),
                new UnaryCase(Unary.POW, -1, 0, true),
                new UnaryCase(Unary.POW, 0.5, 0, false),
                new UnaryCase(Unary.POW, 0, 0, true),
                new UnaryCase(Unary.ELU, 1, 0, true)))
        .toList();
  }

  /// {@return the functions whose gradient follows from their output}
  static List<UnaryCase> fusable() {
    return all().stream().filter(unary -> unary.f().gradientFromOutput()).toList();
  }

  static UnaryCase of(Unary f) {
    return switch (f) {
      case AFFINE -> new UnaryCase(f, 1.5, -0.25, true);
      case ABOVE, BELOW -> new UnaryCase(f, 0.5, 2, true);
      case CLAMP -> new UnaryCase(f, -0.75, 1.25, true);
      case POW -> new UnaryCase(f, 2.5, 0, false);
      case LEAKY_RELU -> new UnaryCase(f, 0.125, 0, true);
      case ELU -> new UnaryCase(f, 1.5, 0, true);
      case SQRT, LOG, LOG1P -> new UnaryCase(f, 0, 0, false);
      case ABS, SIGN, SQUARE, EXP, EXPM1, SIN, COS, ERF, RELU, SIGMOID, TANH, SOFTPLUS ->
          new UnaryCase(f, 0, 0, true);
    };
  }

  /// {@return a call}
  Sample sample(Operand x) {
    return Sample.of("unary", f, p, q, x, Operand.out("y", x.shape().extents()))
        .within(bound())
        .inPlace("x", "y")
        .byRows();
  }

  /// 4 units in the last place; `p·x + q` cancels, so it has two roundings of its terms instead.
  Bound bound() {
    return switch (f) {
      case AFFINE -> Bound.sums(2);
      case ABS, SIGN, ABOVE, BELOW, CLAMP, RELU -> Bound.exact();
      default -> Bound.scaled((precision, expected) -> precision.ulps(4, expected));
    };
  }

  /// 4 units in the last place of the derivative, times `dy`, and the rounding of the product.
  Bound gradientBound() {
    return basis -> {
      double[] dy = basis.values("dy");
      double[] ones = new double[dy.length];
      Arrays.fill(ones, 1);
      double[] derivative = basis.reference().outputs(basis.sample().with("dy", ones))[0];
      double[][] bounds = {new double[dy.length]};
      for (int i = 0; i < dy.length; i++) {
        double slope = basis.precision().ulps(4, derivative[i]) * Math.abs(dy[i]);
        bounds[0][i] = slope + basis.precision().ulps(1, derivative[i] * dy[i]);
      }
      return bounds;
    };
  }
}
