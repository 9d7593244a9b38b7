package dev.gatun.plugins.evaluate.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A confusion matrix: how often each true class was predicted as each class. Immutable.
///
/// Each cell is coloured by its share of its row, so that rare classes show as well as frequent
/// ones; up to 30 classes also have their counts written.
public final class Heatmap {

  private static final int MOST_NUMBERED = 30;
  private static final int MOST = 2000;
  private static final double MARGIN = 12;
  private static final double GAP = 7;
  private static final double LONGEST_NAME = 150;
  private static final TextStyle NAME = TextStyle.SMALL;
  private static final TextStyle NUMBER = TextStyle.SMALL.withSize(11);
  private static final int FAINT = 0xB4B4B4;
  private static final ColorBar BAR =
      new ColorBar(ColorMap.SEQUENTIAL, List.of("0%", "50%", "100%"), "share of true class");

  private final String title;
  private final List<String> names;
  private final long[][] counts;

  private Heatmap(String title, List<String> names, long[][] counts) {
    this.title = title;
    this.names = names;
    this.counts = counts;
  }

  /// Where things go, in logical pixels.
  ///
  /// @param cell side of a cell
  /// @param left left side of the matrix
  /// @param top top side of the matrix
  /// @param side length of the matrix
  /// @param upright whether the names of the columns read upwards
  /// @param below room for the names of the columns
  private record Layout(
      double cell, double left, double top, double side, boolean upright, double below) {}

  /// {@return a confusion matrix}
  ///
  /// @param title empty for none
  /// @param names of the classes, at most 2000; may be empty
  /// @param counts shape `[true class, predicted class]`, each at least 0; copied
  /// @throws IllegalArgumentException if the matrix is not square, a count is negative, or names
  ///   and rows differ in number
  public static Heatmap of(String title, List<String> names, long[][] counts) {
    int n = names.size();
    if (counts.length != n || n > MOST) {
      throw new IllegalArgumentException(
          "confusion matrix: there must be one row per class and at most %d, got %d names, %d rows"
              .formatted(MOST, n, counts.length));
    }
    long[][] copy = new long[n][];
    for (int i = 0; i < n; i++) {
      copy[i] = counts[i].clone();
      if (copy[i].length != n) {
        throw new IllegalArgumentException(
            "confusion matrix: row %d must have %d counts, got %d".formatted(i, n, copy[i].length));
      }
      for (long count : copy[i]) {
        if (count < 0) {
          throw new IllegalArgumentException(
              "confusion matrix: counts must be at least 0, got %d in row %d".formatted(count, i));
        }
      }
    }
    return new Heatmap(title, List.copyOf(names), copy);
  }

  /// {@return a page that just holds the figure}
  public Canvas draw() {
    if (names.isEmpty()) {
      Canvas canvas = Canvas.of(320, 80);
      drawTitle(canvas);
      canvas.text("no data", MARGIN, 56, NAME, Align.LEFT);
      return canvas;
    }
    Layout layout = layout();
    double right = layout.left() + layout.side() + 14;
    double bottom = layout.top() + layout.side() + layout.below();
    Canvas canvas =
        Canvas.around(right + BAR.width() + MARGIN, bottom + TextStyle.LABEL.size() + 5 + MARGIN);
    drawTitle(canvas);
    drawCells(canvas, layout);
    drawNames(canvas, layout);
    BAR.drawVertical(canvas, right, layout.top(), layout.side());
    TextStyle label = TextStyle.LABEL;
    double middle = layout.side() / 2;
    canvas.text(
        "predicted",
        layout.left() + middle,
        canvas.height() - MARGIN - label.descent() + 2,
        label,
        Align.CENTER);
    canvas.textUp(
        "true", MARGIN + label.capHeight() + 1, layout.top() + middle, label, Align.CENTER);
    return canvas;
  }

  private void drawTitle(Canvas canvas) {
    TextStyle style = TextStyle.TITLE;
    String shown = style.shorten(title, canvas.width() - 2 * MARGIN);
    canvas.text(shown, MARGIN, MARGIN + style.capHeight(), style, Align.LEFT);
  }

