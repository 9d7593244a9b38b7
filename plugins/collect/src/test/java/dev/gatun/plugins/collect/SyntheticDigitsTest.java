package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Range;
import dev.gatun.api.data.Dataset;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {
  private final TestReading reading = new TestReading(7);

  @AfterEach
  void close() {
    reading.close();
  }

  private static double[] pixels(SyntheticDigits digits, TestReading reading) {
    return Numbers.of(digits.read(reading).train().inputs());
  }

  @Test
  void hasTheFormOfMnist() {
    Dataset data = new SyntheticDigits(200, 50).read(reading);
    assertThat(data.train().inputs().type()).isEqualTo(ElementType.U8);
    assertThat(data.train().inputs().shape()).isEqualTo(Shape.of(200, 1, 28, 28));
    assertThat(data.train().range()).contains(new Range(0, 255));
    assertThat(data.test().orElseThrow().count()).isEqualTo(50);
    assertThat(Numbers.classes(data.train()))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(reading.used).isEmpty();
  }

  @Test
  void classesAreBalancedAndShuffled() {
    int[] labels = Numbers.labels(new SyntheticDigits(205, 0).read(reading).train());
    int[] counts = new int[10];
    Arrays.stream(labels).forEach(label -> counts[label]++);
    assertThat(counts).containsExactly(21, 21, 21, 21, 21, 20, 20, 20, 20, 20);
    assertThat(Arrays.copyOf(labels, 10)).isNotEqualTo(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  }

  @Test
  void withoutTestExamplesThereIsNoTestSet() {
    assertThat(new SyntheticDigits(10, 0).read(reading).test()).isEmpty();
  }

  @Test
  void theSeedAloneDecides() {
    SyntheticDigits digits = new SyntheticDigits(100, 100);
    double[] first = pixels(digits, reading);
    assertThat(pixels(digits, reading)).isEqualTo(first);
    assertThat(Numbers.of(digits.read(reading).test().orElseThrow().inputs())).isNotEqualTo(first);
    try (TestReading other = new TestReading(8)) {
      assertThat(pixels(digits, other)).isNotEqualTo(first);
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws ExecutionException, InterruptedException {
    SyntheticDigits digits = new SyntheticDigits(300, 0);
    double[] expected = pixels(digits, reading);
    for (int threads : new int[] {1, 3}) {
      try (ForkJoinPool pool = new ForkJoinPool(threads)) {
        assertThat(pool.submit(() -> pixels(digits, reading)).get()).isEqualTo(expected);
      }
    }
  }
}
