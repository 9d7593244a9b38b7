package dev.gatun.engine;

/// The type of a tensor's elements, in the machine's byte order.
public enum ElementType {
  /// IEEE 754 binary32, what the fast engines compute in.
  F32(4),
  /// IEEE 754 binary64, what the reference engine computes in.
  F64(8),
  /// Signed 32-bit integers: labels and row numbers.
  I32(4),
  /// Unsigned bytes, 0 to 255: images as they are stored.
  U8(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /// {@return the size of one element, in bytes}
  public int bytes() {
    return bytes;
  }
}
