package dev.gatun.runner.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// One metric over the epochs as inline SVG, a line for each split.
///
/// @param metric the name
/// @param epochs their numbers
/// @param lines numbers by split, NaN where there is none
record Chart(String metric, double[] epochs, SequencedMap<String, double[]> lines) {
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  /// What the history says of the training itself, which is no metric.
  private static final Set<String> TIMES = Set.of("seconds", "examplesPerSecond");

  private static final int WIDTH = 460;
  private static final int HEIGHT = 260;
  private static final int LEFT = 56;
  private static final int RIGHT = WIDTH - 14;
  private static final int TOP = 10;
  private static final int BOTTOM = HEIGHT - 40;
  private static final int MOST_MARKED = 40;
  private static final int MOST_HOVERED = 400;

  /// {@return a chart for each metric, the loss first}
  ///
  /// @param history the numbers of each epoch by full name
  static List<Chart> of(List<SequencedMap<String, Double>> history) {
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
    return metrics.stream().map(metric -> of(metric, history)).toList();
  }

  private static Chart of(String metric, List<SequencedMap<String, Double>> history) {
    double[] epochs = new double[history.size()];
    Arrays.setAll(epochs, i -> history.get(i).getOrDefault("epoch", i + 1.0));
    SequencedMap<String, double[]> lines = new LinkedHashMap<>();
    for (String split : SPLITS) {
      String key = split + "." + metric;
      if (history.stream().anyMatch(epoch -> epoch.containsKey(key))) {
        lines.put(
            split,
            history.stream().mapToDouble(epoch -> epoch.getOrDefault(key, Double.NaN)).toArray());
      }
    }
    return new Chart(metric, epochs, lines);
  }

  /// Adds the chart to a page.
  void draw(Markup page) {
    Scale across = Scale.whole(epochs[0], epochs[epochs.length - 1], 8);
    Scale up = up();
    page.raw("<figure class=\"chart\">\n<figcaption><span class=\"metric\">").text(metric);
    page.raw("</span>");
    for (String split : lines.keySet()) {
      page.open("span", "class", "legend " + color(split)).text(split).raw("</span>");
    }
    page.raw("</figcaption>\n");
    page.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "role",
        "img",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "aria-label",
        metric + " per epoch");
    page.raw("\n");
    axes(page, across, up);
    lines.forEach((split, values) -> line(page, split, values, across, up));
    hovers(page, across, up);
    page.raw("</svg>\n<div class=\"tip\" hidden=\"hidden\"></div>\n</figure>\n");
  }

  private Scale up() {
    double[] finite =
        lines.values().stream()
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (finite.length == 0) {
      return Scale.linear(0, 1, 5);
    }
    double low = finite[0];
    double high = finite[finite.length - 1];
    return metric.equals("loss") && low > 0 && high > 100 * low
        ? Scale.logarithmic(low, high)
        : Scale.linear(low, high, 5);
  }

  private static void axes(Markup page, Scale across, Scale up) {
    for (double tick : up.ticks()) {
      double y = y(up, tick);
      page.empty("line", "class", "grid", "x1", LEFT, "x2", RIGHT, "y1", y, "y2", y);
      page.open("text", "class", "tick end", "x", LEFT - 8, "y", y + 4);
      page.text(label(tick, up)).raw("</text>\n");
    }
    for (double tick : across.ticks()) {
      page.open("text", "class", "tick middle", "x", x(across, tick), "y", BOTTOM + 18);
      page.text(Markup.number(tick)).raw("</text>\n");
    }
    page.empty("line", "class", "axis", "x1", LEFT, "x2", RIGHT, "y1", BOTTOM, "y2", BOTTOM);
    page.open("text", "class", "tick middle", "x", (LEFT + RIGHT) / 2, "y", HEIGHT - 5);
    page.raw("epoch</text>\n");
  }

  /// {@return a tick's number, with as many places as the distance of ticks needs}
  private static String label(double tick, Scale scale) {
    double step = scale.ticks().size() > 1 ? scale.ticks().get(1) - scale.ticks().get(0) : 1;
    double size = Math.max(Math.abs(scale.low()), Math.abs(scale.high()));
    boolean plain = tick == 0 || (Math.abs(tick) >= 1e-3 && Math.abs(tick) < 1e5);
    int places = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    String text;
    if (plain && scale.logarithmic()) {
      text = BigDecimal.valueOf(tick).stripTrailingZeros().toPlainString();
    } else if (size < 1e5 && places <= 5) {
      text = BigDecimal.valueOf(tick).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    } else {
      text = tick == 0 ? "0" : String.format(Locale.ROOT, "%.1e", tick);
    }
    return text.replace('-', '−');
  }

  private void line(Markup page, String split, double[] values, Scale across, Scale up) {
    StringBuilder path = new StringBuilder();
    boolean joined = false;
    for (int i = 0; i < values.length; i++) {
      if (isShown(values[i], up)) {
        path.append(joined ? 'L' : 'M').append(Markup.tenths(x(across, epochs[i])));
        path.append(' ').append(Markup.tenths(y(up, values[i])));
        joined = true;
      } else {
        joined = false;
      }
    }
    page.empty("path", "class", "line " + color(split), "d", path).raw("\n");
    if (values.length <= MOST_MARKED) {
      for (int i = 0; i < values.length; i++) {
        if (isShown(values[i], up)) {
          dot(page, "dot", split, x(across, epochs[i]), y(up, values[i]));
        }
      }
    }
  }

  /// Adds an area for each epoch that shows its numbers when pointed at.
  private void hovers(Markup page, Scale across, Scale up) {
    int step = (epochs.length + MOST_HOVERED - 1) / MOST_HOVERED;
    double width = Math.max(2, (double) (RIGHT - LEFT) * step / Math.max(1, epochs.length - 1));
    for (int i = 0; i < epochs.length; i += step) {
      double middle = x(across, epochs[i]);
      double from = Math.max(LEFT - 8, middle - width / 2);
      double to = Math.min(WIDTH, middle + width / 2);
      page.raw("<g class=\"hit\"><title>").text("epoch " + Markup.number(epochs[i]));
      List<String> dots = new ArrayList<>();
      for (String split : lines.keySet()) {
        double value = lines.getOrDefault(split, epochs)[i];
        page.text("\n%s %s".formatted(split, Markup.number(value)));
        if (isShown(value, up)) {
          dots.add(split);
        }
      }
      page.raw("</title>");
      page.empty("rect", "x", from, "y", TOP, "width", to - from, "height", BOTTOM - TOP);
      page.empty("line", "class", "cross", "x1", middle, "x2", middle, "y1", TOP, "y2", BOTTOM);
      for (String split : dots) {
        dot(page, "focus", split, middle, y(up, lines.getOrDefault(split, epochs)[i]));
      }
      page.raw("</g>\n");
    }
  }

  private static boolean isShown(double value, Scale up) {
    return Double.isFinite(value) && (value > 0 || !up.logarithmic());
  }

  private static void dot(Markup page, String kind, String split, double x, double y) {
    page.empty("circle", "class", kind + " " + color(split), "cx", x, "cy", y, "r", 3);
  }

  private static String color(String split) {
    return "s" + SPLITS.indexOf(split);
  }

  private static double x(Scale across, double epoch) {
    return LEFT + across.at(epoch) * (RIGHT - LEFT);
  }

  private static double y(Scale up, double value) {
    return BOTTOM - up.at(value) * (BOTTOM - TOP);
  }
}
