package dev.gatun.plugins.collect;

import dev.gatun.api.data.DataException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A binary file, unpacked on the way if it is gzipped, whose faults are errors that say where and
/// what.
///
/// Whether it is gzipped is seen from its first bytes, not from its name, since browsers and
/// proxies unpack files without renaming them.
final class DataStream implements Closeable {
  private static final int BUFFER = 1 << 16;

  /// No byte of deflated data stands for more.
  private static final long MOST_INFLATION = 1032;

  private final Path file;
  private final String remedy;
  private final InputStream stream;
  private final boolean packed;
  private final long limit;
  private long position;

  private DataStream(Path file, String remedy, InputStream stream, boolean packed, long limit) {
    this.file = file;
    this.remedy = remedy;
    this.stream = stream;
    this.packed = packed;
    this.limit = limit;
  }

  /// Opens a file.
  ///
  /// @param remedy what to do where the file is not as it must be
  /// @throws DataException if there is no such file, or it is empty
  static DataStream open(Path file, String remedy) {
    requireFile(file, remedy);
    try {
      long size = Files.size(file);
      if (size == 0) {
        throw new DataException("%s: is empty; %s".formatted(file, remedy));
      }
      InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      try {
        raw.mark(2);
        boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzipped
            ? new DataStream(
                file, remedy, new GZIPInputStream(raw, BUFFER), true, size * MOST_INFLATION)
            : new DataStream(file, remedy, raw, false, size);
      } catch (IOException e) {
        raw.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(file, e, remedy);
    }
  }

  /// @throws DataException unless a file can be opened
  static void requireFile(Path file, String remedy) {
    if (Files.notExists(file)) {
      throw new DataException("%s: no such file; %s".formatted(file, remedy));
    }
    if (Files.isDirectory(file)) {
      throw new DataException("%s: must be a file, got a folder; %s".formatted(file, remedy));
    }
  }

  static DataException unreadable(Path file, IOException e, String remedy) {
    String reason =
        switch (e) {
          case AccessDeniedException _ -> "permission denied";
          case ZipException _ -> "gzip data is damaged: " + e.getMessage();
          case EOFException _ -> "gzip data is truncated";
          default -> String.valueOf(e.getMessage());
        };
    return new DataException("%s: cannot be read: %s; %s".formatted(file, reason, remedy), e);
  }

  /// {@return an error at a place of the unpacked data}
  DataException fault(long at, String what) {
    return new DataException("%s: byte %d: %s; %s".formatted(file, at, what, remedy));
  }

  /// {@return an error of the file as a whole}
  DataException fault(String what) {
    return new DataException("%s: %s; %s".formatted(file, what, remedy));
  }

  /// {@return an error of reading the file}
  DataException unreadable(IOException e) {
    return unreadable(file, e, remedy);
  }

  Path file() {
    return file;
  }

  /// {@return how many unpacked bytes were read}
  long position() {
    return position;
  }

  /// {@return whether the file is gzipped, so that its bytes are not the data's}
  boolean isPacked() {
    return packed;
  }

  /// {@return more bytes than which the file cannot hold: its size where it is not packed}
  long limit() {
    return limit;
  }

  /// Fills the beginning of a buffer.
  ///
  /// @return how many bytes there were: `count`, or fewer at the end of the file
  int read(byte[] buffer, int count) {
    try {
      int got = stream.readNBytes(buffer, 0, count);
      position += got;
      return got;
    } catch (EOFException e) {
      // The gzip stream ends before its data does: what was read before is lost with the exception.
      throw new DataException(
          "%s: gzip data is truncated after byte %d of what it unpacks to; %s"
              .formatted(file, position, remedy),
          e);
    } catch (ZipException e) {
      throw new DataException(
          "%s: gzip data is damaged after byte %d of what it unpacks to: %s; %s"
              .formatted(file, position, e.getMessage(), remedy),
          e);
    } catch (IOException e) {
      throw unreadable(file, e, remedy);
    }
  }

  /// {@return bytes in hexadecimal, such as `00 00 08 03`}
  static String hex(byte[] bytes, int count) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, count);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw unreadable(file, e, remedy);
    }
  }
}
