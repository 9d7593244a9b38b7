package dev.gatun.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir Path folder;

  private void assertDisk(Runnable work, Path file, String reason) {
    assertThatExceptionOfType(RunException.class)
        .isThrownBy(work::run)
        .withMessage(
            "%s: cannot be written: %s; free the disk, or choose another folder with --out",
            file, reason)
        .matches(e -> e.code() == ExitCode.DISK && e.getCause() instanceof IOException);
  }

  @Test
  void textIsWrittenAndReplaced() throws IOException {
    Path file = folder.resolve("a.json");
    AtomicFile.write(file, "a longer text, and a ü");
    AtomicFile.write(file, "short");
    assertThat(file).hasContent("short");
    AtomicFile.write(file, new byte[0]);
    assertThat(file).isEmptyFile();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aWriteThatFailsLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("a.json");
    AtomicFile.write(file, "old");
    assertDisk(
        () ->
            AtomicFile.write(
                file,
                channel -> {
                  AtomicFile.writeFully(channel, ByteBuffer.wrap(new byte[100]));
                  throw new IOException("No space left on device");
                }),
        file,
        "No space left on device");
    assertThatIllegalStateException()
        .isThrownBy(() ->
            AtomicFile.write(
                file,
                _ -> {
                  throw new IllegalStateException("closed");
                }))
        .withMessage("closed");
    assertThat(file).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whyAFileCannotBeWrittenIsSaid() throws IOException {
    Path lost = folder.resolve("missing").resolve("a.json");
    assertDisk(() -> AtomicFile.write(lost, "x"), lost, "no such folder");
    Path plain = Files.writeString(folder.resolve("plain"), "x");
    Path inFile = plain.resolve("a.json");
    assertDisk(() -> AtomicFile.write(inFile, "x"), inFile, "Not a directory");
    Path taken = Files.createDirectories(folder.resolve("taken"));
    Files.createFile(taken.resolve("content"));
    assertDisk(() -> AtomicFile.write(taken, "x"), taken, "Is a directory");
    assertThat(taken).isNotEmptyDirectory();
    assertDisk(
        () -> {
          throw AtomicFile.failure(lost, new AccessDeniedException(lost.toString()));
        },
        lost,
        "permission denied");
  }
}
