package dev.gatun.tests.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.Probe;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CheckerboardTest {
  private final Workspace workspace = Workspace.open("test");

  @AfterEach
  void close() {
    workspace.close();
  }

  private Dataset read(int examples, long seed) {
    return new Checkerboard(examples, 20, 2).read(Probe.reading(workspace, seed));
  }

  private static float[] points(Dataset data) {
    return data.train().inputs().segment().toArray(ValueLayout.JAVA_FLOAT);
  }

  @Test
  void aPointHasTheColourOfItsSquare() {
    Dataset data = read(400, 1);
    float[] points = points(data);
    Targets.Classes colours = (Targets.Classes) data.train().targets();
    for (int i = 0; i < 400; i++) {
      boolean left = points[2 * i] < 0.5;
      boolean low = points[2 * i + 1] < 0.5;
      assertThat(colours.label(i)).isEqualTo(left == low ? 0 : 1);
    }
    assertThat(points).isNotEqualTo(points(read(400, 2)));
  }

  @Test
  void fewerExamplesAreTheFirstOfMore() {
    assertThat(points(read(400, 1))).startsWith(points(read(30, 1)));
  }
}
