package dev.gatun.tests.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import org.junit.jupiter.api.Test;

/// The engine is found as any other; `gatun engines --doctor --engine traced` tries all the rules.
final class TracedTest {
  @Test
  void computesAndCounts() {
    Engine engine = Engines.load(getClass().getClassLoader()).open("traced").engine();
    try (Workspace workspace = engine.workspace("test")) {
      Tensor a = workspace.allocate(engine.type(), Shape.of(2, 2));
      Tensor c = workspace.allocate(engine.type(), Shape.of(2, 2));
      engine.upload(new double[] {1, 2, 3, 4}, a);
      engine.gemm(false, false, 1, a, a, 0, c);
      assertThat(engine.download(c)).containsExactly(7, 10, 15, 22);
    }
    assertThat(engine.description().get("gemm")).startsWith("calls 1, ");
    assertThat(engine.operations()).contains("gemm", "sgd").doesNotContain("svd");
  }
}
