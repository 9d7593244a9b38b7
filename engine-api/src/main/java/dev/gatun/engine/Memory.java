package dev.gatun.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Where an engine keeps its tensors. [#HOST] is ordinary memory, whose copies are plain copies.
public interface Memory {
  /// The memory of the process, 64-byte aligned and zero-filled.
  Memory HOST =
      new Memory() {
        @Override
        public MemorySegment allocate(long bytes, Arena arena) {
          return arena.allocate(Math.max(bytes, 1), 64).asSlice(0, bytes);
        }

        @Override
        public void upload(MemorySegment host, MemorySegment engine) {
          MemorySegment.copy(host, 0, engine, 0, host.byteSize());
        }

        @Override
        public void download(MemorySegment engine, MemorySegment host) {
          MemorySegment.copy(engine, 0, host, 0, engine.byteSize());
        }
      };

  /// Allocates zero-filled memory, freed when the arena closes.
  ///
  /// @param bytes at least 0
  /// @param arena owns the memory
  /// @return a segment of that size, which only this memory and its kernels look into
  MemorySegment allocate(long bytes, Arena arena);

  /// Copies from the process to the engine.
  ///
  /// @param host the source
  /// @param engine the destination, of the same size, from [#allocate] or a slice of it
  void upload(MemorySegment host, MemorySegment engine);

  /// Copies from the engine to the process.
  ///
  /// @param engine the source, from [#allocate] or a slice of it
  /// @param host the destination, of the same size
  void download(MemorySegment engine, MemorySegment host);
}
