package dev.gatun.plugins.evaluate.draw;

import java.util.List;

/// A strip that explains the colours of a figure.
///
/// @param map the colours
/// @param labels what is written at evenly spaced places, from the first colour to the last
/// @param name what the colours mean, empty for nothing
record ColorBar(ColorMap map, List<String> labels, String name) {

  private static final double THICKNESS = 10;
  private static final double GAP = 6;
  private static final TextStyle STYLE = TextStyle.SMALL.withSize(11);

  /// The height of a horizontal bar with its labels.
  static final double HEIGHT = THICKNESS + GAP + 11;

  /// {@return the width of a vertical bar with its labels and name}
  double width() {
    double named = name.isEmpty() ? 0 : GAP + STYLE.size();
    return THICKNESS + GAP + STYLE.widest(labels) + named;
  }

  void drawHorizontal(Canvas canvas, double left, double top, double length) {
    double step = 1.0 / Canvas.DENSITY;
    for (double at = 0; at < length; at += step) {
      canvas.fill(left + at, top, step, THICKNESS, map.at(at / length));
    }
    canvas.border(left, top, length, THICKNESS, Palette.BORDER);
    double baseline = top + THICKNESS + GAP + STYLE.capHeight();
    for (int i = 0; i < labels.size(); i++) {
      double x = left + length * i / Math.max(1, labels.size() - 1);
      canvas.text(labels.get(i), x, baseline, STYLE, Align.CENTER);
    }
    double middle = top + (THICKNESS + STYLE.capHeight()) / 2;
    canvas.text(name, left + length + GAP + 4, middle, STYLE, Align.LEFT);
  }

  void drawVertical(Canvas canvas, double left, double top, double length) {
    double step = 1.0 / Canvas.DENSITY;
    for (double at = 0; at < length; at += step) {
      canvas.fill(left, top + at, THICKNESS, step, map.at(1 - at / length));
    }
    canvas.border(left, top, THICKNESS, length, Palette.BORDER);
    double right = left + THICKNESS + GAP;
    for (int i = 0; i < labels.size(); i++) {
      double share = (double) i / Math.max(1, labels.size() - 1);
      double baseline = top + length - share * (length - STYLE.capHeight());
      canvas.text(labels.get(i), right, baseline, STYLE, Align.LEFT);
    }
    double up = right + STYLE.widest(labels) + GAP + STYLE.capHeight();
    String shown = STYLE.shorten(name, length);
    canvas.textUp(shown, up, top + length / 2, STYLE, Align.CENTER);
  }

  /// {@return how far the first and last label of a horizontal bar reach beyond its ends}
  double overhang() {
    return labels.isEmpty()
        ? 0
        : Math.max(STYLE.width(labels.getFirst()), STYLE.width(labels.getLast())) / 2;
  }

  /// {@return the width that the name of a horizontal bar takes to its right}
  double nameRoom() {
    return name.isEmpty() ? 0 : GAP + 4 + STYLE.width(name);
  }
}
