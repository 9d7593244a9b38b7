package dev.gatun.engine.java;

/// The error function in double precision.
///
/// Source: Cody 1969, *Rational Chebyshev Approximation for the Error Function*, Mathematics of
/// Computation 23, as in his `CALERF` of 1990: relative error below 6·10⁻¹⁹ before rounding.
final class ErrorFunction {
  private static final double[] NEAR_ABOVE = {
    0.18577770618460315,
    3.1611237438705655,
    113.86415415105016,
    377.485237685302,
    3209.3775891384694
  };
  private static final double[] NEAR_BELOW = {
    1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171
  };
  private static final double[] MIDDLE_ABOVE = {
    2.1531153547440383e-08,
    0.5641884969886701,
    8.883149794388377,
    66.11919063714163,
    298.6351381974001,
    881.952221241769,
    1712.0476126340707,
    2051.0783778260716,
    1230.3393547979972
  };
  private static final double[] MIDDLE_BELOW = {
    1,
    15.744926110709835,
    117.6939508913125,
    537.1811018620099,
    1621.3895745666903,
    3290.7992357334597,
    4362.619090143247,
    3439.3676741437216,
    1230.3393548037495
  };
  private static final double[] FAR_ABOVE = {
    0.016315387137302097,
    0.30532663496123236,
    0.36034489994980445,
    0.12578172611122926,
    0.016083785148742275,
    0.0006587491615298378
  };
  private static final double[] FAR_BELOW = {
    1,
    2.568520192289822,
    1.8729528499234604,
    0.5279051029514285,
    0.06051834131244132,
    0.0023352049762686918
  };
  private static final double INVERSE_ROOT_PI = 0.5641895835477563;

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
