package dev.gatun.kit.bench;

import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import java.util.List;

/// Something an engine does, to be timed.
///
/// @param name such as `product 128×784×512`
/// @param unit of the figure: `GFLOP/s`, `GB/s` or `steps/s`
/// @param amount what one execution counts for: units of 10⁹, or 1 step
/// @param preparation makes the operation, its tensors in the given workspace
public record Workload(String name, String unit, double amount, Preparation preparation) {
  /// Makes an operation of one engine.
  @FunctionalInterface
  public interface Preparation {
    /// {@return the operation, ready to be repeated}
    ///
    /// @param engine open
    /// @param workspace of that engine; outlives the operation
    Runnable of(Engine engine, Workspace workspace);
  }

  /// {@return what is measured, the last one a whole training step}
  public static List<Workload> all() {
    return List.of(
        product(256, 256, 256),
        product(1024, 1024, 1024),
        product(128, 784, 512),
        product(128, 512, 10),
        convolution(),
        bytes("bias and ReLU, 4 M numbers", 4 << 20, 2, Passes::biasRelu),
        bytes("softmax of 10, 4 M numbers", 4 << 20, 2, Passes::softmax),
        bytes("SGD update, 4 M parameters", 4 << 20, 5, Passes::sgd),
        step());
  }

  /// {@return the workload a recommendation goes by}
  public static Workload step() {
    return new Workload("training step 784-512-10, batch 128", "steps/s", 1, TrainingStep::new);
  }

  private static Workload product(int m, int k, int n) {
    return new Workload(
        "product %d×%d×%d".formatted(m, k, n),
        "GFLOP/s",
        2e-9 * m * k * n,
        (engine, workspace) -> Passes.product(engine, workspace, m, k, n));
  }

  private static Workload convolution() {
    return new Workload(
        "convolution 3×3, 32 to 64 channels of 28×28, batch 16",
        "GFLOP/s",
        2e-9 * 16 * 64 * 32 * 9 * 28 * 28,
        Passes::convolution);
  }

  private interface Pass {
    Runnable of(Engine engine, Workspace workspace, int count);
  }

  /// A kernel that must read or write so many float32 numbers for each of `count`.
  private static Workload bytes(String name, int count, int passes, Pass pass) {
    return new Workload(
        name, "GB/s", 4e-9 * passes * count, (engine, space) -> pass.of(engine, space, count));
  }
}
