package dev.gatun.tests.parity;

import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.runner.Json;
import dev.gatun.tests.pipeline.Numbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A case that `parity.py` wrote: a component as a definition has it, numbers, and what PyTorch
/// makes of them in float64.
final class Fixture {
  private final Map<?, ?> fields;

  /// Numbers with their shape, row-major.
  record Block(Shape shape, double[] numbers) {
    Tensor tensor(Workspace data) {
      return Numbers.filled(data, shape, i -> numbers[i]);
    }
  }

  private Fixture(Object fields) {
    this.fields = (Map<?, ?>) fields;
  }

  private static Object read(String name) {
    try (InputStream stream =
        Objects.requireNonNull(Fixture.class.getResourceAsStream(name + ".json"), name)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Objects.requireNonNull(Json.read(text), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// {@return the cases of a file}
  static List<Fixture> all(String name) {
    return list(read(name));
  }

  /// {@return the only case of a file}
  static Fixture only(String name) {
    return new Fixture(read(name));
  }

  private static List<Fixture> list(Object cases) {
    return ((List<?>) cases)
        .stream().map(each -> new Fixture(Objects.requireNonNull(each))).toList();
  }

  private Object field(String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  List<Fixture> cases(String name) {
    return list(field(name));
  }

  /// {@return the component}
  String text() {
    return text("text");
  }

  String text(String name) {
    return (String) field(name);
  }

  boolean flag(String name) {
    return (Boolean) field(name);
  }

  long number(String name) {
    return (Long) field(name);
  }

  Block block(String name) {
    return block(field(name), name);
  }

  Map<String, Block> blocks(String name) {
    Map<String, Block> blocks = new LinkedHashMap<>();
    ((Map<?, ?>) field(name))
        .forEach((key, value) -> blocks.put((String) key, block(value, (String) key)));
    return blocks;
  }

  private static Block block(@Nullable Object of, String name) {
    Map<?, ?> block = (Map<?, ?>) Objects.requireNonNull(of, name);
    double[] extents = numbers(block.get("shape"));
    int[] shape = Arrays.stream(extents).mapToInt(extent -> (int) extent).toArray();
    return new Block(Shape.of(shape), numbers(block.get("numbers")));
  }

  private static double[] numbers(@Nullable Object list) {
    return ((List<?>) Objects.requireNonNull(list))
        .stream()
            .mapToDouble(each -> ((Number) Objects.requireNonNull(each)).doubleValue())
            .toArray();
  }

  /// {@return two tables side by side}
  private static Block besides(Block left, Block right) {
    int rows = left.shape.rows();
    int columns = left.shape.columns();
    double[] numbers = new double[2 * rows * columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(left.numbers, i * columns, numbers, 2 * i * columns, columns);
      System.arraycopy(right.numbers, i * columns, numbers, (2 * i + 1) * columns, columns);
    }
    return new Block(Shape.of(rows, 2 * columns), numbers);
  }

  /// {@return examples with these inputs, and with the labels or values of the case, beside which
  /// stands what was hidden of them, if something was}
  ///
  /// @param data owns them
  /// @param inputs name of the inputs
  /// @param values name of the values, if there are no labels
  Examples examples(Workspace data, String inputs, String values) {
    return new Examples(
        block(inputs).tensor(data), Optional.empty(), targets(data, values), Optional.empty());
  }

  private Targets targets(Workspace data, String values) {
    if (has("mask")) {
      return new Targets.Values(besides(block(values), block("mask")).tensor(data));
    }
    if (!has("labels")) {
      return has(values) ? new Targets.Values(block(values).tensor(data)) : new Targets.None();
    }
    double[] labels = block("labels").numbers();
    int classes = (int) Arrays.stream(labels).max().orElseThrow() + 1;
    Targets.Classes target = Numbers.labels(data, labels.length, classes);
    for (int i = 0; i < labels.length; i++) {
      target.labels().segment().setAtIndex(ValueLayout.JAVA_INT, i, (int) labels[i]);
    }
    return target;
  }

  @Override
  public String toString() {
    return text();
  }
}
