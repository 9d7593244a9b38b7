package dev.gatun.plugins.evaluate.draw;

/// Which point of a line of text is put at the given position.
public enum Align {
  LEFT(0),
  CENTER(0.5),
  RIGHT(1);

  private final double share;

  Align(double share) {
    this.share = share;
  }

  /// {@return the share of the text's width that lies before the position, 0, 0.5 or 1}
  double share() {
    return share;
  }
}
