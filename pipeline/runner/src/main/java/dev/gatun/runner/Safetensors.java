package dev.gatun.runner;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Files of named tensors in the safetensors format: a length, a JSON header, and the numbers.
///
/// Source: Hugging Face, *Safetensors* format specification.
final class Safetensors {
  private static final long LARGEST_HEADER = 100_000_000;

  private Safetensors() {}

  /// Writes tensors; the file appears whole or not at all.
  ///
  /// @param file to be written
  /// @param tensors by name, on the engine
  /// @param metadata strings by name
  /// @param engine whose memory the tensors are in
  static void write(
      Path file, Map<String, Tensor> tensors, Map<String, String> metadata, Engine engine) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", metadata);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      long end = offset + tensor.segment().byteSize();
      // In an order that every process has, so that equal models are equal files.
      Map<String, Object> form = new LinkedHashMap<>();
      form.put("dtype", tensor.type().name());
      form.put("shape", Arrays.stream(tensor.shape().extents()).boxed().toList());
      form.put("data_offsets", List.of(offset, end));
      header.put(entry.getKey(), form);
      offset = end;
    }
    byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    AtomicFile.write(
        file,
        channel -> {
          AtomicFile.writeFully(channel, head.flip());
          for (Tensor tensor : tensors.values()) {
            writeTensor(channel, tensor, engine);
          }
        });
  }

  private static void writeTensor(FileChannel channel, Tensor tensor, Engine engine)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      long bytes = tensor.segment().byteSize();
      MemorySegment host = arena.allocate(Math.max(bytes, 1), 8).asSlice(0, bytes);
      engine.memory().download(tensor.segment(), host);
      for (long at = 0; at < bytes; at += 1 << 30) {
        AtomicFile.writeFully(
            channel, host.asSlice(at, Math.min(1 << 30, bytes - at)).asByteBuffer());
      }
    }
  }

  /// A file that was read.
  ///
  /// @param file where it came from
  /// @param metadata strings by name
  /// @param tensors by name
  record Content(Path file, Map<String, String> metadata, SequencedMap<String, Array> tensors) {
    /// Copies numbers into a tensor.
    ///
    /// @param name of the numbers
    /// @param to of the same shape
    /// @param engine whose memory the tensor is in
    /// @throws RunException with [ExitCode#DATA] if the file lacks them or their shape differs
    void upload(String name, Tensor to, Engine engine) {
      Array array = tensors.get(name);
      if (array == null) {
        throw broken(file, "has no tensor '%s', only %s".formatted(name, tensors.keySet()));
      }
      if (!array.shape().equals(to.shape())) {
        throw broken(file, "tensor '%s' is %s, not %s".formatted(name, array.shape(), to.shape()));
      }
      engine.upload(array.values(), to);
    }
  }

  /// Numbers from a file.
  ///
  /// @param type of the elements
  /// @param shape closed
  /// @param values row-major
  record Array(ElementType type, Shape shape, double[] values) {}

  /// Reads a file.
  ///
  /// @param file to be read
  /// @return everything in it
  /// @throws RunException with [ExitCode#DATA] if it is missing or damaged
  static Content read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw broken(file, "no such file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return read(file, all);
    } catch (IOException e) {
      throw broken(file, String.valueOf(e.getMessage()));
    } catch (IndexOutOfBoundsException _) {
      throw broken(file, "damaged: it ends before the numbers its header tells of");
    } catch (ClassCastException _) {
      throw broken(file, "damaged: its header is not of the safetensors form");
    } catch (IllegalArgumentException e) {
      throw broken(file, "damaged: " + e.getMessage());
    }
  }

  private static Content read(Path file, MemorySegment all) {
    long length = all.get(LITTLE_LONG, 0);
    if (length < 2 || length > Math.min(LARGEST_HEADER, all.byteSize() - 8)) {
      throw broken(file, "damaged: a header of %d bytes".formatted(length));
    }
    String json =
        new String(all.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    MemorySegment data = all.asSlice(8 + length);
    Map<String, String> metadata = new LinkedHashMap<>();
    SequencedMap<String, Array> tensors = new LinkedHashMap<>();
    Json.readObject(json)
        .forEach((name, value) -> {
          if (name.equals("__metadata__")) {
            ((Map<?, ?>) present(value))
                .forEach((key, text) -> metadata.put(String.valueOf(key), String.valueOf(text)));
          } else {
            tensors.put(name, array((Map<?, ?>) present(value), data));
          }
        });
    return new Content(file, metadata, tensors);
  }

  private static final ValueLayout.OfLong LITTLE_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat LITTLE_FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble LITTLE_DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static Array array(Map<?, ?> entry, MemorySegment data) {
    ElementType type = type(present(entry.get("dtype")));
    Shape shape = shape((List<?>) present(entry.get("shape")));
    List<?> offsets = (List<?>) present(entry.get("data_offsets"));
    long begin = (Long) present(offsets.get(0));
    long end = (Long) present(offsets.get(1));
    MemorySegment slice = data.asSlice(begin, end - begin);
    if (slice.byteSize() != shape.size() * type.bytes()) {
      throw new IllegalArgumentException(
          "%d bytes for %s %s".formatted(slice.byteSize(), type, shape));
    }
    double[] values = new double[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          type == ElementType.F32
              ? slice.get(LITTLE_FLOAT, 4L * i)
              : slice.get(LITTLE_DOUBLE, 8L * i);
    }
    return new Array(type, shape, values);
  }

  private static ElementType type(Object name) {
    if (name.equals("F32")) {
      return ElementType.F32;
    }
    if (name.equals("F64")) {
      return ElementType.F64;
    }
    throw new IllegalArgumentException("numbers of type %s, not F32 or F64".formatted(name));
  }

  private static Shape shape(List<?> extents) {
    long size = 1;
    int[] checked = new int[extents.size()];
    for (int axis = 0; axis < checked.length; axis++) {
      long extent = (Long) present(extents.get(axis));
      if (extent < 0 || extent > Integer.MAX_VALUE / Math.max(1, size)) {
        throw new IllegalArgumentException("a shape of " + extents);
      }
      size *= extent;
      checked[axis] = (int) extent;
    }
    return Shape.of(checked);
  }

  private static Object present(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("something is missing in the header");
    }
    return value;
  }

  private static RunException broken(Path file, String what) {
    return new RunException(
        ExitCode.DATA,
        file.toString(),
        "%s: %s; name the folder of a finished run".formatted(file, what),
        null);
  }
}
