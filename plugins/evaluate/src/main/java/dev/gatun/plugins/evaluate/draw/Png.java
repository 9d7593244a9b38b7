package dev.gatun.plugins.evaluate.draw;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes PNG files of eight bits per channel without transparency.
///
/// Source: *Portable Network Graphics Specification*, 3rd edition (2025), sections 5, 7, 9 and 11.
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int BITS = 8;
  private static final int TRUE_COLOR = 2;
  private static final int FILTER_NONE = 0;
  private static final int FILTER_UP = 2;
  private static final int PIXELS_PER_METRE_AT_72_DPI = 2835;

  private Png() {}

  /// {@return the file}
  ///
  /// @param raster what is shown
  /// @param density pixels per 1/72 inch, stored so that viewers may show the intended size
  static byte[] of(Raster raster, int density) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(raster.width()).putInt(raster.height());
    header.put((byte) BITS).put((byte) TRUE_COLOR);
    chunk(file, "IHDR", header.array(), header.capacity());
    int perMetre = density * PIXELS_PER_METRE_AT_72_DPI;
    ByteBuffer size = ByteBuffer.allocate(9).putInt(perMetre).putInt(perMetre).put((byte) 1);
    chunk(file, "pHYs", size.array(), size.capacity());
    compress(file, raster);
    chunk(file, "IEND", new byte[0], 0);
    return file.toByteArray();
  }

  private static void compress(ByteArrayOutputStream file, Raster raster) {
    byte[] part = new byte[1 << 16];
    try (Deflater deflater = new Deflater()) {
      byte[] previous = new byte[3 * raster.width()];
      for (int row = 0; row < raster.height(); row++) {
        byte[] line = line(raster, row);
        // Figures have flat areas; only rows that repeat gain from a filter.
        boolean repeats = row > 0 && Arrays.equals(line, previous);
        byte[] filtered = new byte[1 + line.length];
        filtered[0] = (byte) (repeats ? FILTER_UP : FILTER_NONE);
        if (!repeats) {
          System.arraycopy(line, 0, filtered, 1, line.length);
        }
        deflater.setInput(filtered);
        drain(file, deflater, part);
        previous = line;
      }
      deflater.finish();
      drain(file, deflater, part);
    }
  }

  private static void drain(ByteArrayOutputStream file, Deflater deflater, byte[] part) {
    while (true) {
      int length = deflater.deflate(part);
      if (length == 0) {
        return;
      }
      chunk(file, "IDAT", part, length);
    }
  }

  private static byte[] line(Raster raster, int row) {
    byte[] line = new byte[3 * raster.width()];
    for (int column = 0; column < raster.width(); column++) {
      int color = raster.pixel(column, row);
      line[3 * column] = (byte) (color >> 16);
      line[3 * column + 1] = (byte) (color >> 8);
      line[3 * column + 2] = (byte) color;
    }
    return line;
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data, int length) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data, 0, length);
    file.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    file.writeBytes(name);
    file.write(data, 0, length);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }
}
