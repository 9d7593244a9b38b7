package dev.gatun.kit;

import dev.gatun.engine.Shape;
import java.util.Optional;

/// Gathers what was found for one parameter.
final class RowBuilder {
  private final String name;
  private final Shape shape;
  private final double noise;
  private final double threshold;
  private int checked;
  private int kinks;
  private double analyticSquares;
  private double numericalSquares;
  private double errorSquares;
  private double worstError = -1;
  private Optional<GradientReport.Coordinate> worst = Optional.empty();

  RowBuilder(String name, Shape shape, double noise, double threshold) {
    this.name = name;
    this.shape = shape;
    this.noise = noise;
    this.threshold = threshold;
  }

  void agreed(int index, double analytic, double numerical) {
    add(new Slopes.Found(index, analytic, numerical, false));
  }

  void add(Slopes.Found found) {
    if (found.kink()) {
      kinks++;
      return;
    }
    checked++;
    double error = Math.abs(found.analytic() - found.numerical());
    analyticSquares += found.analytic() * found.analytic();
    numericalSquares += found.numerical() * found.numerical();
    errorSquares += error * error;
    // Written so that NaN is the worst of all.
    if (!(error <= worstError)) {
      worstError = error;
      worst =
          Optional.of(
              new GradientReport.Coordinate(found.index(), found.analytic(), found.numerical()));
    }
  }

  GradientReport.Row build() {
    double error = Math.sqrt(errorSquares);
    double norm = Math.sqrt(Math.max(analyticSquares, numericalSquares));
    double relative = error == 0 ? 0 : error / norm;
    // What rounding of the loss alone may have done says nothing against the gradient.
    double reported =
        error <= noise * Math.sqrt(checked) ? Math.min(relative, threshold) : relative;
    return new GradientReport.Row(name, shape, checked, kinks, reported, worst);
  }
}
