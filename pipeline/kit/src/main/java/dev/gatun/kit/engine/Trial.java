package dev.gatun.kit.engine;

import dev.gatun.engine.Engine;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Memory;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.Violation;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One rule on one engine: the engine, the yardstick, random inputs, and memory.
public final class Trial implements AutoCloseable {
  private static final long LIMIT_BYTES = 1 << 22;

  private final EngineProvider provider;
  private final Engine engine;
  private final Engine complete;
  private final Engine reference;
  private final Draw draw;
  private final Precision precision;
  private Workspace tested;
  private Workspace yardstick;
  private volatile @Nullable Sample last;

  Trial(
      Rule rule,
      EngineProvider provider,
      Engine engine,
      Engine complete,
      Engine reference,
      long seed) {
    this.provider = provider;
    this.engine = engine;
    this.complete = complete;
    this.reference = reference;
    this.draw = new Draw(new Random(seed * 31 + rule.id().hashCode()));
    this.precision = Precision.of(engine.type());
    this.tested = engine.workspace("tested");
    this.yardstick = reference.workspace("yardstick");
  }

  /// {@return who offers the engine}
  EngineProvider provider() {
    return provider;
  }

  /// {@return the engine the rule is tried on}
  Engine engine() {
    return engine;
  }

  /// {@return an engine that has every operation of its own}
  Engine complete() {
    return complete;
  }

  Draw draw() {
    return draw;
  }

  Random random() {
    return draw.random();
  }

  Precision precision() {
    return precision;
  }

  boolean isOnHost() {
    return engine.memory().equals(Memory.HOST);
  }

  /// {@return the latest call, as a person would write it}
  String last() {
    return String.valueOf(last);
  }

  /// {@return memory of the engine's, as long as the rule is tried}
  Workspace workspace() {
    return tested;
  }

  /// Lets go of all tensors once they are many.
  void recycle() {
    if (tested.allocatedBytes() > LIMIT_BYTES) {
      tested.close();
      tested = engine.workspace("tested");
    }
    if (yardstick.allocatedBytes() > LIMIT_BYTES) {
      yardstick.close();
      yardstick = reference.workspace("yardstick");
    }
  }

  /// Copies a call into the engine's memory, at a random distance from aligned addresses.
  Loaded load(Sample sample) {
    return load(sample, random().nextInt(16));
  }

  Loaded load(Sample sample, int shift) {
    return new Loaded(engine, tested, sample, shift, call -> last = call);
  }

  /// {@return the outputs of a call in float64}
  double[][] expected(Sample sample) {
    Loaded loaded = new Loaded(reference, yardstick, sample, 0, _ -> {});
    loaded.call();
    return loaded.outputs();
  }

  double[][] bounds(Sample sample, double[][] expected) {
    Bound bound = sample.bound();
    if (bound == null) {
      throw new AssertionError(sample.operation() + " has no bound");
    }
    return bound.of(Bound.Basis.of(sample, precision, this::expected, expected));
  }

  /// Calls an operation and requires the outputs of the yardstick, within the bound.
  void agree(Sample sample) {
    Loaded loaded = load(sample);
    loaded.call();
    agree(sample, loaded.outputs());
    recycle();
  }

  /// Requires the outputs of the yardstick, within the bound.
  void agree(Sample sample, double[][] found) {
    double[][] expected = expected(sample);
    double[][] bounds = bounds(sample, expected);
    for (int i = 0; i < found.length; i++) {
      for (int j = 0; j < found[i].length; j++) {
        if (!precision.allows(expected[i][j], found[i][j], bounds[i][j])) {
          throw new Violation(
              "%s: %s must be %s, got %s, which is off by %.3g where %.3g is allowed"
                  .formatted(
                      sample,
                      place(sample.written().get(i), j),
                      expected[i][j],
                      found[i][j],
                      Math.abs(expected[i][j] - found[i][j]),
                      bounds[i][j]));
        }
      }
    }
  }

  /// Requires the same bits.
  void same(Sample sample, String why, double[][] expected, double[][] found) {
    for (int i = 0; i < found.length; i++) {
      for (int j = 0; j < found[i].length; j++) {
        if (!Require.isSame(expected[i][j], found[i][j])) {
          throw new Violation(
              "%s: %s must be %s %s, got %s"
                  .formatted(
                      sample, place(sample.written().get(i), j), expected[i][j], why, found[i][j]));
        }
      }
    }
  }

  /// {@return an element's name, such as `y[2, 3]`}
  static String place(Operand operand, int element) {
    int columns = operand.shape().columns();
    return operand.shape().rank() < 2 || columns == 0
        ? "%s[%d]".formatted(operand.name(), element)
        : "%s[%d, %d]".formatted(operand.name(), element / columns, element % columns);
  }

  @Override
  public void close() {
    tested.close();
    yardstick.close();
  }
}
