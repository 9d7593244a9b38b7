package dev.gatun.plugins.evaluate;

import dev.gatun.api.Figure;
import dev.gatun.api.Result;
import dev.gatun.plugins.evaluate.draw.LineChart;
import dev.gatun.plugins.evaluate.draw.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Draws curves of classes.
final class CurveFigure {
  /// More curves than a reader can follow.
  private static final int MOST = 10;

  private CurveFigure() {}

  /// {@return the curves of a run's result}
  ///
  /// @param run says why there are none
  static List<Result.Curve> of(Figure.Run run) {
    if (run.result().orElse(null) instanceof Result.Curves(List<Result.Curve> curves)
        && !curves.isEmpty()) {
      return curves;
    }
    run.skip("no class has both examples and others, or a prediction is NaN");
    return List.of();
  }

  /// {@return a chart as a PNG file; empty of no curves}
  ///
  /// @param title of the chart
  /// @param x name of the x axis
  /// @param y name of the y axis
  /// @param curves the first of which are drawn
  /// @param reference drawn with them
  static Optional<byte[]> draw(
      String title, String x, String y, List<Result.Curve> curves, List<Series> reference) {
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    int shown = Math.min(curves.size(), MOST);
    List<Series> series = new ArrayList<>();
    curves.stream().limit(shown).map(CurveFigure::series).forEach(series::add);
    series.addAll(reference);
    String full =
        shown < curves.size()
            ? "%s, first %d of %d classes".formatted(title, shown, curves.size())
            : title;
    return Optional.of(LineChart.of(full, x, y, series).draw(560, 520).png());
  }

  static Series series(Result.Curve curve) {
    return Series.of(curve.name(), numbers(curve.x()), numbers(curve.y()));
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
