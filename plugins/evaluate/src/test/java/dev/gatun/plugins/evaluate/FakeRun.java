package dev.gatun.plugins.evaluate;

import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Range;
import dev.gatun.api.Result;
import dev.gatun.engine.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A run whose parts a test puts in, and which keeps the reasons it is told.
final class FakeRun implements Figure.Run {
  List<SequencedMap<String, Double>> history = new ArrayList<>();
  SequencedMap<String, Figure.Parameter> parameters = new LinkedHashMap<>();
  Optional<Result> result = Optional.empty();
  List<String> classes = List.of();
  Shape inputShape = Shape.of(1, 28, 28);
  Optional<Range> inputRange = Optional.of(new Range(0, 255));
  Metric.Batch samples = Batches.originals(0, 0, new float[0], new float[0]);
  float[] sampleInputs = {};
  final List<String> reasons = new ArrayList<>();

  void epoch(Map<String, Double> numbers) {
    history.add(new LinkedHashMap<>(numbers));
  }

  void parameter(String name, Shape shape, float[] values) {
    parameters.put(name, new Figure.Parameter(shape, values));
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<SequencedMap<String, Double>> history() {
    return history;
  }

  @Override
  public Map<String, Figure.Parameter> parameters() {
    return parameters;
  }

  @Override
  public Optional<Result> result() {
    return result;
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Optional<Range> inputRange() {
    return inputRange;
  }

  @Override
  public Metric.Batch samples() {
    return samples;
  }

  @Override
  public float[] sampleInputs() {
    return sampleInputs;
  }

  @Override
  public Figure.Shown worst(int count) {
    return new Figure.Shown(samples, sampleInputs);
  }

  @Override
  public Figure.Shown training(int count) {
    return new Figure.Shown(samples, sampleInputs);
  }

  /// Decides by the sign of the first coordinate: two scores, or one of a model with one.
  @Override
  public Metric.Batch predicted(float[] inputs) {
    int rows = inputs.length / 2;
    float[] scores = new float[rows * samples.outputs()];
    for (int i = 0; i < rows; i++) {
      scores[(i + 1) * samples.outputs() - 1] = inputs[2 * i];
    }
    return new Metric.Batch(rows, samples.outputs(), scores, scores);
  }

  @Override
  public void skip(String reason) {
    reasons.add(reason);
  }
}
