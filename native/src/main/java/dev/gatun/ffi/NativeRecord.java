package dev.gatun.ffi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a file was like when it was extracted.
///
/// @param checksum SHA-256 in hexadecimal digits
/// @param size in bytes
/// @param modifiedMillis when it was last modified
/// @param name in its folder
record NativeRecord(String checksum, long size, long modifiedMillis, String name) {
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64}) (\\d{1,18}) (\\d{1,18}) (.+)");

  /// {@return what a file is like}
  ///
  /// @param checksum of the file
  static NativeRecord of(String checksum, Path file) throws IOException {
    return new NativeRecord(
        checksum,
        Files.size(file),
        Files.getLastModifiedTime(file).toMillis(),
        String.valueOf(file.getFileName()));
  }

  /// {@return the records of a file; those lines that are records, none where there is no file}
  static List<NativeRecord> read(Path file) throws IOException {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.lines()
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .map(line ->
              new NativeRecord(
                  line.group(1),
                  Long.parseLong(line.group(2)),
                  Long.parseLong(line.group(3)),
                  line.group(4)))
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  /// Writes records through to the disk.
  static void write(List<NativeRecord> records, Path file) throws IOException {
    String text =
        records.stream()
            .map(entry ->
                "%s %d %d %s\n"
                    .formatted(entry.checksum, entry.size, entry.modifiedMillis, entry.name))
            .collect(Collectors.joining());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.UTF_8));
      channel.force(true);
    }
  }

  /// Writes a file through to the disk.
  ///
  /// @return its checksum
  static String copy(NativeCache.Content content, Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(content.open(), digest);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      in.transferTo(Channels.newOutputStream(channel));
      channel.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// {@return the checksum of a file}
  static String checksum(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /// {@return whether the file in a folder still has this size and time}
  boolean describes(Path folder) throws IOException {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == size
        && Files.getLastModifiedTime(file).toMillis() == modifiedMillis;
  }
}
