package dev.gatun.plugins.evaluate.draw;

/// Maps numbers to colours; equal steps in the number look like equal steps in the colour.
public enum ColorMap {
  /// Black to white, as stored in images: equal steps of the sRGB value.
  GRAY {
    @Override
    int[] table() {
      int[] table = new int[SIZE];
      for (int i = 0; i < SIZE; i++) {
        table[i] = i * 0x010101;
      }
      return table;
    }
  },

  /// White through blue-green to dark blue, lightness falling evenly; for amounts from zero.
  SEQUENTIAL {
    @Override
    int[] table() {
      return even(0xFFFFFF, 0xA9D8E4, 0x3B8FC2, 0x0B2E66);
    }
  },

  /// Blue through white to red, equally dark at both ends; for signed values around zero.
  DIVERGING {
    @Override
    int[] table() {
      return even(0x053E7F, 0x5FA3D0, 0xFFFFFF, 0xE08163, 0x7F0A1C);
    }
  };

  private static final int SIZE = 256;

  @SuppressWarnings("ImmutableEnumChecker") // Never written after construction, never handed out.
  private final int[] colors = table();

  abstract int[] table();

  /// {@return the colour `0xRRGGBB` at a position}
  ///
  /// @param fraction 0 is the first colour, 1 the last; clipped; NaN gives [Palette#MISSING]
  public int at(double fraction) {
    if (Double.isNaN(fraction)) {
      return Palette.MISSING;
    }
    return colors[(int) Math.round(Math.clamp(fraction, 0, 1) * (SIZE - 1))];
  }

  /// Interpolates in OKLab. Positions follow the lightness travelled, not the anchor count, so that
  /// lightness changes at a constant rate.
  private static int[] even(int... anchors) {
    double[] travelled = new double[anchors.length];
    for (int i = 1; i < anchors.length; i++) {
      double step = Oklab.of(anchors[i]).lightness() - Oklab.of(anchors[i - 1]).lightness();
      travelled[i] = travelled[i - 1] + Math.abs(step);
    }
    int[] table = new int[SIZE];
    for (int i = 0, from = 0; i < SIZE; i++) {
      double target = travelled[anchors.length - 1] * i / (SIZE - 1);
      while (from < anchors.length - 2 && target > travelled[from + 1]) {
        from++;
      }
      double share = (target - travelled[from]) / (travelled[from + 1] - travelled[from]);
      table[i] = Oklab.of(anchors[from]).towards(Oklab.of(anchors[from + 1]), share).rgb();
    }
    return table;
  }
}
