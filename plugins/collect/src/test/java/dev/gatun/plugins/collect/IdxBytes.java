package dev.gatun.plugins.collect;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// Writes small IDX files.
final class IdxBytes {
  private IdxBytes() {}

  /// {@return the bytes of a file of any element type}
  static byte[] of(int code, int[] extents, double... elements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(0);
      out.writeByte(code);
      out.writeByte(extents.length);
      for (int extent : extents) {
        out.writeInt(extent);
      }
      for (double element : elements) {
        switch (code) {
          case 0x0b -> out.writeShort((int) element);
          case 0x0c -> out.writeInt((int) element);
          case 0x0d -> out.writeFloat((float) element);
          case 0x0e -> out.writeDouble(element);
          default -> out.writeByte((int) element);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] bytes(int[] extents, double... elements) {
    return of(0x08, extents, elements);
  }

  static byte[] gzipped(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
