package dev.gatun.ffi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Files extracted from jars, kept for later processes in a folder that only the user can write to.
///
/// ```
/// natives/lock                 held by the process that extracts
/// natives/NUMBER.tmp           being written; what is found by the next holder is stale
/// natives/KEY/libopenblas.so.0 and other files
/// natives/KEY/complete         SHA-256, size, time and name of each of them, written last
/// ```
///
/// Files arrive by atomic moves, so any number of processes may start at once: one extracts, the
/// others wait for it. What was extracted is taken as it is while sizes and times are as recorded;
/// otherwise each file is compared and mended.
final class NativeCache {
  private static final String MARKER = "complete";
  private static final String TEMPORARY = ".tmp";
  private static final long LOCK_ATTEMPTS = 600;
  private static final long LOCK_PAUSE_MILLIS = 100;

  private final Path root;

  /// A file to be extracted.
  interface Content {
    /// {@return the name in the folder}
    String name();

    /// {@return the size in bytes}
    long size();

    /// {@return what tells it from other versions of itself, found out without reading it}
    String identity();

    /// {@return the bytes; to be closed}
    InputStream open() throws IOException;
  }

  /// Names a cache; nothing is touched.
  ///
  /// @param root the folder `natives`
  NativeCache(Path root) {
    this.root = root;
  }

  /// {@return a folder with these files}
  ///
  /// @param key of the files, for a folder name
  /// @param contents the files
  /// @throws IOException if they can be neither found nor extracted, or somebody else could have
  ///   changed them; the message says where and why
  Path folder(String key, List<Content> contents) throws IOException {
    Path folder = root.resolve(key);
    PrivateFolder.require(root.resolveSibling("."));
    PrivateFolder.require(root);
    PrivateFolder.require(folder);
    if (isComplete(folder, contents)) {
      return folder;
    }
    synchronized (NativeCache.class) {
      try (FileChannel channel =
              FileChannel.open(
                  root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = lock(channel)) {
        if (!isComplete(folder, contents)) {
          removeStale();
          extract(folder, contents);
        }
      }
    }
    return folder;
  }

  /// Waits also for a holder in this process, of the same class in another class loader.
  private static FileLock lock(FileChannel channel) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException e) {
        if (attempt == LOCK_ATTEMPTS) {
          throw new IOException("locked by this process for a minute", e);
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOCK_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for another extraction", e);
      }
    }
  }

  private static boolean isComplete(Path folder, List<Content> contents) throws IOException {
    List<NativeRecord> records = NativeRecord.read(folder.resolve(MARKER));
    for (Content content : contents) {
      boolean found = false;
      for (NativeRecord entry : records) {
        found |=
            entry.name().equals(content.name())
                && entry.size() == content.size()
                && entry.describes(folder);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private void removeStale() throws IOException {
    try (var files = Files.newDirectoryStream(root, "*" + TEMPORARY)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void extract(Path folder, List<Content> contents) throws IOException {
    List<NativeRecord> records = new ArrayList<>();
    for (Content content : contents) {
      Path temporary = temporary();
      try {
        String checksum = NativeRecord.copy(content, temporary);
        Path file = folder.resolve(content.name());
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && NativeRecord.checksum(file).equals(checksum)) {
          // Kept: on Windows a file that a process has loaded cannot be replaced.
          Files.delete(temporary);
        } else {
          Files.move(
              temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        records.add(NativeRecord.of(checksum, file));
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
    Path temporary = temporary();
    try {
      NativeRecord.write(records, temporary);
      Files.move(
          temporary,
          folder.resolve(MARKER),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    force(folder);
  }

  private Path temporary() throws IOException {
    return Files.createTempFile(root, "", TEMPORARY);
  }

  /// Makes the names in a folder outlast a power cut, where the system can do that to a folder.
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // Windows opens no folders; the marker's sizes and times tell what is missing.
    }
  }
}
