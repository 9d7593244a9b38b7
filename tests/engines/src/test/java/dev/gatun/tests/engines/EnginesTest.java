package dev.gatun.tests.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.engine.Availability;
import dev.gatun.engine.EngineException;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Choosing an engine.
final class EnginesTest {
  private static final Engines FOUND = Engines.load(EnginesTest.class.getClassLoader());

  /// An engine that wants a library this machine does not have.
  private record Missing(String id) implements EngineProvider {
    @Override
    public String summary() {
      return "never there";
    }

    @Override
    public int preference() {
      return 100;
    }

    @Override
    public Availability availability() {
      return new Availability.Unavailable("libfast.so not found", "install libfast");
    }

    @Override
    public Kernels open(Kernels fallback) {
      throw new AssertionError("an engine that is not available is not opened");
    }
  }

  private static Engines with(EngineProvider provider) {
    List<EngineProvider> providers = new ArrayList<>(FOUND.providers());
    providers.add(provider);
    return Engines.of(providers);
  }

  @Test
  void theNamedEnginesAreAvailable() {
    String wanted = System.getProperty("gatun.test.engines", "openblas,java,reference");
    for (String id : wanted.split(",", -1)) {
      assertThat(FOUND.open(id).engine().id()).isEqualTo(id);
    }
  }

  @Test
  void autoTakesTheFastestAvailable() {
    Engines.Opened opened = FOUND.open(Engines.AUTO);
    assertThat(opened.engine().id()).isEqualTo("openblas");
    assertThat(opened.why()).isEqualTo("auto: the fastest available");
  }

  @Test
  void autoSaysWhyItPassedABetterOneBy() {
    Engines.Opened opened = with(new Missing("fast")).open(Engines.AUTO);
    assertThat(opened.engine().id()).isEqualTo("openblas");
    assertThat(opened.why())
        .isEqualTo("auto: fast is unavailable: libfast.so not found; install libfast");
  }

  @Test
  void aNamedEngineOpensOrFails() {
    assertThatThrownBy(() -> with(new Missing("fast")).open("fast"))
        .isInstanceOf(EngineException.class)
        .hasMessage("engine 'fast' is unavailable: libfast.so not found; install libfast");
  }

  @Test
  void anUnknownEngineIsToldWithTheKnownOnes() {
    assertThatThrownBy(() -> FOUND.open("openblass"))
        .isInstanceOf(EngineException.class)
        .hasMessage("engine 'openblass': no such engine; there are java, openblas, reference");
  }

  @Test
  void twoEnginesOfOneNameAreAnError() {
    assertThatThrownBy(() -> with(new Missing("java")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("engine 'java': two providers have this id");
  }

  @Test
  void openblasComputesWhatItsLibraryCanAndTheRestByJava() {
    assertThat(FOUND.open("openblas").engine().operations())
        .contains("gemm", "convolution", "svd", "leastSquares", "cholesky", "qr")
        .doesNotContain("softmax", "random");
    assertThat(FOUND.open("openblas").engine().borrowedOperations()).contains("softmax", "sgd");
    assertThat(FOUND.open("java").engine().borrowedOperations()).isEmpty();
  }
}
