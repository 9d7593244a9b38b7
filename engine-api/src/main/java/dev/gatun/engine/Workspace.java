package dev.gatun.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;

/// A named scope that owns the off-heap memory of the tensors made in it.
///
/// Memory is 64-byte aligned and zero-filled. Closing frees every tensor at once; later use throws
/// `IllegalStateException` instead of reading freed memory. Tensors may be made and used by any
/// thread. Closing stops all threads for a moment: never open or close one inside a training step.
///
/// @see #allocatedBytes() for accounting
public final class Workspace implements AutoCloseable {
  private final String name;
  private final Memory memory;
  private final Arena arena = Arena.ofShared();
  private final AtomicLong allocatedBytes = new AtomicLong();

  Workspace(String name, Memory memory) {
    this.name = name;
    this.memory = memory;
  }

  /// Opens a workspace in the memory of the process; [Engine#workspace] opens one in an engine's.
  ///
  /// @param name appears in messages
  /// @return an open workspace, to be closed by the caller
  public static Workspace open(String name) {
    return new Workspace(name, Memory.HOST);
  }

  /// {@return the name given when it was opened}
  public String name() {
    return name;
  }

  /// {@return where its tensors live}
  public Memory memory() {
    return memory;
  }

  /// {@return whether it has not been closed}
  public boolean isAlive() {
    return arena.scope().isAlive();
  }

  /// {@return the bytes of all tensors made so far; 0 once closed}
  public long allocatedBytes() {
    return allocatedBytes.get();
  }

  /// Makes a zero-filled tensor.
  ///
  /// @param type of its elements
  /// @param shape closed
  /// @return the tensor, freed with this workspace
  /// @throws IllegalStateException if this workspace is closed
  public Tensor allocate(ElementType type, Shape shape) {
    if (!isAlive()) {
      throw new IllegalStateException(
          "workspace '%s' is closed; allocate %s in an open one".formatted(name, shape));
    }
    long bytes = Math.multiplyExact(shape.size(), type.bytes());
    Tensor tensor = new Tensor(this, type, shape, memory.allocate(bytes, arena));
    allocatedBytes.addAndGet(bytes);
    return tensor;
  }

  /// Makes a tensor over memory somebody else owns, such as a mapped file.
  ///
  /// @param type of its elements
  /// @param shape closed
  /// @param segment native memory of exactly that size, in the machine's byte order, which outlives
  ///   this workspace
  /// @return the tensor, usable while this workspace is open; its bytes are not counted
  /// @throws IllegalArgumentException if the segment is on the heap or its size differs
  public Tensor wrap(ElementType type, Shape shape, MemorySegment segment) {
    long bytes = Math.multiplyExact(shape.size(), type.bytes());
    if (!segment.isNative() || segment.byteSize() != bytes) {
      throw new IllegalArgumentException(
          "wrap: %s %s needs %d bytes of native memory, got %d"
              .formatted(type, shape, bytes, segment.byteSize()));
    }
    return new Tensor(this, type, shape, segment);
  }

  /// Makes a tensor of what lies in a file, to be read only: the operating system reads what is
  /// used and drops it again where memory is short. The file must keep its length while this
  /// workspace is open; touching what was cut off ends the process.
  ///
  /// @param type of its elements, which lie in the file in the machine's byte order
  /// @param shape closed
  /// @param file open for reading; may be closed afterwards
  /// @param from position of the first element, a multiple of the element's size
  /// @return the tensor, usable while this workspace is open; its bytes are not counted
  /// @throws IOException if the file is too short, or cannot be mapped
  /// @throws IllegalArgumentException if the position does not suit
  /// @throws IllegalStateException if this workspace is closed
  public Tensor map(ElementType type, Shape shape, FileChannel file, long from) throws IOException {
    if (!isAlive()) {
      throw new IllegalStateException(
          "workspace '%s' is closed; map %s in an open one".formatted(name, shape));
    }
    if (from < 0 || from % type.bytes() != 0) {
      throw new IllegalArgumentException(
          "map: elements of %s must begin at a multiple of %d bytes, got %d"
              .formatted(type, type.bytes(), from));
    }
    long bytes = Math.multiplyExact(shape.size(), type.bytes());
    return new Tensor(
        this, type, shape, file.map(FileChannel.MapMode.READ_ONLY, from, bytes, arena));
  }

  /// Frees every tensor. Closing twice does nothing.
  @Override
  public void close() {
    if (isAlive()) {
      arena.close();
      allocatedBytes.set(0);
    }
  }
}
