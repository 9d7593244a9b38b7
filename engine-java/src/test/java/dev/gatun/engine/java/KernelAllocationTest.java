package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Workspace;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No operation makes objects, in any of its forms, once the code is compiled.
final class KernelAllocationTest {
  private static final int REPEATS = 50;

  /// Of the processor, not of the clock. Vectors are objects until the compiler is done with the
  /// code, which takes seconds on a busy machine.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @MethodSource("dev.gatun.engine.java.Sample#kernels")
  void callsAllocateNothing(Kernels kernels) {
    try (Workspace workspace = Workspace.open("calls")) {
      List<KernelCalls.Call> calls = new ArrayList<>();
      calls.addAll(KernelCalls.of(workspace, 16, 12));
      calls.addAll(KernelCalls.of(workspace, 11, 12));
      calls.addAll(KernelCalls.of(workspace, 5, 8 * Lanes.LENGTH + 3));
      for (int m : new int[] {1, 3, 11, 70}) {
        calls.addAll(KernelCalls.products(workspace, m, 10, 20));
        calls.addAll(KernelCalls.products(workspace, m, 20, 12));
        calls.addAll(KernelCalls.products(workspace, m, 7, 5 * Lanes.LENGTH + 3));
      }
      calls.addAll(KernelCalls.products(workspace, 2, 8 * Lanes.LENGTH + 3, Packing.DEPTH + 5));
      List<KernelCalls.Call> allocating = calls;
      long deadline = threads.getCurrentThreadCpuTime() + PATIENCE.toNanos();
      while (!allocating.isEmpty() && threads.getCurrentThreadCpuTime() < deadline) {
        // Those alone that still do, so that what is called once per call gets compiled in time.
        allocating = allocating(kernels, allocating);
      }
      assertThat(allocating).extracting(KernelCalls.Call::name).as("calls that allocate").isEmpty();
    }
  }

  private List<KernelCalls.Call> allocating(Kernels kernels, List<KernelCalls.Call> calls) {
    List<KernelCalls.Call> allocating = new ArrayList<>();
    for (KernelCalls.Call call : calls) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < REPEATS; i++) {
        call.operation().accept(kernels);
      }
      if (threads.getCurrentThreadAllocatedBytes() - before >= REPEATS) {
        allocating.add(call);
      }
    }
    return allocating;
  }
}
