package __package__;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.Probe;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

final class __class__Test {
  private static Examples read(Workspace workspace, long seed) {
    return new __class__(200, 10, 0.5).read(Probe.reading(workspace, seed)).train();
  }

  @Test
  void aPointIsInsideOrOutside() {
    try (Workspace workspace = Workspace.open("test")) {
      Examples examples = read(workspace, 1);
      float[] points = examples.inputs().segment().toArray(ValueLayout.JAVA_FLOAT);
      for (int i = 0; i < examples.count(); i++) {
        int expected = Math.hypot(points[2 * i], points[2 * i + 1]) < 0.5 ? 1 : 0;
        assertEquals(expected, ((Targets.Classes) examples.targets()).label(i));
      }
    }
  }

  @Test
  void aSeedGivesTheSamePoints() {
    try (Workspace workspace = Workspace.open("test")) {
      assertArrayEquals(
          read(workspace, 1).inputs().segment().toArray(ValueLayout.JAVA_FLOAT),
          read(workspace, 1).inputs().segment().toArray(ValueLayout.JAVA_FLOAT));
    }
  }
}
