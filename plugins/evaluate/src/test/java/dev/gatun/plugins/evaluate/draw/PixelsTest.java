package dev.gatun.plugins.evaluate.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PixelsTest {

  @Test
  void grayValuesAreScaledAndClipped() {
    float[] values = {-1, 0, 1, 2, 3, Float.NaN};
    Pixels pixels = Pixels.of(values, 1, 1, 6, 0, 2);

    assertThat(pixels.at(0, 0)).isEqualTo(0x000000);
    assertThat(pixels.at(1, 0)).isEqualTo(0x000000);
    assertThat(pixels.at(2, 0)).isEqualTo(0x808080);
    assertThat(pixels.at(3, 0)).isEqualTo(0xFFFFFF);
    assertThat(pixels.at(4, 0)).isEqualTo(0xFFFFFF);
    assertThat(pixels.at(5, 0)).isEqualTo(Palette.MISSING);
  }

  @Test
  void planesAreRedGreenAndBlue() {
    Pixels pixels = Pixels.of(new float[] {1, 0, 0, 1, 0, Float.NaN}, 3, 1, 2, 0, 1);

    assertThat(pixels.at(0, 0)).isEqualTo(0xFF0000);
    assertThat(pixels.at(1, 0)).isEqualTo(Palette.MISSING);
  }

  @Test
  void zeroIsWhiteAndSignsDiffer() {
    Pixels pixels = Pixels.signed(new float[] {-2, 0, 2}, 1, 1, 3, 2);

    assertThat(pixels.at(0, 0)).isEqualTo(ColorMap.DIVERGING.at(0));
    assertThat(pixels.at(1, 0) & 0xF0F0F0).isEqualTo(0xF0F0F0);
    assertThat(pixels.at(2, 0)).isEqualTo(ColorMap.DIVERGING.at(1));
  }

  @Test
  void constantImagesAreDrawn() {
    assertThat(Pixels.of(new float[] {3}, 1, 1, 1, 3, 3).at(0, 0)).isEqualTo(0x808080);
    assertThat(Pixels.signed(new float[] {0}, 1, 1, 1, 0).at(0, 0) & 0xF0F0F0).isEqualTo(0xF0F0F0);
  }

  @Test
  void extentIgnoresWhatIsNotFinite() {
    float[] values = {1, -3, Float.NaN, Float.NEGATIVE_INFINITY};

    assertThat(Pixels.extent(values, new float[] {2})).isEqualTo(3);
    assertThat(Pixels.extent()).isZero();
  }

  @Test
  void shapesMustFit() {
    assertThatThrownBy(() -> Pixels.of(new float[5], 1, 2, 3, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "pixels: values must be [1 or 3 channels, height, width], got 5 values for [1, 2, 3]");
  }

  @Test
  void lightnessOfTheMapsChangesEvenly() {
    for (int i = 1; i < 256; i++) {
      assertThat(lightness(ColorMap.SEQUENTIAL, i))
          .isLessThanOrEqualTo(lightness(ColorMap.SEQUENTIAL, i - 1));
    }
    double start = lightness(ColorMap.SEQUENTIAL, 0);
    double end = lightness(ColorMap.SEQUENTIAL, 255);
    assertThat(lightness(ColorMap.SEQUENTIAL, 128)).isCloseTo((start + end) / 2, within(0.01));
    assertThat(lightness(ColorMap.DIVERGING, 0))
        .isCloseTo(lightness(ColorMap.DIVERGING, 255), within(0.03));
  }

  @Test
  void numbersReadOnEveryColour() {
    for (ColorMap map : ColorMap.values()) {
      for (int i = 0; i < 256; i++) {
        int background = map.at(i / 255.0);
        double paper = Oklab.luminance(background) + 0.05;
        double ink = Oklab.luminance(Palette.inkOn(background)) + 0.05;
        assertThat(Math.max(paper, ink) / Math.min(paper, ink)).isGreaterThan(2.9);
      }
    }
  }

  private static double lightness(ColorMap map, int i) {
    return Oklab.of(map.at(i / 255.0)).lightness();
  }
}
