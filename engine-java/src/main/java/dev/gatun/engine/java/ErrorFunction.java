package dev.gatun.engine.java;

/// The error function in double precision.
///
/// Source: Cody 1969, *Rational Chebyshev Approximation for the Error Function*, Mathematics of Computation 23, as in
/// his `CALERF` of 1990: relative error below 6·10⁻¹⁹ before rounding.
final class ErrorFunction {
  private static final double[] NEAR_ABOVE = {
    1.85777706184603153e-1,
    3.16112374387056560,
    1.13864154151050156e2,
    3.77485237685302021e2,
    3.20937758913846947e3
  };
  private static final double[] NEAR_BELOW = {
    1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
  };
  private static final double[] MIDDLE_ABOVE = {
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594,
    6.61191906371416295e1,
    2.98635138197400131e2,
    8.81952221241769090e2,
    1.71204761263407058e3,
    2.05107837782607147e3,
    1.23033935479799725e3
  };
  private static final double[] MIDDLE_BELOW = {
    1,
    1.57449261107098347e1,
    1.17693950891312499e2,
    5.37181101862009858e2,
    1.62138957456669019e3,
    3.29079923573345963e3,
    4.36261909014324716e3,
    3.43936767414372164e3,
    1.23033935480374942e3
  };
  private static final double[] FAR_ABOVE = {
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4
  };
  private static final double[] FAR_BELOW = {
    1,
    2.56852019228982242,
    1.87295284992346047,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };
  private static final double INVERSE_ROOT_PI = 5.6418958354775628695e-1;

  private ErrorFunction() {}

  static double of(double x) {
    double y = Math.abs(x);
    if (y <= 0.46875) {
      return x * ratio(NEAR_ABOVE, NEAR_BELOW, y * y);
    }
    if (y >= 6) {
      return Math.signum(x);
    }
    return Math.copySign(1 - complement(y), x);
  }

  private static double complement(double y) {
    double scale = Math.exp(-y * y);
    if (y <= 4) {
      return scale * ratio(MIDDLE_ABOVE, MIDDLE_BELOW, y);
    }
    double z = 1 / (y * y);
    return scale * (INVERSE_ROOT_PI - z * ratio(FAR_ABOVE, FAR_BELOW, z)) / y;
  }

  private static double ratio(double[] above, double[] below, double x) {
    double p = above[0];
    double q = below[0];
    for (int i = 1; i < above.length; i++) {
      p = p * x + above[i];
      q = q * x + below[i];
    }
    return p / q;
  }
}
