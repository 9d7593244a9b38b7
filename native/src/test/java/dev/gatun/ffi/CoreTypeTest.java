package dev.gatun.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ffi.Processor.Vectors;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoreTypeTest {
  private static final Processor WIDE = new Processor("AuthenticAMD", Vectors.AVX512);
  private static final Processor NARROW = new Processor("GenuineIntel", Vectors.AVX2);

  @Test
  void aForcedCoreIsToldWithTheVariableThatForcesIt() {
    assertThat(
            CoreType.warning(
                "OpenBLAS", "Haswell", Map.of("OPENBLAS_CORETYPE", "HASWELL")::get, () -> WIDE))
        .contains(
            "OPENBLAS_CORETYPE=HASWELL forces core Haswell although this CPU has AVX-512, about"
                + " twice as fast; unset it");
    assertThat(
            CoreType.warning("BLIS", "penryn", Map.of("BLIS_ARCH_TYPE", "penryn")::get, () -> WIDE))
        .contains(
            "BLIS_ARCH_TYPE=penryn forces core penryn although this CPU has AVX-512, several times"
                + " as fast; unset it");
  }

  @Test
  void aLibraryThatChoosesBadlyIsToldWithWhatToDo() {
    assertThat(CoreType.warning("BLIS", "zen3", Map.<String, String>of()::get, () -> WIDE))
        .contains(
            "BLIS chose core zen3 although this CPU has AVX-512, about twice as fast; set"
                + " BLIS_ARCH_TYPE=skx");
    assertThat(CoreType.warning("OpenBLAS", "Haswell", Map.<String, String>of()::get, () -> WIDE))
        .contains(
            "OpenBLAS chose core Haswell although this CPU has AVX-512, about twice as fast; take a"
                + " newer library");
  }

  @Test
  void theBestCoreIsNoCauseForWarning() {
    Map<String, String> forced = Map.of("OPENBLAS_CORETYPE", "Haswell");
    assertThat(CoreType.warning("OpenBLAS", "Haswell", forced::get, () -> NARROW)).isEmpty();
    assertThat(CoreType.warning("OpenBLAS", "SkylakeX", forced::get, () -> WIDE)).isEmpty();
    assertThat(CoreType.warning("OpenBLAS", "Neoversev1", forced::get, () -> NARROW)).isEmpty();
    assertThat(CoreType.warning("CBLAS", "", forced::get, () -> WIDE)).isEmpty();
  }

  @Test
  void mklIsSlowOnProcessorsOfAmd() {
    assertThat(CoreType.warning("MKL", "", Map.<String, String>of()::get, () -> WIDE)).isPresent();
    assertThat(CoreType.warning("MKL", "", Map.<String, String>of()::get, () -> NARROW)).isEmpty();
  }
}
