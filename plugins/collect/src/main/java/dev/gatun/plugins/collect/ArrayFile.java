package dev.gatun.plugins.collect;

import dev.gatun.api.data.DataException;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Function;

/// A file of one array: a header that tells type and extents, then the elements, row by row.
///
/// Where the elements can be used as they lie there, the file is mapped into memory: the operating
/// system reads what is used and drops it again where memory is short. Else they go through one
/// small buffer into off-heap memory.
final class ArrayFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  /// Smaller files are copied: nothing is gained by mapping them.
  private static final long LEAST_MAPPED = 1 << 20;

  /// What the beginning of a file tells.
  ///
  /// @param type of the elements
  /// @param order of their bytes
  /// @param extents each at least 1
  record Header(NumberType type, ByteOrder order, int[] extents) {}

  private final DataStream stream;
  private final NumberType type;
  private final ByteOrder order;
  private final int[] extents;
  private final long headerBytes;
  private final long bytes;
  private final byte[] buffer = new byte[BUFFER];

  private ArrayFile(DataStream stream, Header header) {
    this.stream = stream;
    this.type = header.type();
    this.order = header.order();
    this.extents = header.extents();
    this.headerBytes = stream.position();
    this.bytes = requireSize();
  }

  /// Opens a file and reads its header.
  ///
  /// @param remedy what to do where the file is not as it must be
  /// @param header reads it, up to the first element
  /// @throws DataException if the file is not there or not as it must be
  static ArrayFile open(Path file, String remedy, Function<DataStream, Header> header) {
    DataStream stream = DataStream.open(file, remedy);
    try {
      return new ArrayFile(stream, header.apply(stream));
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /// A header that promises more than the file can hold is found out before memory is taken for it.
  private long requireSize() {
    long room = stream.limit() - stream.position();
    long size = type.bytes;
    for (int extent : extents) {
      if (size > room / extent) {
        throw truncated(stream.limit(), "at most ");
      }
      size *= extent;
    }
    return size;
  }

  private DataException truncated(long got, String atMost) {
    return stream.fault(
        "is truncated: must hold %s %s after a header of %d bytes, got %s%d bytes in all"
            .formatted(Arrays.toString(extents), type.title, headerBytes, atMost, got));
  }

  Path file() {
    return stream.file();
  }

  NumberType type() {
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

  /// Takes all elements: unsigned bytes as they are, other types as F32.
  ///
  /// @param workspace owns the tensor
  /// @param shape of as many elements as the file has
  Tensor numbers(Workspace workspace, Shape shape) {
    if (isMapped()) {
      return mapped(workspace, shape);
    }
    if (type != NumberType.U8) {
      Tensor tensor = workspace.allocate(ElementType.F32, shape);
      convert((index, number) -> setFloat(tensor.segment(), index, number));
      return tensor;
    }
    Tensor tensor = workspace.allocate(ElementType.U8, shape);
    MemorySegment segment = tensor.segment();
    for (long at = 0; at < bytes; at += BUFFER) {
      int count = (int) Math.min(BUFFER, bytes - at);
      fill(count);
      MemorySegment.copy(buffer, 0, segment, ValueLayout.JAVA_BYTE, at, count);
    }
    requireEnd();
    return tensor;
  }

  /// Whether the elements can be used as they lie in the file.
  private boolean isMapped() {
    boolean usable =
        type == NumberType.U8
            || (type == NumberType.F32
                && order.equals(ByteOrder.nativeOrder())
                && headerBytes % type.bytes == 0);
    return usable && !stream.isPacked() && bytes >= LEAST_MAPPED;
  }

  private Tensor mapped(Workspace workspace, Shape shape) {
    if (stream.limit() != headerBytes + bytes) {
      throw tooLong(headerBytes + bytes);
    }
    ElementType element = type == NumberType.U8 ? ElementType.U8 : ElementType.F32;
    Tensor tensor;
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ)) {
      tensor = workspace.map(element, shape, channel, headerBytes);
    } catch (IOException e) {
      throw stream.unreadable(e);
    }
    if (element == ElementType.F32) {
      requireNumbers(tensor);
    }
    return tensor;
  }

  private void requireNumbers(Tensor tensor) {
    MemorySegment segment = tensor.segment();
    long size = tensor.size();
    for (long i = 0; i < size; i++) {
      float number = segment.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      if (!Float.isFinite(number)) {
        throw notFinite(i, number);
      }
    }
  }

  private void setFloat(MemorySegment segment, long index, double number) {
    if (!Float.isFinite((float) number)) {
      throw notFinite(index, number);
    }
    segment.setAtIndex(ValueLayout.JAVA_FLOAT, index, (float) number);
  }

  private DataException notFinite(long index, double number) {
    return stream.fault(elementPosition(index), "must be a number within ±3.4e38, got " + number);
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
    return headerBytes + index * type.bytes;
  }

  @FunctionalInterface
  private interface Element {
    void set(long index, double number);
  }

  private void convert(Element element) {
    long size = bytes / type.bytes;
    ByteBuffer numbers = ByteBuffer.wrap(buffer).order(order);
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
      throw tooLong(end);
    }
  }

  private DataException tooLong(long end) {
    return stream.fault(
        end,
        "must be the end, as %s in the header says, got more".formatted(Arrays.toString(extents)));
  }

  @Override
  public void close() {
    stream.close();
  }
}
