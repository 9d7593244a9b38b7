package dev.gatun.plugins.collect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes small NPY files.
final class NpyBytes {
  private NpyBytes() {}

  /// {@return the bytes of a file of version 1, as NumPy writes it}
  ///
  /// @param code such as `<f4`
  /// @param shape such as `(2, 3)`
  static byte[] of(String code, String shape, double... elements) {
    return of(
        1,
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(code, shape),
        code,
        elements);
  }

  /// {@return the bytes of a file of any version and dictionary}
  static byte[] of(int version, String dictionary, String code, double... elements) {
    int sizeBytes = version == 1 ? 2 : 4;
    int headerBytes = Math.ceilDiv(8 + sizeBytes + dictionary.length() + 1, 64) * 64;
    int bytes = code.charAt(2) - '0';
    ByteBuffer file = ByteBuffer.allocate(headerBytes + bytes * elements.length);
    file.order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    int length = headerBytes - 8 - sizeBytes;
    if (version == 1) {
      file.putShort((short) length);
    } else {
      file.putInt(length);
    }
    file.put(dictionary.getBytes(StandardCharsets.UTF_8));
    while (file.position() < headerBytes - 1) {
      file.put((byte) ' ');
    }
    file.put((byte) '\n');
    file.order(code.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (double element : elements) {
      switch (code.substring(1)) {
        case "f4" -> file.putFloat((float) element);
        case "f8" -> file.putDouble(element);
        case "u1", "i1" -> file.put((byte) element);
        case "u2", "i2" -> file.putShort((short) (int) element);
        case "u4", "i4" -> file.putInt((int) (long) element);
        case "i8" -> file.putLong((long) element);
        default -> throw new IllegalArgumentException(code);
      }
    }
    return file.array();
  }
}
