package dev.gatun.runner;

import dev.gatun.api.Range;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What a model takes and gives, as far as its data alone tells: saved with it, so that it can be
/// used without that data.
///
/// @param name of the run
/// @param input the shape of one input
/// @param range the interval the inputs come from; empty where it is not known
/// @param mean of all numbers of a sample of the training inputs
/// @param classes their names; empty where the targets are none
/// @param values the shape of one target of values; empty where the targets are none
/// @param weighted whether examples have weights
record ModelForm(
    String name,
    Shape input,
    Optional<Range> range,
    double mean,
    List<String> classes,
    Optional<Shape> values,
    boolean weighted) {
  /// The mean of so many examples is near enough.
  private static final int SAMPLE = 256;

  private static final String CLASSES = "classes";

  /// {@return the form of some examples}
  ///
  /// @param name of the run
  /// @param part the training split
  static ModelForm of(String name, Session.Part part) {
    Examples examples = part.examples();
    return new ModelForm(
        name,
        examples.inputShape(),
        examples.range(),
        mean(examples.inputs(), part.rows()),
        classes(examples),
        examples.targets() instanceof Targets.Values(Tensor values)
            ? Optional.of(each(values.shape()))
            : Optional.empty(),
        examples.weights().isPresent());
  }

  private static Shape each(Shape shape) {
    int[] extents = shape.extents();
    return Shape.of(Arrays.copyOfRange(extents, 1, extents.length));
  }

  private static double mean(Tensor inputs, int[] rows) {
    double sum = 0;
    int count = Math.min(rows.length, SAMPLE);
    float[] numbers = new float[inputs.columns()];
    for (int i = 0; i < count; i++) {
      Floats.row(inputs, rows[i], numbers);
      sum += Floats.mean(numbers);
    }
    return sum / count;
  }

  /// {@return the names of the classes; none where there are no classes}
  static List<String> classes(Examples examples) {
    return examples.targets() instanceof Targets.Classes(var _, List<String> names)
        ? names
        : List.of();
  }

  /// {@return the form as a file of a model keeps it}
  Map<String, String> metadata() {
    SequencedMap<String, @Nullable Object> inputs = new LinkedHashMap<>();
    inputs.put("shape", extents(input));
    inputs.put("range", range.map(ends -> List.of(ends.from(), ends.to())).orElse(null));
    inputs.put("mean", mean);
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    metadata.put(CLASSES, Json.write(classes));
    metadata.put("inputs", Json.write(inputs));
    metadata.put("values", Json.write(values.map(ModelForm::extents).orElse(null)));
    metadata.put("weighted", Boolean.toString(weighted));
    return metadata;
  }

  private static List<Integer> extents(Shape shape) {
    return Arrays.stream(shape.extents()).boxed().toList();
  }

  /// {@return the form in a file}
  ///
  /// @throws RunException with [ExitCode#DATA] if the file has none
  static ModelForm read(Safetensors.Content file) {
    Map<String, String> metadata = file.metadata();
    try {
      Map<String, @Nullable Object> inputs = Json.readObject(metadata.getOrDefault("inputs", ""));
      return new ModelForm(
          metadata.getOrDefault("name", ""),
          shape((List<?>) inputs.get("shape")),
          inputs.get("range") instanceof List<?> ends
              ? Optional.of(new Range(number(ends.get(0)), number(ends.get(1))))
              : Optional.empty(),
          number(inputs.get("mean")),
          strings(Json.read(metadata.getOrDefault(CLASSES, ""))),
          Optional.ofNullable((List<?>) Json.read(metadata.getOrDefault("values", "")))
              .map(ModelForm::shape),
          Boolean.parseBoolean(metadata.get("weighted")));
    } catch (ClassCastException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw broken(file.file(), e);
    }
  }

  private static RunException broken(Path file, RuntimeException e) {
    return new RunException(
        ExitCode.DATA,
        file.toString(),
        "%s: does not say what inputs the model takes: %s; train it again"
            .formatted(file, e.getMessage()),
        e);
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("no number: " + value);
  }

  private static Shape shape(@Nullable List<?> extents) {
    if (extents == null) {
      throw new IllegalArgumentException("no shape");
    }
    return Shape.of(extents.stream().mapToInt(extent -> (int) number(extent)).toArray());
  }

  private static List<String> strings(@Nullable Object list) {
    return list instanceof List<?> texts ? texts.stream().map(String::valueOf).toList() : List.of();
  }

  /// {@return inputs to be filled, with targets that mean nothing}
  ///
  /// @param workspace owns everything
  /// @param rows how many
  Examples examples(Workspace workspace, int rows) {
    return new Examples(
        workspace.allocate(ElementType.F32, rows(input, rows)),
        range,
        targets(workspace, rows),
        weighted
            ? Optional.of(workspace.allocate(ElementType.F32, Shape.of(rows)))
            : Optional.empty());
  }

  private Targets targets(Workspace workspace, int rows) {
    if (!classes.isEmpty()) {
      return new Targets.Classes(workspace.allocate(ElementType.I32, Shape.of(rows)), classes);
    }
    return values.isPresent()
        ? new Targets.Values(workspace.allocate(ElementType.F32, rows(values.get(), rows)))
        : new Targets.None();
  }

  private static Shape rows(Shape each, int rows) {
    int[] extents = new int[each.rank() + 1];
    extents[0] = rows;
    System.arraycopy(each.extents(), 0, extents, 1, each.rank());
    return Shape.of(extents);
  }
}
