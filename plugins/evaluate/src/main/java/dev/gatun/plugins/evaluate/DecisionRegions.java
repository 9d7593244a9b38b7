package dev.gatun.plugins.evaluate;

import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.plugins.evaluate.draw.Axis;
import dev.gatun.plugins.evaluate.draw.RegionChart;
import dev.gatun.plugins.evaluate.draw.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which class the model decides for at each point of the plane, with the training examples over
/// it: for inputs of two numbers, in the units of the data.
///
/// Where no class has the greatest score, because one is NaN, the plane is white.
@Component(
    name = "decision-regions",
    summary = "what is decided where in the plane, with the training examples over it",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, section 4.1")
public record DecisionRegions(
    @Option("training examples drawn at most") @Default("500") @AtLeast(0) @AtMost(512) int points)
    implements Figure {
  /// What is shown around the examples, as a share of their extent.
  private static final double AROUND = 0.1;

  private static final int INTERVALS = 6;

  @Override
  public EnumSet<Metric.Need> needs() {
    return EnumSet.of(Metric.Need.SCORES, Metric.Need.LABELS);
  }

  @Override
  public Optional<byte[]> draw(Run run) {
    if (run.inputShape().size() != 2) {
      run.skip("inputs must be points of the plane, [2], got %s".formatted(run.inputShape()));
      return Optional.empty();
    }
    int classes = run.classes().size();
    Shown training = run.training(Math.max(1, points));
    Metric.Batch batch = training.batch();
    if (batch.outputs() != classes && !(batch.outputs() == 1 && classes == 2)) {
      run.skip(
          "the model must give one score per class, got %d scores for %d classes"
              .formatted(batch.outputs(), classes));
      return Optional.empty();
    }
    if (training.inputs().length < 2 * batch.rows()) {
      run.skip("a transform has no inverse, so the points in the units of the data are lost");
      return Optional.empty();
    }
    Axis x = axis(training, 0);
    Axis y = axis(training, 1);
    return Optional.of(
        new RegionChart(
                "Decisions, and training examples", x, y, groups(run, training), decided(run, x, y))
            .draw()
            .png());
  }

  /// {@return an axis that reaches a little beyond the examples}
  private static Axis axis(Shown training, int coordinate) {
    double[] places = places(training, coordinate);
    double low = Arrays.stream(places).filter(Double::isFinite).min().orElse(-1);
    double high = Arrays.stream(places).filter(Double::isFinite).max().orElse(1);
    double around = AROUND * (low < high ? high - low : 1);
    return Axis.tight(low - around, high + around, INTERVALS, false);
  }

  private static double[] places(Shown training, int coordinate) {
    int rows = training.batch().rows();
    return IntStream.range(0, rows)
        .mapToDouble(row -> training.inputs()[2 * row + coordinate])
        .toArray();
  }

  /// {@return the examples of each class, as many as are wanted}
  private List<Series> groups(Run run, Shown training) {
    double[] x = places(training, 0);
    double[] y = places(training, 1);
    int[] labels = training.batch().labels();
    List<Series> groups = new ArrayList<>();
    for (int label = 0; label < run.classes().size(); label++) {
      int wanted = label;
      int[] rows =
          IntStream.range(0, Math.min(points, x.length))
              .filter(row -> labels[row] == wanted)
              .toArray();
      groups.add(
          Series.of(
              run.classes().get(label),
              Arrays.stream(rows).mapToDouble(row -> x[row]).toArray(),
              Arrays.stream(rows).mapToDouble(row -> y[row]).toArray()));
    }
    return groups;
  }

  /// {@return the class decided for at each pixel}
  private static int[] decided(Run run, Axis x, Axis y) {
    double[] columns = RegionChart.middles(x);
    double[] rows = RegionChart.middles(y);
    int side = RegionChart.SIDE;
    float[] inputs = new float[2 * side * side];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int at = 2 * (row * side + column);
        inputs[at] = (float) columns[column];
        inputs[at + 1] = (float) rows[side - 1 - row];
      }
    }
    Metric.Batch batch = run.predicted(inputs);
    ClassScores scores = new ClassScores(run.classes(), batch.outputs());
    return IntStream.range(0, batch.rows()).map(row -> scores.decided(batch, row)).toArray();
  }
}
