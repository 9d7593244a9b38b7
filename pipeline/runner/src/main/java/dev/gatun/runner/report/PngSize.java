package dev.gatun.runner.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How large a PNG image is meant to be shown.
///
/// Source: *Portable Network Graphics Specification*, third edition (2025), chunks IHDR and pHYs.
///
/// @param width in CSS pixels
/// @param height in CSS pixels
record PngSize(int width, int height) {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;

  /// Pixels per metre of a screen of 96 pixels per inch, which CSS takes for granted.
  private static final double SCREEN = 96 / 0.0254;

  /// {@return the size; empty where the bytes are no PNG file}
  ///
  /// @param png a file's bytes; not modified
  static Optional<PngSize> of(byte[] png) {
    ByteBuffer in = ByteBuffer.wrap(png);
    if (png.length < 33 || in.getLong() != SIGNATURE) {
      return Optional.empty();
    }
    int width = in.getInt(16);
    int height = in.getInt(20);
    double density = density(in);
    return Optional.of(
        new PngSize((int) Math.round(width / density), (int) Math.round(height / density)));
  }

  private static double density(ByteBuffer in) {
    int at = 8;
    while (at + 21 <= in.limit()) {
      int length = in.getInt(at);
      byte[] type = new byte[4];
      in.get(at + 4, type);
      String name = new String(type, StandardCharsets.US_ASCII);
      if (name.equals("IDAT") || length < 0 || length > in.limit() - at - 12) {
        return 1;
      }
      if (name.equals("pHYs") && length == 9 && in.get(at + 16) == 1) {
        return Math.max(1, Math.round(in.getInt(at + 8) / SCREEN));
      }
      at += 12 + length;
    }
    return 1;
  }
}
