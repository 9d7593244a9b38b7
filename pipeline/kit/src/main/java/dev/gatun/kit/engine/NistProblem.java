package dev.gatun.kit.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A problem of linear regression with certified coefficients.
///
/// Source: NIST, *Statistical Reference Datasets*, linear regression. The singular values were
/// computed with 60 digits.
///
/// @param name of the data set
/// @param a `[m, n]`, of full rank
/// @param b `[m, 1]`
/// @param certified the coefficients, `[n, 1]`
/// @param greatest singular value of `a`
/// @param least singular value of `a`
record NistProblem(
    String name, Matrix a, Matrix b, Matrix certified, double greatest, double least) {
  /// Employment, and six predictors.
  private static final double[][] LONGLEY = {
    {60323, 83.0, 234289, 2356, 1590, 107608, 1947},
    {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
    {60171, 88.2, 258054, 3682, 1616, 109773, 1949},
    {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
    {63221, 96.2, 328975, 2099, 3099, 112075, 1951},
    {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
    {64989, 99.0, 365385, 1870, 3547, 115094, 1953},
    {63761, 100.0, 363112, 3578, 3350, 116219, 1954},
    {66019, 101.2, 397469, 2904, 3048, 117388, 1955},
    {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
    {68169, 108.4, 442769, 2936, 2798, 120445, 1957},
    {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
    {68655, 112.6, 482704, 3813, 2552, 123366, 1959},
    {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
    {69331, 115.7, 518173, 4806, 2572, 127852, 1961},
    {70551, 116.9, 554894, 4007, 2827, 130081, 1962},
  };

  private static final double[] LONGLEY_CERTIFIED = {
    -3482258.63459582,
    15.0618722713733,
    -0.358191792925910E-01,
    -2.02022980381683,
    -1.03322686717359,
    -0.511041056535807E-01,
    1829.15146461355,
  };

  /// What Wampler's data 3 to 5 add 1, 100 and 10,000 times to the polynomial.
  private static final double[] WAMPLER_NOISE = {
    759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048,
    -2048, 2523, -2048, 2048, -2048, 759,
  };

  /// {@return the problems as published, and with columns of lengths from 0.5 to 1}
  static List<NistProblem> all() {
    List<NistProblem> all = new ArrayList<>();
    NistProblem longley = longley();
    all.add(longley);
    all.add(longley.balanced(2.0483491436501744, 3.791070272612452e-5));
    List<NistProblem> wampler =
        List.of(
            wampler("Wampler1", 1, 0),
            wampler("Wampler2", 10, 0),
            wampler("Wampler3", 1, 1),
            wampler("Wampler4", 1, 100),
            wampler("Wampler5", 1, 10000));
    for (NistProblem problem : wampler) {
      all.add(problem);
      all.add(problem.balanced(1.6901875365031835, 0.0006553666459064438));
    }
    return all;
  }

  private static NistProblem longley() {
    Matrix data = Matrix.of(LONGLEY.length, LONGLEY[0].length, (i, j) -> LONGLEY[i][j]);
    return new NistProblem(
        "Longley",
        Matrix.of(data.rows(), data.columns(), (i, j) -> j == 0 ? 1 : data.at(i, j)),
        data.leading(data.rows(), 1),
        Matrix.column(LONGLEY_CERTIFIED),
        1663668.2278894703,
        0.0003423709062101714);
  }

  /// A polynomial of degree 5 whose coefficients are negative powers of a base.
  private static NistProblem wampler(String name, int base, double noise) {
    int degree = 5;
    double[] certified = new double[degree + 1];
    Arrays.setAll(certified, i -> 1 / Math.pow(base, i));
    double unit = Math.pow(base, degree);
    double[] b = new double[WAMPLER_NOISE.length];
    for (int i = 0; i < b.length; i++) {
      double integer = 0;
      for (int j = degree; j >= 0; j--) {
        integer = integer * i + Math.pow(base, degree - j);
      }
      b[i] = integer / unit + noise * WAMPLER_NOISE[i];
    }
    return new NistProblem(
        name,
        Matrix.of(b.length, degree + 1, Math::pow),
        Matrix.column(b),
        Matrix.column(certified),
        4922766.436059865,
        0.7693108683161017);
  }

  /// {@return the same problem for multiples of the coefficients, by powers of two}
  private NistProblem balanced(double newGreatest, double newLeast) {
    double[] factors = new double[a.columns()];
    Arrays.setAll(factors, j -> Math.scalb(1.0, -1 - Math.getExponent(a.length(j))));
    Matrix multiples = Matrix.of(a.columns(), 1, (i, _) -> certified.at(i, 0) / factors[i]);
    return new NistProblem(
        name + ", columns balanced", a.timesDiagonal(factors), b, multiples, newGreatest, newLeast);
  }

  double condition() {
    return greatest / least;
  }

  /// {@return how far coefficients may be off for their length, if `a` and `b` are off by ε times
  /// their norms}
  ///
  /// Source: Björck, *Numerical Methods for Least Squares Problems* (1996), section 1.4.
  double allowed(double epsilon) {
    double size = greatest * certified.length(0);
    double residual = b.minus(a.times(certified)).length(0);
    return epsilon * condition() * (2 + (b.length(0) + condition() * residual) / size);
  }
}
