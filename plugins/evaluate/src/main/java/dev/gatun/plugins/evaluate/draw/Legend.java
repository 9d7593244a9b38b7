package dev.gatun.plugins.evaluate.draw;

import java.util.ArrayList;
import java.util.List;

/// The names of the series with a sample of their lines, in at most three rows.
final class Legend {

  static final double ROW = 18;

  private static final int MOST_ROWS = 3;
  private static final double SAMPLE = 20;
  private static final double GAP = 6;
  private static final double BETWEEN = 18;
  private static final TextStyle STYLE = TextStyle.SMALL;

  private final boolean points;
  private final List<Entry> entries = new ArrayList<>();
  private int rows;

  /// @param series position of the series, or -1 for the note that more were left out
  private record Entry(int series, String name, double x, int row) {}

  /// Places the names of all series that have one, with samples of lines.
  Legend(List<Series> series, double width) {
    this(series, width, false);
  }

  /// {@return a legend with samples of points}
  static Legend ofPoints(List<Series> series, double width) {
    return new Legend(series, width, true);
  }

  private Legend(List<Series> series, double width, boolean points) {
    this.points = points;
    double x = 0;
    int row = 0;
    for (int i = 0; i < series.size(); i++) {
      if (series.get(i).name().isEmpty()) {
        continue;
      }
      String name = STYLE.shorten(series.get(i).name(), Math.min(180, width - SAMPLE - GAP));
      double taken = SAMPLE + GAP + STYLE.width(name);
      if (x > 0 && x + taken > width) {
        x = 0;
        row++;
      }
      if (row == MOST_ROWS) {
        leaveOut(series.subList(i, series.size()), width);
        return;
      }
      entries.add(new Entry(i, name, x, row));
      rows = row + 1;
      x += taken + BETWEEN;
    }
  }

  private void leaveOut(List<Series> rest, double width) {
    long more = rest.stream().filter(series -> !series.name().isEmpty()).count();
    Entry last = entries.getLast();
    double x = last.x() + SAMPLE + GAP + STYLE.width(last.name()) + BETWEEN;
    String note = "+ %d more".formatted(more);
    if (x + STYLE.width(note) > width) {
      entries.removeLast();
      x = last.x();
      note = "+ %d more".formatted(more + 1);
    }
    entries.add(new Entry(-1, note, x, MOST_ROWS - 1));
  }

  double height() {
    return rows * ROW;
  }

  void draw(Canvas canvas, double left, double top) {
    for (Entry entry : entries) {
      double x = left + entry.x();
      double middle = top + (entry.row() + 0.5) * ROW;
      double baseline = middle + STYLE.capHeight() / 2;
      if (entry.series() < 0) {
        canvas.text(entry.name(), x, baseline, STYLE, Align.LEFT);
      } else {
        sample(canvas, entry.series(), x, middle);
        canvas.text(entry.name(), x + SAMPLE + GAP, baseline, STYLE, Align.LEFT);
      }
    }
  }

  private void sample(Canvas canvas, int series, double x, double middle) {
    if (points) {
      canvas.dot(x + SAMPLE / 2, middle, 4, Palette.series(series));
    } else {
      canvas.line(x, middle, x + SAMPLE, middle, pen(series));
    }
  }

  /// {@return how the series with this position is drawn, here and in the chart}
  static Pen pen(int series) {
    return new Pen(Palette.series(series), 1.75, Palette.round(series));
  }
}
