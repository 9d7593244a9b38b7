package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.List;

/// Calls of the random numbers.
final class RandomSamples {
  private RandomSamples() {}

  static List<Operation> operations() {
    return List.of(new Operation("random", Group.RANDOMNESS, RandomSamples::random));
  }

  private static List<Sample> random(Draw draw, int rows, int columns) {
    return List.of(
        random(draw, draw.random().nextLong(), 3, rows, columns),
        random(draw, draw.random().nextLong(), draw.random().nextLong(), rows, columns));
  }

  private static Sample random(Draw draw, long key, long stream, int rows, int columns) {
    return Sample.of(
            "random",
            key,
            stream,
            Operand.in("ids", draw.integers(rows, 0, 1 << 30), rows).of(ElementType.I32),
            Operand.out("y", rows, columns).free(1))
        .within(Bound.exact())
        .byRows();
  }
}
