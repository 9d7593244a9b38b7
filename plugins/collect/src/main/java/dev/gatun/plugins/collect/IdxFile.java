package dev.gatun.plugins.collect;

import dev.gatun.api.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/// The header of the IDX format: two zero bytes, the element type, the number of axes, the extents;
/// the elements follow, all big-endian.
///
/// Source of the format: LeCun, Cortes, Burges, *The MNIST database of handwritten digits*.
final class IdxFile {
  private static final Map<Byte, NumberType> TYPES =
      Map.of(
          (byte) 0x08, NumberType.U8,
          (byte) 0x09, NumberType.I8,
          (byte) 0x0b, NumberType.I16,
          (byte) 0x0c, NumberType.I32,
          (byte) 0x0d, NumberType.F32,
          (byte) 0x0e, NumberType.F64);

  private IdxFile() {}

  /// {@return the byte that stands for a type, one that a file had}
  static byte code(NumberType type) {
    return TYPES.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /// Opens a file and reads its header.
  ///
  /// @param remedy what to do where the file is not as it must be
  /// @throws DataException if it is not there or not IDX
  static ArrayFile open(Path file, String remedy) {
    return ArrayFile.open(file, remedy, IdxFile::header);
  }

  private static ArrayFile.Header header(DataStream stream) {
    byte[] start = new byte[4];
    int got = stream.read(start, 4);
    if (got < 4 || start[0] != 0 || start[1] != 0) {
      throw stream.fault(
          0, "must be 00 00 (IDX) or 1f 8b (gzip), got " + DataStream.hex(start, Math.min(got, 2)));
    }
    NumberType type = TYPES.get(start[2]);
    if (type == null) {
      throw stream.fault(
          2, "must be an element type (08, 09, 0b, 0c, 0d or 0e), got %02x".formatted(start[2]));
    }
    int[] extents = extents(stream, Byte.toUnsignedInt(start[3]));
    return new ArrayFile.Header(type, ByteOrder.BIG_ENDIAN, extents);
  }

  private static int[] extents(DataStream stream, int axes) {
    if (axes == 0) {
      throw stream.fault(3, "must be the number of axes, at least 1, got 0");
    }
    byte[] bytes = new byte[4 * axes];
    int got = stream.read(bytes, bytes.length);
    if (got < bytes.length) {
      throw stream.fault(
          "is truncated: the header of %d axes must have %d bytes, got %d"
              .formatted(axes, 4 + 4 * axes, 4 + got));
    }
    int[] extents = new int[axes];
    ByteBuffer.wrap(bytes).asIntBuffer().get(extents);
    for (int axis = 0; axis < axes; axis++) {
      if (extents[axis] < 1) {
        throw stream.fault(
            4 + 4L * axis,
            "the extent of axis %d must be in [1, %d], got %d"
                .formatted(axis, Integer.MAX_VALUE, Integer.toUnsignedLong(extents[axis])));
      }
    }
    return extents;
  }
}
