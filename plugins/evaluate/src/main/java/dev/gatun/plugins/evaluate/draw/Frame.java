package dev.gatun.plugins.evaluate.draw;

import java.util.List;

/// The rectangle of a chart in which points are drawn, with its two axes.
record Frame(double left, double top, double right, double bottom, Axis x, Axis y) {

  static final TextStyle TICK = TextStyle.SMALL;

  private static final double TICK_GAP = 7;
  private static final Pen GRID = Pen.solid(Palette.GRID, 1);
  private static final Pen EDGE = Pen.solid(Palette.MUTED, 1);

  /// {@return the room that tick labels take to the left of the rectangle, the same for all short
  /// labels so that stacked charts line up}
  static double labelRoom(Axis y) {
    return Math.max(TICK.widest(y.labels()), TICK.width("0.00")) + TICK_GAP;
  }

  double atX(double value) {
    return left + x.fraction(value) * (right - left);
  }

  double atY(double value) {
    return bottom - y.fraction(value) * (bottom - top);
  }

  void draw(Canvas canvas) {
    double[] columns = x.ticks();
    double[] rows = y.ticks();
    for (double tick : columns) {
      double at = Canvas.snap(atX(tick));
      canvas.line(at, top, at, bottom, GRID);
    }
    for (double tick : rows) {
      double at = Canvas.snap(atY(tick));
      canvas.line(left, at, right, at, GRID);
    }
    double edge = Canvas.snap(left);
    double floor = Canvas.snap(bottom);
    canvas.line(edge, top, edge, floor + 0.5, EDGE);
    canvas.line(edge - 0.5, floor, right, floor, EDGE);
    drawLabels(canvas, columns, rows);
  }

  private void drawLabels(Canvas canvas, double[] columns, double[] rows) {
    double below = bottom + TICK_GAP + TICK.capHeight();
    List<String> columnLabels = x.labels();
    for (int i = 0; i < columns.length; i++) {
      canvas.text(columnLabels.get(i), atX(columns[i]), below, TICK, Align.CENTER);
    }
    List<String> rowLabels = y.labels();
    for (int i = 0; i < rows.length; i++) {
      double baseline = atY(rows[i]) + TICK.capHeight() / 2;
      canvas.text(rowLabels.get(i), left - TICK_GAP, baseline, TICK, Align.RIGHT);
    }
  }
}
