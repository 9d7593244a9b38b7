package dev.gatun.engine.java;

import java.lang.foreign.MemorySegment;

/// All memory of the process as one segment, so that a kernel adds an address and nothing else.
///
/// Nothing checks an address used here: [dev.gatun.engine.Engine] has checked the tensors, and the
/// kernels stay inside them. This is the only class of the module with restricted access.
final class Everything {
  @SuppressWarnings("restricted")
  static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private Everything() {}
}
