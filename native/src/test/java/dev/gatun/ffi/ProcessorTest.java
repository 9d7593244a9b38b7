package dev.gatun.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ffi.Processor.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {

  @Test
  void linuxDescribesTheProcessor() {
    List<String> lines =
        List.of(
            "processor\t: 0",
            "vendor_id\t: AuthenticAMD",
            "flags\t\t: fpu avx fma avx2 avx512f avx512dq avx512cd avx512bw avx512vl");
    assertThat(Processor.of(lines)).isEqualTo(new Processor("AuthenticAMD", Vectors.AVX512));
  }

  @Test
  void everyInstructionOfASetIsNeeded() {
    assertThat(vectors("avx fma avx2 avx512f avx512cd")).isEqualTo(Vectors.AVX2);
    assertThat(vectors("avx avx2")).isEqualTo(Vectors.AVX);
    assertThat(vectors("sse sse2")).isEqualTo(Vectors.NONE);
  }

  @Test
  void nothingIsKnownWithoutADescription() {
    assertThat(Processor.of(List.of())).isEqualTo(new Processor("", Vectors.NONE));
    assertThat(Processor.of(List.of("CPU implementer\t: 0x41", "Features\t: fp asimd")))
        .isEqualTo(new Processor("", Vectors.NONE));
  }

  private static Vectors vectors(String flags) {
    return Processor.of(List.of("flags\t\t: " + flags)).vectors();
  }
}
