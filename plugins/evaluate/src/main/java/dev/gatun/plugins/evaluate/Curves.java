package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Figure;
import dev.gatun.plugins.evaluate.draw.Canvas;
import dev.gatun.plugins.evaluate.draw.LineChart;
import dev.gatun.plugins.evaluate.draw.Series;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// Loss and metrics per epoch, a panel each, training and validation in one panel.
///
/// The loss comes first, on a logarithmic axis where it spans more than a factor of 100.
@Component(name = "curves", summary = "loss and metrics per epoch, training and validation")
public record Curves() implements Figure {
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  /// What the history says of the training itself, which is no metric.
  private static final Set<String> TIMES = Set.of("seconds", "examplesPerSecond");

  private static final int WIDTH = 420;
  private static final int HEIGHT = 300;

  @Override
  public Optional<byte[]> draw(Run run) {
    List<SequencedMap<String, Double>> history = run.history();
    SequencedSet<String> metrics = metrics(history);
    if (metrics.isEmpty()) {
      run.skip(
          history.isEmpty()
              ? "there was no epoch"
              : "the history has neither train.… nor validation.… numbers");
      return Optional.empty();
    }
    List<LineChart> charts = metrics.stream().map(metric -> chart(metric, history)).toList();
    return Optional.of(page(charts).png());
  }

  private static SequencedSet<String> metrics(List<SequencedMap<String, Double>> history) {
    SequencedSet<String> metrics = new LinkedHashSet<>();
    for (SequencedMap<String, Double> epoch : history) {
      for (String key : epoch.keySet()) {
        int dot = key.indexOf('.');
        if (dot > 0 && SPLITS.contains(key.substring(0, dot))) {
          metrics.add(key.substring(dot + 1));
        }
      }
    }
    metrics.removeAll(TIMES);
    if (metrics.contains("loss")) {
      metrics.addFirst("loss");
    }
    return metrics;
  }

  private static LineChart chart(String metric, List<SequencedMap<String, Double>> history) {
    double[] epochs = epochs(history);
    List<Series> series = new ArrayList<>();
    List<double[]> all = new ArrayList<>();
    for (String split : SPLITS) {
      String key = split + "." + metric;
      boolean known = history.stream().anyMatch(epoch -> epoch.containsKey(key));
      double[] values = values(key, history);
      all.add(values);
      // A split without numbers keeps its place, so that each split has one colour in all panels.
      series.add(Series.of(known ? split : "", epochs, values));
    }
    LineChart chart = LineChart.of(metric, "epoch", "", series).withMarkers();
    boolean wide = metric.equals("loss") && spansHundredfold(all);
    return wide ? chart.onLogarithmicAxis() : chart;
  }

  private static double[] values(String key, List<SequencedMap<String, Double>> history) {
    return history.stream().mapToDouble(epoch -> epoch.getOrDefault(key, Double.NaN)).toArray();
  }

  private static double[] epochs(List<SequencedMap<String, Double>> history) {
    double[] epochs = new double[history.size()];
    for (int i = 0; i < epochs.length; i++) {
      epochs[i] = history.get(i).getOrDefault("epoch", i + 1.0);
    }
    return epochs;
  }

  private static boolean spansHundredfold(List<double[]> rows) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double[] row : rows) {
      for (double value : row) {
        if (Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    return low > 0 && high > 100 * low;
  }

  private static Canvas page(List<LineChart> charts) {
    int columns = charts.size() == 1 ? 1 : 2;
    int rows = (charts.size() + columns - 1) / columns;
    int width = columns == 1 ? 640 : WIDTH;
    int height = columns == 1 ? 400 : HEIGHT;
    Canvas canvas = Canvas.of(columns * width, rows * height);
    for (int i = 0; i < charts.size(); i++) {
      int left = i % columns * width;
      int top = i / columns * height;
      charts.get(i).drawOn(canvas, left, top, width, height);
    }
    return canvas;
  }
}
