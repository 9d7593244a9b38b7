package dev.gatun.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ffi.openblas.Cblas;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlasLibraryTest {

  @Test
  void theLibraryIsLoadedOnceForAllThreads() {
    Set<BlasLibrary> seen =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    IntStream.range(0, 64).parallel().forEach(_ -> seen.add(BlasLibrary.load()));
    assertThat(seen).hasSize(1);
  }

  @Test
  void theBundledLibraryMultiplies() {
    assertThat(BlasLibrary.load()).isInstanceOf(BlasLibrary.Loaded.class);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4);
      MemorySegment b = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 5, 6, 7, 8);
      MemorySegment c = arena.allocate(ValueLayout.JAVA_FLOAT, 4);
      Cblas.cblas_sgemm(
          Cblas.CblasRowMajor(),
          Cblas.CblasNoTrans(),
          Cblas.CblasNoTrans(),
          2,
          2,
          2,
          1f,
          a,
          2,
          b,
          2,
          0f,
          c,
          2);
      assertThat(c.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(19f, 22f, 43f, 50f);
    }
  }

  @Test
  void theBundledLibraryHasAllOfLapackThatIsBound() throws IOException {
    BlasLibrary.Loaded library = (BlasLibrary.Loaded) BlasLibrary.load();
    assertThat(library.hasLapack()).isTrue();
    // What the bindings are generated for is what is asked for.
    assertThat(Files.readAllLines(Path.of("src/main/jextract/lapack.args")))
        .filteredOn(line -> line.startsWith("--include-function "))
        .map(line -> line.substring("--include-function ".length()))
        .containsExactlyElementsOf(BlasLibrary.Loaded.LAPACK);
  }

  @Test
  void theNumberOfThreadsIsSet() {
    BlasLibrary.Loaded library = (BlasLibrary.Loaded) BlasLibrary.load();
    int before = library.threads();
    library.useThreads(1);
    assertThat(library.threads()).isEqualTo(1);
    assertThat(library.threadsPerCaller()).isFalse();
    library.useThreads(before);
    assertThat(library.threads()).isEqualTo(before);
  }
}
