package dev.gatun.plugins.evaluate.draw;

import java.util.List;

/// A chart of several series, such as the loss per epoch. Immutable.
///
/// Gaps, single points, constant series and charts without any point are all drawn.
///
/// @param title shortened with `…` where it is too long; empty for none
/// @param xLabel name of the x axis; empty for none
/// @param yLabel name of the y axis; empty for none
/// @param series drawn in this order, later ones on top
/// @param logarithmic whether the y axis is logarithmic; values not above 0 are gaps then
/// @param marked whether each point has a marker, where there is room
public record LineChart(
    String title,
    String xLabel,
    String yLabel,
    List<Series> series,
    boolean logarithmic,
    boolean marked) {

  private static final double MARGIN = 12;

  /// Copies the list.
  public LineChart {
    series = List.copyOf(series);
  }

  /// {@return a chart with a linear y axis and without markers}
  ///
  /// @param title empty for none
  /// @param xLabel empty for none
  /// @param yLabel empty for none
  /// @param series may be empty
  public static LineChart of(String title, String xLabel, String yLabel, List<Series> series) {
    return new LineChart(title, xLabel, yLabel, series, false, false);
  }

  /// {@return the same chart with a logarithmic y axis}
  public LineChart onLogarithmicAxis() {
    return new LineChart(title, xLabel, yLabel, series, true, marked);
  }

  /// {@return the same chart with a marker on each point}
  public LineChart withMarkers() {
    return new LineChart(title, xLabel, yLabel, series, logarithmic, true);
  }

  /// {@return a page with this chart alone}
  ///
  /// @param width in logical pixels, 640 is usual
  /// @param height in logical pixels, 400 is usual
  public Canvas draw(int width, int height) {
    return sideBySide(List.of(this), width, height);
  }

  /// {@return a page with the charts next to each other}
  ///
  /// @param charts from left to right
  /// @param width of the page in logical pixels
  /// @param height of the page in logical pixels
  public static Canvas sideBySide(List<LineChart> charts, int width, int height) {
    Canvas canvas = Canvas.of(width, height);
    double each = (double) width / Math.max(1, charts.size());
    for (int i = 0; i < charts.size(); i++) {
      charts.get(i).drawOn(canvas, i * each, 0, each, height);
    }
    return canvas;
  }

  /// {@return a page with the charts below each other}
  ///
  /// @param charts from top to bottom
  /// @param width of the page in logical pixels
  /// @param height of the page in logical pixels
  public static Canvas stacked(List<LineChart> charts, int width, int height) {
    Canvas canvas = Canvas.of(width, height);
    double each = (double) height / Math.max(1, charts.size());
    for (int i = 0; i < charts.size(); i++) {
      charts.get(i).drawOn(canvas, 0, i * each, width, each);
    }
    return canvas;
  }

  /// Draws this chart into a rectangle of a page.
  ///
  /// @param canvas the page
  /// @param x left side in logical pixels
  /// @param y top side in logical pixels
  /// @param width of the rectangle in logical pixels
  /// @param height of the rectangle in logical pixels
  public void drawOn(Canvas canvas, double x, double y, double width, double height) {
    double inside = width - 2 * MARGIN;
    double top = y + MARGIN;
    if (!title.isEmpty()) {
      String shown = TextStyle.TITLE.shorten(title, inside);
      canvas.text(
          shown, x + MARGIN, top + TextStyle.TITLE.capHeight(), TextStyle.TITLE, Align.LEFT);
      top += TextStyle.TITLE.size() + 5;
    }
    Legend legend = new Legend(series, inside);
    legend.draw(canvas, x + MARGIN, top);
    top += legend.height() + 8;

    double bottom = y + height - MARGIN - Frame.TICK.size() - 6;
    if (!xLabel.isEmpty()) {
      bottom -= TextStyle.LABEL.size() + 5;
    }
    double left = x + MARGIN + (yLabel.isEmpty() ? 0 : TextStyle.LABEL.size() + 7);
    Frame frame = frame(left, top, x + width - MARGIN, Math.max(bottom, top + 10));
    frame.draw(canvas);
    drawNames(canvas, frame, x + MARGIN, y + height - MARGIN);
    drawSeries(canvas, frame);
  }

  private Frame frame(double outerLeft, double top, double outerRight, double bottom) {
    Axis vertical = verticalAxis((int) Math.clamp((bottom - top) / 34, 2, 10));
    double left = outerLeft + Frame.labelRoom(vertical);
    double room = Math.max(10, outerRight - left);
    int intervals = (int) Math.clamp(room / 60, 1, 12);
    Axis horizontal = horizontalAxis(intervals);
    while (intervals > 1 && !fits(horizontal, room)) {
      intervals--;
      horizontal = horizontalAxis(intervals);
    }
    double overhang = Frame.TICK.width(lastLabel(horizontal)) / 2;
    double right = Math.max(left + 10, outerRight - overhang);
    return new Frame(left, top, right, bottom, horizontal, vertical);
  }

  private static String lastLabel(Axis axis) {
    return axis.labels().isEmpty() ? "" : axis.labels().getLast();
  }

  private static boolean fits(Axis axis, double room) {
    double[] ticks = axis.ticks();
    if (ticks.length < 2) {
      return true;
    }
    double spacing = (axis.fraction(ticks[1]) - axis.fraction(ticks[0])) * room;
    return spacing >= Frame.TICK.widest(axis.labels()) + 14;
  }

  private Axis verticalAxis(int intervals) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Series one : series) {
      for (int i = 0; i < one.size(); i++) {
        double value = one.y(i);
        if (Double.isFinite(value) && (value > 0 || !logarithmic)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    return logarithmic
        ? Axis.logarithmic(low, high, intervals)
        : Axis.rounded(low, high, intervals);
  }

  private Axis horizontalAxis(int intervals) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    for (Series one : series) {
      for (int i = 0; i < one.size(); i++) {
        double value = one.x(i);
        if (Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
          whole &= value == Math.rint(value) && Math.abs(value) < 1e15;
        }
      }
    }
    return Axis.tight(low, high, intervals, whole && low <= high);
  }

  private void drawNames(Canvas canvas, Frame frame, double outerLeft, double outerBottom) {
    TextStyle style = TextStyle.LABEL;
    double wide = frame.right() - frame.left();
    canvas.text(
        style.shorten(xLabel, wide),
        frame.left() + wide / 2,
        outerBottom - style.descent() + 2,
        style,
        Align.CENTER);
    double high = frame.bottom() - frame.top();
    canvas.textUp(
        style.shorten(yLabel, high),
        outerLeft + style.capHeight() + 1,
        frame.top() + high / 2,
        style,
        Align.CENTER);
  }

  private void drawSeries(Canvas canvas, Frame frame) {
    boolean empty = true;
    for (int index = 0; index < series.size(); index++) {
      empty &= !drawOne(canvas, frame, index);
    }
    if (empty) {
      canvas.text(
          "no data",
          (frame.left() + frame.right()) / 2,
          (frame.top() + frame.bottom() + TextStyle.LABEL.capHeight()) / 2,
          TextStyle.LABEL.withColor(Palette.MUTED),
          Align.CENTER);
    }
  }

  /// {@return whether the series has a point to draw}
  private boolean drawOne(Canvas canvas, Frame frame, int index) {
    Series one = series.get(index);
    double[] x = new double[one.size()];
    double[] y = new double[one.size()];
    int drawn = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = frame.atX(one.x(i));
      y[i] = frame.atY(one.y(i));
      drawn += Double.isFinite(x[i] + y[i]) ? 1 : 0;
    }
    int[] kept = Thinning.kept(x, y);
    double[] shownX = pick(x, kept);
    double[] shownY = pick(y, kept);
    canvas.polyline(shownX, shownY, Legend.pen(index));
    if (marked && drawn <= (frame.right() - frame.left()) / 8) {
      for (int i = 0; i < x.length; i++) {
        if (Double.isFinite(x[i] + y[i])) {
          canvas.dot(x[i], y[i], 3, Palette.series(index));
        }
      }
    }
    return drawn > 0;
  }

  private static double[] pick(double[] values, int[] positions) {
    double[] picked = new double[positions.length];
    for (int i = 0; i < positions.length; i++) {
      picked[i] = values[positions[i]];
    }
    return picked;
  }
}
