package dev.gatun.plugins.collect;

import java.nio.ByteBuffer;

/// The element types of the IDX format, all big-endian.
enum IdxType {
  U8(0x08, 1, "unsigned bytes"),
  I8(0x09, 1, "signed bytes"),
  I16(0x0b, 2, "16-bit integers"),
  I32(0x0c, 4, "32-bit integers"),
  F32(0x0d, 4, "32-bit floats"),
  F64(0x0e, 8, "64-bit floats");

  final int code;
  final int bytes;
  final String title;

  IdxType(int code, int bytes, String title) {
    this.code = code;
    this.bytes = bytes;
    this.title = title;
  }

  boolean isInteger() {
    return this != F32 && this != F64;
  }

  /// {@return an element as a number}
  ///
  /// @param buffer big-endian
  /// @param at the element's first byte
  double number(ByteBuffer buffer, int at) {
    return switch (this) {
      case U8 -> Byte.toUnsignedInt(buffer.get(at));
      case I8 -> buffer.get(at);
      case I16 -> buffer.getShort(at);
      case I32 -> buffer.getInt(at);
      case F32 -> buffer.getFloat(at);
      case F64 -> buffer.getDouble(at);
    };
  }
}
