package dev.gatun.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {
  private static final int PROCESSES = 8;

  @TempDir private static Path shared;

  private static Path jar;

  @TempDir private Path folder;

  @BeforeAll
  static void makeTheArtifact() throws IOException {
    jar = Natives.jar(shared);
  }

  @Test
  void theArtifactOfTheClassPathIsExtractedAndLoaded() throws IOException {
    BlasLibrary.Loaded loaded = (BlasLibrary.Loaded) search();
    assertThat(loaded.origin()).isEqualTo("class path");
    assertThat(loaded.path()).startsWith(natives());
    List<String> names = Natives.below(natives());
    assertThat(names).contains("lock").noneMatch(name -> name.contains("jniopenblas"));
    assertThat(names).anyMatch(name -> name.endsWith("/complete"));
    assertThat(natives().relativize(loaded.path()).getName(0).toString()).matches("[0-9a-f]{64}");
  }

  @Test
  void whatWasExtractedIsUsedAgain() throws IOException {
    BlasLibrary.Loaded first = (BlasLibrary.Loaded) search();
    Object identity = identity(first.path());
    assertThat(search()).isEqualTo(first);
    assertThat(identity(first.path())).isEqualTo(identity);
  }

  @Test
  void aShortenedFileIsMended() throws IOException {
    Path library = ((BlasLibrary.Loaded) search()).path();
    long size = Files.size(library);
    replace(library, new byte[100]);
    assertThat(search()).isInstanceOf(BlasLibrary.Loaded.class);
    assertThat(Files.size(library)).isEqualTo(size);
  }

  @Test
  void aFileOfTheSameSizeWithOtherBytesIsMended() throws IOException {
    Path library = ((BlasLibrary.Loaded) search()).path();
    byte[] bytes = Files.readAllBytes(library);
    byte[] damaged = bytes.clone();
    damaged[damaged.length / 2] ^= 0x55;
    replace(library, damaged);
    assertThat(search()).isInstanceOf(BlasLibrary.Loaded.class);
    assertThat(Files.readAllBytes(library)).isEqualTo(bytes);
  }

  @Test
  void aFileThatWasOnlyTouchedIsKept() throws IOException {
    Path library = ((BlasLibrary.Loaded) search()).path();
    Object identity = identity(library);
    Files.setLastModifiedTime(library, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
    assertThat(search()).isInstanceOf(BlasLibrary.Loaded.class);
    assertThat(identity(library)).isEqualTo(identity);
  }

  @Test
  void whatACrashLeftIsRemoved() throws IOException {
    Path library = ((BlasLibrary.Loaded) search()).path();
    Files.delete(library.resolveSibling("complete"));
    Files.delete(library);
    Files.writeString(natives().resolve("123.tmp"), "half");
    assertThat(search()).isInstanceOf(BlasLibrary.Loaded.class);
    assertThat(Natives.below(natives())).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void manyProcessesMayStartAtOnce() throws IOException, InterruptedException {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(child());
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).startsWith("Loaded[path=" + natives());
    }
    assertThat(Natives.below(natives())).noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void aCacheThatCannotBeMadeIsToldWithTheRemedy() throws IOException {
    Files.createFile(folder.resolve("gatun"));
    assertThat(search())
        .isEqualTo(
            new BlasLibrary.Missing(
                "libopenblas not found; tried class path (%s cannot be made: not a folder)"
                    .formatted(folder.resolve("gatun")),
                "set XDG_CACHE_HOME to a folder that you alone can write to, or GATUN_BLAS to a"
                    + " library with the CBLAS interface"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
  void aCacheThatOthersCanWriteToIsNotUsed() throws IOException {
    Path open = Files.createDirectory(folder.resolve("gatun"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    BlasLibrary.Missing missing = (BlasLibrary.Missing) search();
    assertThat(missing.reason())
        .isEqualTo(
            "libopenblas not found; tried class path (%s can be written to by other users"
                    .formatted(open)
                + " (rwxrwxrwx))");
    assertThat(open).isEmptyDirectory();
  }

  private BlasLibrary search() throws IOException {
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder.toString());
    Map<String, String> properties =
        Map.of("os.name", "Linux", "user.home", folder.resolve("home").toString());
    try (URLClassLoader loader = Natives.loader(jar)) {
      return new BlasSearch(properties::get, environment::get, null, Platform.current(), loader)
          .load();
    }
  }

  private Process child() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dos.name=Linux",
            "-cp",
            String.join(
                File.pathSeparator,
                Natives.classes(BlasSearch.class).toString(),
                Natives.classes(SearchInChild.class).toString(),
                jar.toString()),
            SearchInChild.class.getName());
    builder.environment().put("XDG_CACHE_HOME", folder.toString());
    builder.environment().remove("GATUN_BLAS");
    return builder.redirectErrorStream(true).start();
  }

  /// Writes another file under the name: what is loaded must not change under the process.
  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.delete(file);
    Files.write(file, bytes);
  }

  private Path natives() {
    return folder.resolve("gatun").resolve("natives");
  }

  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }
}
