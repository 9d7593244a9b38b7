package dev.gatun.plugins.evaluate.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RasterTest {

  private static final long SEED = Long.getLong("gatun.seed", 20260101L);

  private static double darkness(Raster raster) {
    double sum = 0;
    for (int row = 0; row < raster.height(); row++) {
      for (int column = 0; column < raster.width(); column++) {
        sum += (255 - (raster.pixel(column, row) & 0xFF)) / 255.0;
      }
    }
    return sum;
  }

  @Test
  void inkIsTheAreaOfTheShape() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      double wide = random.nextDouble(1, 60);
      double high = random.nextDouble(1, 60);
      double x = random.nextDouble(0, 100 - wide);
      double y = random.nextDouble(0, 100 - high);
      Raster box = new Raster(100, 100);
      box.fill(new Rectangle2D.Double(x, y, wide, high), 0);
      assertThat(darkness(box)).as("seed %d", SEED).isCloseTo(wide * high, within(0.5));
      Raster round = new Raster(100, 100);
      round.fill(new Ellipse2D.Double(x, y, wide, high), 0);
      double area = Math.PI / 4 * wide * high;
      assertThat(darkness(round)).as("seed %d", SEED).isCloseTo(area, within(0.02 * area + 1));
    }
  }

  @Test
  void trianglesAreFilledExactly() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      double[] p = random.doubles(6, 0, 80).toArray();
      Path2D path = new Path2D.Double();
      path.moveTo(p[0], p[1]);
      path.lineTo(p[2], p[3]);
      path.lineTo(p[4], p[5]);
      Raster raster = new Raster(80, 80);
      raster.fill(path, 0);
      double area = Math.abs((p[2] - p[0]) * (p[5] - p[1]) - (p[4] - p[0]) * (p[3] - p[1])) / 2;
      assertThat(darkness(raster)).as("seed %d", SEED).isCloseTo(area, within(1.0));
    }
  }

  @Test
  void coverageMatchesManySamples() {
    for (boolean clockwise : new boolean[] {true, false}) {
      Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
      path.append(new Ellipse2D.Double(2.3, 3.1, 15.7, 11.4), false);
      path.moveTo(7.3, 6.2);
      path.lineTo(clockwise ? 12.6 : 7.3, clockwise ? 6.2 : 10.9);
      path.lineTo(12.6, 10.9);
      path.lineTo(clockwise ? 7.3 : 12.6, clockwise ? 10.9 : 6.2);
      path.closePath();
      Raster raster = new Raster(20, 16);
      raster.fill(path, 0);
      for (int pixel = 0; pixel < 20 * 16; pixel++) {
        int column = pixel % 20;
        int row = Math.floorDiv(pixel, 20);
        double actual = (255 - (raster.pixel(column, row) & 0xFF)) / 255.0;
        assertThat(actual)
            .as("row %d, column %d", row, column)
            .isCloseTo(sampled(path, column, row), within(0.03));
      }
    }
  }

  private static double sampled(Path2D path, int column, int row) {
    int samples = 64;
    int hits = 0;
    for (int i = 0; i < samples; i++) {
      for (int j = 0; j < samples; j++) {
        boolean hit = path.contains(column + (j + 0.5) / samples, row + (i + 0.5) / samples);
        hits += hit ? 1 : 0;
      }
    }
    return hits / (double) (samples * samples);
  }

  @Test
  void shapesBeyondTheEdgesAreCut() {
    Raster raster = new Raster(10, 10);
    raster.fill(new Rectangle2D.Double(-50, -50, 100, 100), 0x123456);
    raster.fill(new Ellipse2D.Double(1000, 5, 3, 3), 0);
    raster.fill(new Ellipse2D.Double(-1000, 5, 3, 3), 0);
    raster.set(-5, -5, 3, 3, 0x00FF00);
    raster.set(8, 8, 30, 30, 0x00FF00);

    assertThat(raster.pixel(0, 0)).isEqualTo(0x00FF00);
    assertThat(raster.pixel(9, 9)).isEqualTo(0x00FF00);
    assertThat(raster.pixel(5, 5)).isEqualTo(0x123456);
    assertThat(raster.pixel(9, 0)).isEqualTo(0x123456);
  }
}
