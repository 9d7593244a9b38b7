package dev.gatun.engine.java.linear;

/// The rotation that turns a pair `(f, g)` into `(r, 0)`: `c·f + s·g = r` and `c·g − s·f = 0`.
///
/// One object is used again and again; it belongs to one thread.
///
/// Source: Anderson 2017, *Algorithm 978: Safe Scaling in the Level 1 BLAS*, `la_lartg`.
final class PlaneRotation {
  private static final double SMALL = 0x1p-500;
  private static final double LARGE = 0x1p500;

  double cosine;
  double sine;
  double length;

  void of(double f, double g) {
    double larger = Math.max(Math.abs(f), Math.abs(g));
    if (g == 0) {
      cosine = 1;
      sine = 0;
      length = f;
    } else if (f == 0) {
      cosine = 0;
      sine = Math.signum(g);
      length = Math.abs(g);
    } else if (larger > SMALL && larger < LARGE) {
      set(f, g);
    } else {
      int exponent = Math.getExponent(larger);
      double scale = Math.scalb(1.0, -exponent);
      set(f * scale, g * scale);
      length = Math.scalb(length, exponent);
    }
  }

  private void set(double f, double g) {
    double root = Math.sqrt(f * f + g * g);
    cosine = Math.abs(f) / root;
    length = Math.copySign(root, f);
    sine = g / length;
  }
}
