package dev.gatun.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes files whole or not at all: a temporary file beside it, synced, then renamed.
public final class AtomicFile {
  /// Fills a file.
  @FunctionalInterface
  interface Content {
    /// Writes everything.
    ///
    /// @param channel positioned at the beginning of an empty file
    /// @throws IOException if the disk fails
    void writeTo(FileChannel channel) throws IOException;
  }

  private AtomicFile() {}

  /// Writes a text in UTF-8.
  ///
  /// @param file in a folder that exists
  /// @param text all of it
  /// @throws RunException with [ExitCode#DISK] if it cannot be written; the file is then as it was
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes bytes.
  ///
  /// @param file in a folder that exists
  /// @param bytes all of it
  /// @throws RunException with [ExitCode#DISK] if it cannot be written; the file is then as it was
  public static void write(Path file, byte[] bytes) {
    write(file, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
  }

  /// @throws RunException with [ExitCode#DISK] if it cannot be written; the file is then as it was
  static void write(Path file, Content content) {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(file, e);
    } finally {
      deleteQuietly(temporary);
    }
  }

  static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void deleteQuietly(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException _) {
      // The write itself has been reported; a stray temporary file is not worth another message.
    }
  }

  static RunException failure(Path file, IOException e) {
    String reason =
        switch (e) {
          case FileAlreadyExistsException _ -> "a file of that name is in the way";
          case NoSuchFileException _ -> "no such folder";
          case AccessDeniedException _ -> "permission denied";
          case FileSystemException filed when filed.getReason() != null -> filed.getReason();
          default -> String.valueOf(e.getMessage());
        };
    return new RunException(
        ExitCode.DISK,
        file.toString(),
        "%s: cannot be written: %s; free the disk, or choose another folder with --out"
            .formatted(file, reason),
        e);
  }
}
