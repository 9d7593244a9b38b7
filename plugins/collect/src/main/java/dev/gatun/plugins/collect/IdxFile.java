package dev.gatun.plugins.collect;

import dev.gatun.api.data.DataException;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.io.Closeable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/// A file in the IDX format: two zero bytes, the element type, the number of axes, the extents, the
/// elements.
///
/// Elements go from the file into off-heap memory through one small buffer.
///
/// Source of the format: LeCun, Cortes, Burges, *The MNIST database of handwritten digits*.
final class IdxFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final DataStream stream;
  private final IdxType type;
  private final int[] extents;
  private final byte[] buffer = new byte[BUFFER];

  private IdxFile(DataStream stream) {
    this.stream = stream;
    int got = stream.read(buffer, 4);
    if (got < 4 || buffer[0] != 0 || buffer[1] != 0) {
      throw stream.fault(
          0,
          "must be 00 00 (IDX) or 1f 8b (gzip), got " + DataStream.hex(buffer, Math.min(got, 2)));
    }
    int code = buffer[2];
    this.type =
        Arrays.stream(IdxType.values())
            .filter(candidate -> candidate.code == code)
            .findFirst()
            .orElseThrow(() ->
                stream.fault(
                    2,
                    "must be an element type (08, 09, 0b, 0c, 0d or 0e), got %02x"
                        .formatted(code & 0xff)));
    this.extents = readExtents(Byte.toUnsignedInt(buffer[3]));
    requireSize();
  }

  /// Opens a file and reads its header.
  ///
  /// @param remedy what to do where the file is not as it must be
  /// @throws DataException if it is not there or not IDX
  static IdxFile open(Path file, String remedy) {
    DataStream stream = DataStream.open(file, remedy);
    try {
      return new IdxFile(stream);
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private int[] readExtents(int axes) {
    if (axes == 0) {
      throw stream.fault(3, "must be the number of axes, at least 1, got 0");
    }
    int got = stream.read(buffer, 4 * axes);
    if (got < 4 * axes) {
      throw stream.fault(
          "is truncated: the header of %d axes must have %d bytes, got %d"
              .formatted(axes, 4 + 4 * axes, 4 + got));
    }
    int[] sizes = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      sizes[axis] = ByteBuffer.wrap(buffer).getInt(4 * axis);
      if (sizes[axis] < 1) {
        throw stream.fault(
            4 + 4L * axis,
            "the extent of axis %d must be in [1, %d], got %d"
                .formatted(axis, Integer.MAX_VALUE, Integer.toUnsignedLong(sizes[axis])));
      }
    }
    return sizes;
  }

  /// A header that promises more than the file can hold is found out before memory is taken for it.
  private void requireSize() {
    long room = stream.limit() - stream.position();
    long bytes = type.bytes;
    for (int extent : extents) {
      if (bytes > room / extent) {
        throw truncated(stream.limit(), "at most ");
      }
      bytes *= extent;
    }
  }

  private DataException truncated(long got, String atMost) {
    return stream.fault(
        "is truncated: must hold %s %s after a header of %d bytes, got %s%d bytes in all"
            .formatted(Arrays.toString(extents), type.title, headerBytes(), atMost, got));
  }

  private int headerBytes() {
    return 4 + 4 * extents.length;
  }

  Path file() {
    return stream.file();
  }

  IdxType type() {
    return type;
  }

  int rank() {
    return extents.length;
  }

  int count() {
    return extents[0];
  }

  int[] extents() {
    return extents.clone();
  }

  /// Reads all elements: unsigned bytes as they are, other types as F32.
  ///
  /// @param workspace owns the tensor
  /// @param shape of as many elements as the file has
  Tensor numbers(Workspace workspace, Shape shape) {
    if (type != IdxType.U8) {
      Tensor tensor = workspace.allocate(ElementType.F32, shape);
      convert((index, number) -> setFloat(tensor.segment(), index, number));
      return tensor;
    }
    Tensor tensor = workspace.allocate(ElementType.U8, shape);
    MemorySegment segment = tensor.segment();
    long size = segment.byteSize();
    for (long at = 0; at < size; at += BUFFER) {
      int count = (int) Math.min(BUFFER, size - at);
      fill(count);
      MemorySegment.copy(buffer, 0, segment, ValueLayout.JAVA_BYTE, at, count);
    }
    requireEnd();
    return tensor;
  }

  private void setFloat(MemorySegment segment, long index, double number) {
    if (!Float.isFinite((float) number)) {
      throw stream.fault(elementPosition(index), "must be a number within ±3.4e38, got " + number);
    }
    segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) number);
  }

  /// Reads all elements as class labels.
  ///
  /// @param workspace owns the tensor
  /// @param classes how many there are; labels must be smaller
  /// @param remedy what to do where a label is too great
  /// @return `[n]` I32
  Tensor labels(Workspace workspace, int classes, String remedy) {
    Tensor tensor = workspace.allocate(ElementType.I32, Shape.of(count()));
    MemorySegment segment = tensor.segment();
    convert((index, number) -> {
      if (!(number >= 0 && number < classes)) {
        throw labelFault(index, "[0, %d)".formatted(classes), number, remedy);
      }
      segment.setAtIndex(ValueLayout.JAVA_INT, index, (int) number);
    });
    return tensor;
  }

  /// {@return the greatest element of a file of labels}
  ///
  /// @param most the greatest label that is believed to be one
  /// @param remedy what to do where a label is below 0 or greater
  int greatestLabel(int most, String remedy) {
    int[] greatest = {0};
    convert((index, number) -> {
      if (!(number >= 0 && number <= most)) {
        throw labelFault(index, "[0, %d]".formatted(most), number, remedy);
      }
      greatest[0] = Math.max(greatest[0], (int) number);
    });
    return greatest[0];
  }

  private DataException labelFault(long index, String interval, double number, String remedy) {
    return new DataException(
        "%s: byte %d: the label of example %d must be in %s, got %d; %s"
            .formatted(file(), elementPosition(index), index, interval, (long) number, remedy));
  }

  private long elementPosition(long index) {
    return headerBytes() + index * type.bytes;
  }

  @FunctionalInterface
  private interface Element {
    void set(long index, double number);
  }

  private void convert(Element element) {
    long size = 1;
    for (int extent : extents) {
      size *= extent;
    }
    ByteBuffer numbers = ByteBuffer.wrap(buffer);
    int perBuffer = BUFFER / type.bytes;
    for (long at = 0; at < size; at += perBuffer) {
      int count = (int) Math.min(perBuffer, size - at);
      fill(count * type.bytes);
      for (int i = 0; i < count; i++) {
        element.set(at + i, type.number(numbers, i * type.bytes));
      }
    }
    requireEnd();
  }

  private void fill(int count) {
    if (stream.read(buffer, count) < count) {
      throw truncated(stream.position(), "");
    }
  }

  private void requireEnd() {
    long end = stream.position();
    if (stream.read(buffer, 1) > 0) {
      throw stream.fault(
          end,
          "must be the end, as %s in the header says, got more"
              .formatted(Arrays.toString(extents)));
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
