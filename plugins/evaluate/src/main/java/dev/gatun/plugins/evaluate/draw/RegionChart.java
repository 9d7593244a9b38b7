package dev.gatun.plugins.evaluate.draw;

import java.util.Arrays;
import java.util.List;

/// A square of the plane divided into regions, with points over them: what a classifier decides
/// where, and what it learnt from. Immutable.
///
/// Points have the strong colours of their groups, regions light ones.
///
/// @param title shortened with `…` where it is too long
/// @param x the axis to the right
/// @param y the axis upwards
/// @param groups points of each group, whose names are in the legend
/// @param regions the group that each pixel belongs to, row by row from the top left, or −1;
///   [#SIDE] · [#SIDE] of them
public record RegionChart(String title, Axis x, Axis y, List<Series> groups, int[] regions) {
  /// Pixels along each side of the plane.
  public static final int SIDE = 400;

  private static final double MARGIN = 12;

  /// What a region's colour has of white.
  private static final double LIGHTNESS = 0.62;

  /// Copies what may change.
  ///
  /// @throws IllegalArgumentException unless every pixel has a region
  public RegionChart {
    groups = List.copyOf(groups);
    regions = regions.clone();
    if (regions.length != SIDE * SIDE) {
      throw new IllegalArgumentException(
          "regions: must be %d pixels, got %d".formatted(SIDE * SIDE, regions.length));
    }
  }

  /// {@return the number at the middle of each pixel of an axis, from its start to its end}
  ///
  /// @param axis of the chart
  public static double[] middles(Axis axis) {
    double[] middles = new double[SIDE];
    double length = axis.high() - axis.low();
    Arrays.setAll(middles, i -> axis.low() + (i + 0.5) / SIDE * length);
    return middles;
  }

  /// {@return a page that just holds the chart}
  public Canvas draw() {
    Legend legend = Legend.ofPoints(groups, SIDE);
    double left = MARGIN + Frame.labelRoom(y);
    double first = MARGIN + TextStyle.TITLE.size() + 5;
    double top = Canvas.snap(first + legend.height() + 8);
    double bottom = top + SIDE;
    Canvas canvas =
        Canvas.around(left + SIDE + MARGIN + 8, bottom + Frame.TICK.size() + 6 + MARGIN);
    String shown = TextStyle.TITLE.shorten(title, SIDE);
    canvas.text(shown, left, MARGIN + TextStyle.TITLE.capHeight(), TextStyle.TITLE, Align.LEFT);
    legend.draw(canvas, left, first);
    left = Canvas.snap(left);
    Frame frame = new Frame(left, top, left + SIDE, bottom, x, y);
    frame.draw(canvas);
    int[] colors = Arrays.stream(regions).map(RegionChart::light).toArray();
    canvas.image(Pixels.of(colors, SIDE), left, top, 1);
    drawPoints(canvas, frame);
    return canvas;
  }

  private static int light(int group) {
    return group < 0
        ? Palette.PAPER
        : Oklab.of(Palette.series(group)).towards(Oklab.of(Palette.PAPER), LIGHTNESS).rgb();
  }

  /// Draws the points of all groups in turn, so that none hides another.
  private void drawPoints(Canvas canvas, Frame frame) {
    int most = groups.stream().mapToInt(Series::size).max().orElse(0);
    double radius = most > 100 ? 2.2 : 3;
    for (int i = 0; i < most; i++) {
      for (int group = 0; group < groups.size(); group++) {
        Series points = groups.get(group);
        if (i < points.size() && Double.isFinite(points.x(i) + points.y(i))) {
          double atX = frame.atX(points.x(i));
          double atY = frame.atY(points.y(i));
          canvas.dot(atX, atY, radius + 0.9, Palette.PAPER);
          canvas.dot(atX, atY, radius, Palette.series(group));
        }
      }
    }
  }
}
