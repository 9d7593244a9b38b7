package dev.gatun.tests.bench;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Rows gathered and scaled, with their twins in C.
final class GatherTwins {
  private static final int EXAMPLES = 60_000;

  private final Kernels kernels;
  private final List<Twins.Twin> all = new ArrayList<>();

  private GatherTwins(Kernels kernels) {
    this.kernels = kernels;
  }

  /// {@return every gathering at every size}
  ///
  /// @param kernels the Java side
  static List<Twins.Twin> of(Kernels kernels) {
    GatherTwins twins = new GatherTwins(kernels);
    twins.addGather();
    return twins.all;
  }

  private void addGather() {
    all.add(
        new Twins.Twin(
            "gather of bytes", "4 M", "gather", 5349, 784, operands -> gather(operands, EXAMPLES)));
    all.add(
        new Twins.Twin(
            "gather of bytes", "512 KiB", "gather", 133, 784, operands -> gather(operands, 133)));
    all.addAll(Twins.sizes("gather of floats", "gather_floats", 2, this::gatherFloats));
  }

  private Twins.Call gatherFloats(Operands operands) {
    Tensor x = operands.matrix();
    Tensor chosen = operands.integers(operands.rows());
    Tensor factors = operands.numbers(1f / 255, -0.5f);
    Tensor scale = operands.numbers(1f / 255);
    Tensor shift = operands.numbers(-0.5f);
    Tensor y = operands.matrix();
    return Twins.Call.of(
        () -> kernels.gather(x, chosen, scale, shift, y),
        Twins.bytes(chosen, x, y),
        x,
        chosen,
        factors,
        y);
  }

  private Twins.Call gather(Operands operands, int examples) {
    Tensor x = operands.bytes(examples);
    Tensor chosen = operands.integers(examples);
    Tensor factors = operands.numbers(1f / 255, -0.5f);
    Tensor scale = operands.numbers(1f / 255);
    Tensor shift = operands.numbers(-0.5f);
    Tensor y = operands.matrix();
    return Twins.Call.of(
        () -> kernels.gather(x, chosen, scale, shift, y),
        Twins.bytes(chosen, y) + y.size(),
        x,
        chosen,
        factors,
        y);
  }
}
