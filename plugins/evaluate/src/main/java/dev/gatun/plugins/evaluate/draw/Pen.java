package dev.gatun.plugins.evaluate.draw;

/// How a line is drawn.
///
/// @param color `0xRRGGBB`
/// @param thickness in logical pixels, greater than 0
/// @param dash 0 for a solid line; 1 to 3 select a dash pattern, then they repeat
public record Pen(int color, double thickness, int dash) {

  /// Checks the thickness and the dash pattern.
  ///
  /// @throws IllegalArgumentException if the thickness is not above 0, or the pattern is below 0
  public Pen {
    if (!(thickness > 0) || dash < 0) {
      throw new IllegalArgumentException(
          "pen: thickness must be above 0 and dash at least 0, got %s and %d"
              .formatted(thickness, dash));
    }
  }

  /// {@return a pen for solid lines}
  ///
  /// @param color `0xRRGGBB`
  /// @param thickness in logical pixels, greater than 0
  public static Pen solid(int color, double thickness) {
    return new Pen(color, thickness, 0);
  }
}
