package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class DigitRendererTest {

  private static final int SIDE = DigitRenderer.SIDE;
  private static final int PIXELS = DigitRenderer.PIXELS;
  private static final long SEED = 7;

  /// Images `first` to `first + count - 1` of a set, digits in turn, one after the other.
  private static byte[] images(long seed, int first, int count) {
    DigitRenderer renderer = new DigitRenderer();
    byte[] pixels = new byte[count * PIXELS];
    for (int i = 0; i < count; i++) {
      renderer.draw(seed, first + i, (first + i) % 10, pixels, i * PIXELS);
    }
    return pixels;
  }

  private static byte[] image(long seed, long index, int digit) {
    byte[] pixels = new byte[PIXELS];
    new DigitRenderer().draw(seed, index, digit, pixels, 0);
    return pixels;
  }

  @Test
  void theSameSeedIndexAndDigitGiveTheSameImage() {
    assertThat(images(SEED, 0, 200)).isEqualTo(images(SEED, 0, 200));
  }

  @Test
  void anImageDoesNotDependOnThoseDrawnBeforeIt() {
    byte[] forwards = images(SEED, 0, 200);
    byte[] backwards = new byte[200 * PIXELS];
    DigitRenderer renderer = new DigitRenderer();
    for (int i = 199; i >= 0; i--) {
      renderer.draw(SEED, i, i % 10, backwards, i * PIXELS);
    }
    assertThat(backwards).isEqualTo(forwards);
    assertThat(images(SEED, 137, 63))
        .isEqualTo(Arrays.copyOfRange(forwards, 137 * PIXELS, 200 * PIXELS));
  }

  @Test
  void threadsWithARendererEachDrawTheSameImages() throws InterruptedException, ExecutionException {
    byte[] expected = images(SEED, 0, 1000);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<byte[]>> parts = new ArrayList<>();
      for (int part = 0; part < 4; part++) {
        int first = part * 250;
        parts.add(threads.submit(() -> images(SEED, first, 250)));
      }
      for (int part = 0; part < 4; part++) {
        assertThat(parts.get(part).get())
            .isEqualTo(
                Arrays.copyOfRange(expected, part * 250 * PIXELS, (part + 1) * 250 * PIXELS));
      }
    }
  }

  @Test
  void seedIndexAndDigitEachChangeTheImage() {
    byte[] one = image(SEED, 3, 4);
    assertThat(image(SEED + 1, 3, 4)).isNotEqualTo(one);
    assertThat(image(SEED, 4, 4)).isNotEqualTo(one);
    assertThat(image(SEED, 3, 5)).isNotEqualTo(one);
    assertThat(image(3, SEED, 4)).isNotEqualTo(one);
    assertThat(image(SEED - 1, 4, 4)).isNotEqualTo(one);
  }

  @Test
  void extremeSeedsAndIndicesAreDrawnToo() {
    for (long extreme : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
      assertThat(ink(image(extreme, extreme, 8), 0)).isGreaterThan(5);
    }
  }

  @Test
  void onlyTheImagesOwnBytesAreWritten() {
    byte[] pixels = new byte[PIXELS + 20];
    Arrays.fill(pixels, (byte) 99);
    new DigitRenderer().draw(SEED, 5, 5, pixels, 10);
    for (int i = 0; i < 10; i++) {
      assertThat(pixels[i]).isEqualTo((byte) 99);
      assertThat(pixels[PIXELS + 10 + i]).isEqualTo((byte) 99);
    }
    assertThat(Arrays.copyOfRange(pixels, 10, 10 + PIXELS)).isEqualTo(image(SEED, 5, 5));
  }

  @Test
  void argumentsOutsideTheirRangeAreRejected() {
    DigitRenderer renderer = new DigitRenderer();
    assertThatThrownBy(() -> renderer.draw(0, 0, 10, new byte[PIXELS], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("digit must be in [0, 9], got 10");
    assertThatThrownBy(() -> renderer.draw(0, 0, -1, new byte[PIXELS], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("digit must be in [0, 9], got -1");
    assertThatThrownBy(() -> renderer.draw(0, 0, 0, new byte[PIXELS], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void everyImageHasADigitOfTheRightSizeNearTheMiddle() {
    byte[] pixels = images(SEED, 0, 5000);
    for (int i = 0; i < 5000; i++) {
      int offset = i * PIXELS;
      assertThat(ink(pixels, offset)).as("mean ink of image %d", i).isBetween(5.0, 95.0);
      assertThat(extent(pixels, offset)).as("larger side of image %d", i).isBetween(17, 22);
      assertThat(centre(pixels, offset, true)).as("column of image %d", i).isBetween(12.0, 16.0);
      assertThat(centre(pixels, offset, false)).as("row of image %d", i).isBetween(12.0, 16.0);
    }
  }

  @Test
  void eachDigitHasAsMuchInkAsPeopleUse() {
    // Means over MNIST are 44 19 38 36 31 33 35 29 38 31; ours are a little thinner.
    double[] usual = {37, 18, 34.5, 32.5, 31, 31.5, 34, 27, 37.5, 32.5};
    byte[] pixels = images(SEED, 0, 5000);
    double[] mean = new double[10];
    for (int i = 0; i < 5000; i++) {
      mean[i % 10] += ink(pixels, i * PIXELS) / 500;
    }
    for (int digit = 0; digit < 10; digit++) {
      assertThat(mean[digit])
          .as("mean ink of digit %d", digit)
          .isCloseTo(usual[digit], within(3.0));
    }
  }

  @Test
  void everyGrayLevelOccursAndBackgroundPrevails() {
    byte[] pixels = images(SEED, 0, 2000);
    int[] histogram = new int[256];
    for (byte pixel : pixels) {
      histogram[pixel & 0xFF]++;
    }
    assertThat(histogram).doesNotContain(0);
    assertThat(histogram[0]).isGreaterThan(pixels.length * 2 / 3);
    assertThat(histogram[255]).isGreaterThan(pixels.length / 30);
  }

  @Test
  void digitsOfOneKindDifferAndDigitsOfDifferentKindsCanBeToldApart() {
    double[][] means = means(images(SEED, 0, 4000));
    byte[] others = images(SEED + 1, 0, 2000);
    int right = 0;
    for (int i = 0; i < 2000; i++) {
      if (nearestMean(means, others, i * PIXELS) == i % 10) {
        right++;
      }
    }
    // Varied enough that means do not suffice, alike enough that they go far; chance is 200.
    assertThat(right).isBetween(1150, 1600);
  }

  private static double[][] means(byte[] examples) {
    double[][] means = new double[10][PIXELS];
    int count = examples.length / PIXELS;
    for (int i = 0; i < examples.length; i++) {
      means[i / PIXELS % 10][i % PIXELS] += (examples[i] & 0xFF) * 10.0 / count;
    }
    return means;
  }

  private static int nearestMean(double[][] means, byte[] pixels, int offset) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int digit = 0; digit < 10; digit++) {
      double distance = 0;
      for (int i = 0; i < PIXELS; i++) {
        double difference = (pixels[offset + i] & 0xFF) - means[digit][i];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = digit;
      }
    }
    return nearest;
  }

  private static double ink(byte[] pixels, int offset) {
    long sum = 0;
    for (int i = 0; i < PIXELS; i++) {
      sum += pixels[offset + i] & 0xFF;
    }
    return (double) sum / PIXELS;
  }

  private static double centre(byte[] pixels, int offset, boolean column) {
    double mass = 0;
    double moment = 0;
    for (int i = 0; i < PIXELS; i++) {
      int value = pixels[offset + i] & 0xFF;
      mass += value;
      moment += (double) value * (column ? i % SIDE : i / SIDE);
    }
    return moment / mass;
  }

  /// The larger side of the box around the pixels with more than a trace of ink.
  private static int extent(byte[] pixels, int offset) {
    int left = SIDE;
    int right = -1;
    int top = SIDE;
    int bottom = -1;
    for (int i = 0; i < PIXELS; i++) {
      if ((pixels[offset + i] & 0xFF) > 25) {
        left = Math.min(left, i % SIDE);
        right = Math.max(right, i % SIDE);
        top = Math.min(top, i / SIDE);
        bottom = Math.max(bottom, i / SIDE);
      }
    }
    return Math.max(right - left, bottom - top) + 1;
  }
}
