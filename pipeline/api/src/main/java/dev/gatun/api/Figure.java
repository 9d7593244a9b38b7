package dev.gatun.api;

import dev.gatun.engine.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Draws a picture of a finished run.
///
/// {@snippet file="dev/gatun/tests/example/MarginsFigure.java"}
@Kind("figure")
public interface Figure {
  /// {@return what it reads of the first test examples}
  default EnumSet<Metric.Need> needs() {
    return EnumSet.noneOf(Metric.Need.class);
  }

  /// {@return a metric whose result it draws; it is computed even where the definition does not
  /// list it}
  default Optional<Metric> metric() {
    return Optional.empty();
  }

  /// Draws.
  ///
  /// @param run what there is to draw
  /// @return a PNG file's bytes; empty where the run has nothing of the kind, with the reason told
  ///   to [Run#skip]
  Optional<byte[]> draw(Run run);

  /// A finished run.
  interface Run {
    /// {@return the run's name}
    String name();

    /// {@return the numbers of each epoch by full name, such as `train.loss`, in order}
    List<SequencedMap<String, Double>> history();

    /// {@return the trained parameters by full name}
    Map<String, Parameter> parameters();

    /// {@return the result of [Figure#metric] on the test split, or on validation where there is no
    /// test split}
    Optional<Result> result();

    /// {@return the names of the classes; empty where the data has none}
    List<String> classes();

    /// {@return the shape of one input as it came, such as `[1, 28, 28]`}
    Shape inputShape();

    /// {@return the interval the inputs come from, where it is known}
    Optional<Range> inputRange();

    /// {@return the first test examples, as many as a figure can show, with what [#needs] named}
    Metric.Batch samples();

    /// {@return the inputs of the samples in the units of the data, as the model got them (damaged,
    /// for one), row-major; empty where a transform has no inverse}
    float[] sampleInputs();

    /// {@return the examples of the split with the greatest losses, greatest first}
    ///
    /// @param count how many at most
    Shown worst(int count);

    /// {@return the first training examples, with what [#needs] named}
    ///
    /// @param count how many at most
    Shown training(int count);

    /// {@return what the model makes of inputs: a batch with scores and predictions alone}
    ///
    /// @param inputs in the units of the data, row-major, a whole number of inputs
    /// @throws IllegalArgumentException if the last input is not whole
    Metric.Batch predicted(float[] inputs);

    /// Says why nothing was drawn.
    ///
    /// @param reason one sentence
    void skip(String reason);
  }

  /// Examples to show.
  ///
  /// @param batch with what [#needs] named
  /// @param inputs the inputs in the units of the data, as [Run#sampleInputs] gives them
  record Shown(Metric.Batch batch, float[] inputs) {}

  /// A parameter's numbers.
  ///
  /// @param shape of the parameter
  /// @param values row-major
  record Parameter(Shape shape, float[] values) {}
}
