package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.Availability;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private final Engines engines = Engines.load(ProvidersTest.class.getClassLoader());

  @Test
  void bothEnginesAreFoundAndAutoTakesJava() {
    assertThat(engines.open(Engines.AUTO).engine().id()).isEqualTo("java");
    assertThat(engines.open("reference").engine().kernels()).isInstanceOf(ReferenceKernels.class);
  }

  @Test
  void theVectorApiIsTakenAndItsWidthTold() {
    Engine engine = engines.open("java").engine();
    String width = Lanes.BITS + " bits";
    assertThat(engine.description()).isEqualTo(Map.of("kernels", "Vector API", "vector", width));
    assertThat(new JavaEngineProvider().availability())
        .isEqualTo(new Availability.Available("Vector API, " + width));
  }

  @Test
  void scalarLoopsServeWhereTheVectorApiIsNotWanted() {
    System.setProperty("gatun.java.vector", "false");
    try {
      JavaEngineProvider provider = new JavaEngineProvider();
      assertThat(provider.availability())
          .isEqualTo(new Availability.Available("scalar: gatun.java.vector is false"));
      assertThat(provider.open(new ReferenceKernels())).isExactlyInstanceOf(ScalarKernels.class);
    } finally {
      System.clearProperty("gatun.java.vector");
    }
  }

  @Test
  void everyOperationIsProvided() {
    for (String id : new String[] {"java", "reference"}) {
      assertThat(engines.open(id).engine().operations())
          .as(id)
          .contains("gemm", "copyColumns", "random", "adam", "softmaxCrossEntropy")
          .hasSizeGreaterThanOrEqualTo(20);
    }
  }
}
