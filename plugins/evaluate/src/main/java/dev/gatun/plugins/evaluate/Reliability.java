package dev.gatun.plugins.evaluate;

import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Result;
import dev.gatun.plugins.evaluate.draw.Canvas;
import dev.gatun.plugins.evaluate.draw.LineChart;
import dev.gatun.plugins.evaluate.draw.Series;
import java.util.List;
import java.util.Optional;

/// How often decisions are right by how confident the model was, and how many examples there were;
/// the diagonal is perfect, below it the model is too sure of itself.
@Component(
    name = "reliability",
    summary = "share of right decisions by confidence, with the calibration error",
    source = "DeGroot and Fienberg 1983, The Comparison and Evaluation of Forecasters")
public record Reliability(
    @Option("how many bins of equal width") @Default("15") @AtLeast(1) @AtMost(1000) int bins)
    implements Figure {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 480;
  private static final int SHARES = 200;

  @Override
  public Optional<Metric> metric() {
    return Optional.of(new ReliabilityCurve(bins));
  }

  @Override
  public Optional<byte[]> draw(Run run) {
    if (!(run.result().orElse(null) instanceof Result.Curves(List<Result.Curve> curves))
        || curves.isEmpty()) {
      run.skip("there are no examples, or a prediction is NaN");
      return Optional.empty();
    }
    Series perfect = Series.of("perfect", new double[] {0, 1}, new double[] {0, 1});
    List<Series> right = List.of(CurveFigure.series(curves.getFirst()), perfect);
    List<Series> shares = List.of(CurveFigure.series(curves.getLast()));
    Canvas canvas = Canvas.of(WIDTH, HEIGHT + SHARES);
    LineChart.of("Reliability", "confidence", "share of right decisions", right)
        .withMarkers()
        .drawOn(canvas, 0, 0, WIDTH, HEIGHT);
    LineChart.of("", "confidence", "share", shares).drawOn(canvas, 0, HEIGHT, WIDTH, SHARES);
    return Optional.of(canvas.png());
  }
}
