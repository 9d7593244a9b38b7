package dev.gatun.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlasSearchTest {
  private static final String NAMED_REMEDY =
      "set GATUN_BLAS to a library with the CBLAS interface, or to nothing for the OpenBLAS of"
          + " Gatun";

  private static final String ARTIFACT =
      "org.bytedeco:openblas with classifier " + Platform.current();
  private static final String NO_ARTIFACT = "class path (no %s)".formatted(ARTIFACT);
  private static final String BUNDLED_REMEDY =
      "set GATUN_BLAS to a library with the CBLAS interface, or put %s on the class path"
          .formatted(ARTIFACT);

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path folder;

  @Test
  void aFileThatDoesNotExistIsNamed() {
    Path file = folder.resolve("libnone.so");
    environment.put("GATUN_BLAS", file.toString());
    assertMissing("GATUN_BLAS=%s (no such file)".formatted(file), NAMED_REMEDY);
  }

  @Test
  void aRelativePathIsResolvedAndReportedAsItWasGiven() {
    environment.put("GATUN_BLAS", "no/such/library");
    assertMissing("GATUN_BLAS=no/such/library (no such file)", NAMED_REMEDY);
  }

  @Test
  void aFolderIsNoLibrary() {
    environment.put("GATUN_BLAS", folder.toString());
    assertMissing("GATUN_BLAS=%s (a folder, not a library)".formatted(folder), NAMED_REMEDY);
  }

  @Test
  void aTextFileIsNoLibrary() throws IOException {
    Path file = Files.writeString(folder.resolve("libtext.so"), "not a library\n".repeat(200));
    environment.put("GATUN_BLAS", file.toString());
    assertMissing("GATUN_BLAS=%s (not a shared library)".formatted(file), NAMED_REMEDY);
  }

  @Test
  void anEmptyFileIsNoLibrary() throws IOException {
    Path file = Files.createFile(folder.resolve("libempty.so"));
    environment.put("GATUN_BLAS", file.toString());
    assertMissing("GATUN_BLAS=%s (not a shared library)".formatted(file), NAMED_REMEDY);
  }

  @Test
  void aDamagedLibraryIsReportedInTheWordsOfTheLoader() throws IOException {
    Path file = Files.write(folder.resolve("libcut.so"), damaged());
    environment.put("GATUN_BLAS", file.toString());
    assertThat(missing().reason()).startsWith("GATUN_BLAS=%s (".formatted(file)).hasLineCount(1);
  }

  @Test
  void aLibraryWithoutBlasIsNamedWithTheFunctionItLacks() {
    // Whatever was loaded before, the file's own functions decide.
    assertThat(BlasLibrary.load()).isInstanceOf(BlasLibrary.Loaded.class);
    Path file = aLibraryWithoutBlas();
    environment.put("GATUN_BLAS", file.toString());
    assertMissing("GATUN_BLAS=%s (has no function cblas_sgemm)".formatted(file), NAMED_REMEDY);
  }

  @Test
  void aPartOfMklIsAnsweredWithTheWholeOne() throws IOException {
    Path part = Files.copy(aLibraryWithoutBlas(), folder.resolve("libmkl_core.so.2"));
    environment.put("GATUN_BLAS", part.toString());
    assertMissing(
        "GATUN_BLAS=%s (a part of MKL; name libmkl_rt instead)".formatted(part), NAMED_REMEDY);
  }

  @Test
  void anMklWithoutItsPartsIsNotTouched() throws IOException {
    Path file = Files.copy(aLibraryWithoutBlas(), folder.resolve("libmkl_rt.so.2"));
    environment.put("GATUN_BLAS", file.toString());
    assertMissing("GATUN_BLAS=%s (needs libmkl_core beside it)".formatted(file), NAMED_REMEDY);
    Files.createFile(folder.resolve("libmkl_core.so.2"));
    assertMissing(
        "GATUN_BLAS=%s (needs libmkl_sequential, or libmkl_intel_thread and libiomp5, beside it)"
            .formatted(file),
        NAMED_REMEDY);
  }

  @Test
  void somethingThatIsNoPathIsReported() {
    environment.put("GATUN_BLAS", "lib\0.so");
    assertMissing("GATUN_BLAS='lib\0.so' is not a path", NAMED_REMEDY);
  }

  @Test
  void thePropertyGoesBeforeTheVariable() {
    properties.put("gatun.blas", "from/property");
    environment.put("GATUN_BLAS", "from/variable");
    assertThat(missing().reason()).isEqualTo("gatun.blas=from/property (no such file)");
  }

  @Test
  void anEmptyVariableCountsAsUnset() {
    environment.put("GATUN_BLAS", "");
    assertThat(search(ownHome()).load()).isInstanceOf(BlasLibrary.Loaded.class);
  }

  @Test
  void everyFolderThatWasTriedIsNamedInOrder() throws IOException {
    Path natives = Files.createDirectories(folder.resolve("first").resolve(Platform.current()));
    properties.put("gatun.natives", folder.resolve("first").toString());
    assertThat(search(folder.resolve("gatun-native.jar")).load())
        .isEqualTo(
            new BlasLibrary.Missing(
                "libopenblas not found; tried %s (no libopenblas in it), %s (no such folder), %s"
                    .formatted(
                        natives,
                        folder.resolve("natives").resolve(Platform.current()),
                        NO_ARTIFACT),
                BUNDLED_REMEDY));
  }

  @Test
  void withoutAnyFolderTheReasonSaysSo() {
    assertThat(search(null).load())
        .isEqualTo(
            new BlasLibrary.Missing("libopenblas not found; tried " + NO_ARTIFACT, BUNDLED_REMEDY));
  }

  @Test
  void aNamedLibraryIsLoadedAndSaysWhatItIs() {
    BlasLibrary.Loaded bundled = (BlasLibrary.Loaded) BlasLibrary.load();
    environment.put("GATUN_BLAS", bundled.path().toString());
    BlasLibrary.Loaded named = (BlasLibrary.Loaded) search(null).load();
    assertThat(named.origin()).isEqualTo("GATUN_BLAS");
    assertThat(named.path()).isEqualTo(bundled.path()).isAbsolute();
    assertThat(named.name()).isEqualTo("OpenBLAS");
    assertThat(named.config()).startsWith("OpenBLAS " + named.version());
    assertThat(named.version()).matches("0\\.3\\.\\d+");
    assertThat(named.coreName()).isNotBlank();
    assertThat(named.has("sgesdd_")).isTrue();
    assertThat(named.has("no_such_function")).isFalse();
  }

  private void assertMissing(String reason, String remedy) {
    assertThat(missing()).isEqualTo(new BlasLibrary.Missing(reason, remedy));
  }

  private BlasLibrary.Missing missing() {
    return (BlasLibrary.Missing) search(ownHome()).load();
  }

  private BlasSearch search(@Nullable Path beside) {
    return new BlasSearch(
        properties::get,
        environment::get,
        beside,
        Platform.current(),
        ClassLoader.getPlatformClassLoader());
  }

  private static Path ownHome() {
    try {
      return Path.of(BlasSearch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// A real library but for two bytes of its header, so that only the loader can tell.
  private static byte[] damaged() throws IOException {
    byte[] bytes = Files.readAllBytes(aLibraryWithoutBlas());
    bytes[18] = 0x7f;
    bytes[19] = 0x7f;
    return bytes;
  }

  /// A library of the JDK that runs the tests: there on every platform, and without BLAS.
  private static Path aLibraryWithoutBlas() {
    Path home = Path.of(System.getProperty("java.home"));
    String name = System.mapLibraryName("prefs");
    return Stream.of("lib", "bin")
        .map(part -> home.resolve(part).resolve(name))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow();
  }
}
