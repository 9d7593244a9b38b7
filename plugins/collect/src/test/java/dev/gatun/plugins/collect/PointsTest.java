package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.engine.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PointsTest {
  private final TestReading reading = new TestReading(7);

  @AfterEach
  void close() {
    reading.close();
  }

  static List<Source> sources() {
    return List.of(
        new Spirals(100, 50, 3, 4, 0.2),
        new Moons(100, 50, 0.1),
        new Rings(100, 50, 3, 0.15),
        new Blobs(100, 50, 4, 5, 1, 10),
        new Xor(100, 50, 0.1));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void classesAreBalancedAndTheSeedAloneDecides(Source source) {
    Dataset data = source.read(reading);
    int classes = Numbers.classes(data.train()).size();
    int[] counts = new int[classes];
    Arrays.stream(Numbers.labels(data.train())).forEach(label -> counts[label]++);
    assertThat(
            Arrays.stream(counts).max().orElseThrow() - Arrays.stream(counts).min().orElseThrow())
        .isLessThanOrEqualTo(1);
    assertThat(data.train().count()).isEqualTo(100);
    Examples test = data.test().orElseThrow();
    assertThat(test.count()).isEqualTo(50);
    double[] points = Numbers.of(data.train().inputs());
    assertThat(Numbers.of(source.read(reading).train().inputs())).isEqualTo(points);
    assertThat(Numbers.of(test.inputs()))
        .isNotEqualTo(Arrays.copyOf(points, Numbers.of(test.inputs()).length));
    try (TestReading other = new TestReading(8)) {
      assertThat(Numbers.of(source.read(other).train().inputs())).isNotEqualTo(points);
    }
  }

  /// The points of a class, two numbers each.
  private List<double[]> ofClass(Source source, int label) {
    Examples examples = source.read(reading).train();
    double[] points = Numbers.of(examples.inputs());
    int[] labels = Numbers.labels(examples);
    return IntStream.range(0, labels.length)
        .filter(i -> labels[i] == label)
        .mapToObj(i -> new double[] {points[2 * i], points[2 * i + 1]})
        .toList();
  }

  @Test
  void armsOfASpiralWindFromTheOrigin() {
    for (int arm = 0; arm < 3; arm++) {
      double start = 2 * Math.PI * arm / 3;
      assertThat(ofClass(new Spirals(300, 0, 3, 4, 0), arm))
          .allSatisfy(point -> {
            double radius = Math.hypot(point[0], point[1]);
            double angle = start + 4 * radius;
            assertThat(radius).isLessThan(1);
            assertThat(point)
                .containsExactly(
                    new double[] {radius * Math.sin(angle), radius * Math.cos(angle)},
                    within(1e-6));
          });
    }
  }

  @Test
  void moonsAreHalfCircles() {
    Moons moons = new Moons(300, 0, 0);
    assertThat(ofClass(moons, 0))
        .allSatisfy(point -> {
          assertThat(Math.hypot(point[0], point[1])).isCloseTo(1, within(1e-6));
          assertThat(point[1]).isGreaterThanOrEqualTo(0);
        });
    assertThat(ofClass(moons, 1))
        .allSatisfy(point -> {
          assertThat(Math.hypot(point[0] - 1, point[1] - 0.5)).isCloseTo(1, within(1e-6));
          assertThat(point[1]).isLessThanOrEqualTo(0.5);
        });
  }

  @Test
  void ringsHaveTheRadiusOfTheirClass() {
    for (int ring = 0; ring < 2; ring++) {
      int radius = ring + 1;
      assertThat(ofClass(new Rings(200, 0, 2, 0), ring))
          .allSatisfy(
              point -> assertThat(Math.hypot(point[0], point[1])).isCloseTo(radius, within(1e-6)));
    }
  }

  @Test
  void blobsSpreadAroundTheirCentres() {
    Blobs blobs = new Blobs(20_000, 0, 2, 2, 0.5, 10);
    for (int label = 0; label < 2; label++) {
      List<double[]> points = ofClass(blobs, label);
      double mean = points.stream().mapToDouble(point -> point[0]).average().orElseThrow();
      double variance =
          points.stream().mapToDouble(p -> (p[0] - mean) * (p[0] - mean)).sum()
              / (points.size() - 1);
      // Four deviations of the estimate, σ²·√(2 / (n − 1)).
      assertThat(variance).isCloseTo(0.25, within(4 * 0.25 * Math.sqrt(2.0 / 9_999)));
      assertThat(mean).isBetween(-10.1, 10.1);
    }
  }

  @Test
  void signsTellTheClassesOfXor() {
    Xor xor = new Xor(300, 0, 0.1);
    for (int label = 0; label < 2; label++) {
      double sign = label == 0 ? 1 : -1;
      assertThat(ofClass(xor, label))
          .allSatisfy(point -> {
            assertThat(point[0] * point[1] * sign).isPositive();
            assertThat(Math.min(Math.abs(point[0]), Math.abs(point[1]))).isGreaterThan(0.0999);
          });
    }
  }

  @Test
  void randomNumbersAreNormalAndIndependent() {
    Dataset data = new RandomNumbers(64, 1000, 10).read(reading);
    assertThat(data.test()).isEmpty();
    assertThat(data.train().inputShape()).isEqualTo(Shape.of(1000));
    assertThat(data.train().targets().form()).isEqualTo("values [n, 10]");
    double[] numbers = Numbers.of(data.train().inputs());
    double mean = Arrays.stream(numbers).average().orElseThrow();
    double square = Arrays.stream(numbers).map(x -> x * x).average().orElseThrow();
    // Four deviations of each estimate.
    assertThat(mean).isCloseTo(0, within(4 / Math.sqrt(numbers.length)));
    assertThat(square).isCloseTo(1, within(4 * Math.sqrt(2.0 / numbers.length)));
  }

  @Test
  void polarTellsRadiusAndAngle() {
    Examples points =
        new Examples(
            Numbers.floats(reading.workspace(), Shape.of(3, 2), 3, 4, 0, -2, -1, 0),
            Optional.empty(),
            new Targets.None(),
            Optional.empty());
    try (Prepared prepared = Prepared.of(points, new Polar())) {
      assertThat(prepared.evaluate(prepared.inputs()))
          .containsExactly(
              new double[] {5, Math.atan2(4, 3), 2, -Math.PI / 2, 1, Math.PI}, within(1e-12));
      assertThat(prepared.evaluate(prepared.network.originalInputs().orElseThrow()))
          .containsExactly(new double[] {3, 4, 0, -2, -1, 0}, within(1e-12));
    }
    Examples space = new RandomNumbers(2, 3, 1).read(reading).train();
    assertThatThrownBy(() -> Prepared.of(space, new Polar()))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("polar: must be given points of the plane [n, 2], got [n, 3]");
  }
}