  private Layout layout() {
    List<String> shown = shortNames();
    double widest = NAME.widest(shown);
    double cell = cell();
    double left = Canvas.snap(MARGIN + TextStyle.LABEL.size() + 9 + widest + GAP);
    double top = MARGIN + (title.isEmpty() ? 0 : TextStyle.TITLE.size() + 11);
    boolean upright = widest > cell * stride(cell) - 6;
    double below = GAP + (upright ? widest : NAME.size()) + 5;
    return new Layout(cell, left, top, cell * names.size(), upright, below);
  }

  private List<String> shortNames() {
    return names.stream().map(name -> NAME.shortenMiddle(name, LONGEST_NAME)).toList();
  }

  /// A whole number, or a half for very many classes, so that cells end at pixels of the PNG.
  private double cell() {
    int n = names.size();
    if (n > MOST_NUMBERED) {
      return n > 600 ? 0.5 * Math.clamp(2400 / n, 1, 2) : Math.max(1, 600 / n);
    }
    List<String> written = new ArrayList<>();
    for (long[] row : counts) {
      for (long count : row) {
        written.add(number(count));
      }
    }
    double needed = Math.ceil(NUMBER.widest(written)) + 8;
    return Math.max(needed, Math.clamp(480 / n, 24, 72));
  }

  private String number(long count) {
    return Numbers.count(count, names.size() > 15 ? 10_000 : 10_000_000);
  }

  /// {@return every how many classes a name is written: 1, 2 or 5 times a power of ten}
  private static int stride(double cell) {
    int stride = 1;
    for (int factor = 0; stride * cell < NAME.size() + 2; factor++) {
      stride = stride * (factor % 3 == 1 ? 5 : 4) / 2;
    }
    return stride;
  }

  private void drawCells(Canvas canvas, Layout layout) {
    double cell = layout.cell();
    boolean numbered = names.size() <= MOST_NUMBERED;
    for (int i = 0; i < names.size(); i++) {
      double sum = LongStream.of(counts[i]).mapToDouble(count -> count).sum();
      double y = layout.top() + i * cell;
      for (int j = 0; j < names.size(); j++) {
        double x = layout.left() + j * cell;
        int color = ColorMap.SEQUENTIAL.at(sum == 0 ? 0 : counts[i][j] / sum);
        if (counts[i][j] > 0) {
          canvas.fill(x, y, cell, cell, color);
        }
        if (numbered) {
          int ink = counts[i][j] == 0 ? FAINT : Palette.inkOn(color);
          double baseline = y + (cell + NUMBER.capHeight()) / 2;
          canvas.text(
              number(counts[i][j]), x + cell / 2, baseline, NUMBER.withColor(ink), Align.CENTER);
        }
      }
    }
    if (numbered) {
      Pen grid = Pen.solid(Palette.GRID, 0.5);
      for (int i = 1; i < names.size(); i++) {
        double at = i * cell - 0.25;
        double right = layout.left() + layout.side();
        double bottom = layout.top() + layout.side();
        canvas.line(layout.left(), layout.top() + at, right, layout.top() + at, grid);
        canvas.line(layout.left() + at, layout.top(), layout.left() + at, bottom, grid);
      }
    }
    canvas.border(layout.left(), layout.top(), layout.side(), layout.side(), Palette.MUTED);
  }

  private void drawNames(Canvas canvas, Layout layout) {
    List<String> shown = shortNames();
    double half = layout.cell() / 2;
    double rise = NAME.capHeight() / 2;
    double bottom = layout.top() + layout.side() + GAP;
    int[] written =
        IntStream.iterate(0, i -> i < shown.size(), i -> i + stride(layout.cell())).toArray();
    for (int i : written) {
      double middle = i * layout.cell() + half;
      double row = layout.top() + middle + rise;
      canvas.text(shown.get(i), layout.left() - GAP, row, NAME, Align.RIGHT);
      double column = layout.left() + middle;
      if (layout.upright()) {
        canvas.textUp(shown.get(i), column + rise, bottom, NAME, Align.RIGHT);
      } else {
        canvas.text(shown.get(i), column, bottom + NAME.capHeight(), NAME, Align.CENTER);
      }
    }
  }
}
