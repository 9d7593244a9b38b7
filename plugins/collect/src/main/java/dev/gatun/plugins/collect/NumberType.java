package dev.gatun.plugins.collect;

import java.nio.ByteBuffer;

/// The types of the elements of a binary file.
enum NumberType {
  U8(1, "unsigned bytes"),
  I8(1, "signed bytes"),
  U16(2, "unsigned 16-bit integers"),
  I16(2, "16-bit integers"),
  U32(4, "unsigned 32-bit integers"),
  I32(4, "32-bit integers"),
  I64(8, "64-bit integers"),
  F32(4, "32-bit floats"),
  F64(8, "64-bit floats");

  final int bytes;
  final String title;

  NumberType(int bytes, String title) {
    this.bytes = bytes;
    this.title = title;
  }

  boolean isInteger() {
    return this != F32 && this != F64;
  }

  /// {@return an element as a number}
  ///
  /// @param buffer in the byte order of the file
  /// @param at the element's first byte
  double number(ByteBuffer buffer, int at) {
    return switch (this) {
      case U8 -> Byte.toUnsignedInt(buffer.get(at));
      case I8 -> buffer.get(at);
      case U16 -> Short.toUnsignedInt(buffer.getShort(at));
      case I16 -> buffer.getShort(at);
      case U32 -> Integer.toUnsignedLong(buffer.getInt(at));
      case I32 -> buffer.getInt(at);
      case I64 -> buffer.getLong(at);
      case F32 -> buffer.getFloat(at);
      case F64 -> buffer.getDouble(at);
    };
  }
}
