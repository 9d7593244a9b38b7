package dev.gatun.tests.engines;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Memory;
import dev.gatun.engine.StagedKernels;
import dev.gatun.engine.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/// Kernels with a memory of their own, in which every bit stands for its opposite: whoever looks
/// into it without [Memory#download] reads nonsense, and whoever writes to it leaves nonsense.
///
/// They copy columns themselves; everything else is left to a fallback that copies.
final class DistantKernels implements Kernels {
  static final Memory MEMORY =
      new Memory() {
        @Override
        public MemorySegment allocate(long bytes, Arena arena) {
          return arena.allocate(Math.max(bytes, 1), 64).asSlice(0, bytes).fill((byte) ~0);
        }

        @Override
        public void upload(MemorySegment host, MemorySegment engine) {
          invert(host, engine);
        }

        @Override
        public void download(MemorySegment engine, MemorySegment host) {
          invert(engine, host);
        }
      };

  private final Kernels fallback;

  DistantKernels(Kernels host) {
    this.fallback = StagedKernels.over(host, MEMORY);
  }

  private static void invert(MemorySegment from, MemorySegment to) {
    for (long i = 0; i < from.byteSize(); i++) {
      to.set(JAVA_BYTE, i, (byte) ~from.get(JAVA_BYTE, i));
    }
  }

  @Override
  public Kernels fallback() {
    return fallback;
  }

  @Override
  public Memory memory() {
    return MEMORY;
  }

  @Override
  public Map<String, String> description() {
    return Map.of("memory", "bits inverted");
  }

  @Override
  public void copyColumns(Tensor x, int fromX, Tensor y, int fromY, int count) {
    long bytes = y.type().bytes();
    for (int i = 0; i < y.rows(); i++) {
      MemorySegment.copy(
          x.segment(),
          ((long) i * x.columns() + fromX) * bytes,
          y.segment(),
          ((long) i * y.columns() + fromY) * bytes,
          count * bytes);
    }
  }
}
