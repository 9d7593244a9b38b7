package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.Metric.Need;
import dev.gatun.api.Range;
import dev.gatun.api.Result;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Makes the arrays that an evaluation would, as long as needed or longer.
final class Batches {
  private static final float[] NONE = {};

  private Batches() {}

  static Metric.Batch scores(int outputs, float[] scores, int... labels) {
    return new Metric.Batch(
        labels.length,
        outputs,
        scores,
        NONE,
        labels,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        ones(labels.length));
  }

  /// Scores that are probabilities, so that both agree.
  static Metric.Batch probabilities(int outputs, float[] both, int[] labels, float[] weights) {
    return new Metric.Batch(
        labels.length, outputs, both, both, labels, NONE, NONE, NONE, NONE, NONE, weights);
  }

  /// One score an example and its probability, for two classes.
  static Metric.Batch single(float[] scores, int[] labels, float[] weights) {
    float[] probabilities = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = (float) (1 / (1 + Math.exp(-scores[i])));
    }
    return new Metric.Batch(
        labels.length, 1, scores, probabilities, labels, NONE, NONE, NONE, NONE, NONE, weights);
  }

  static Metric.Batch losses(float[] losses, float[] weights) {
    return new Metric.Batch(
        weights.length, 1, NONE, NONE, new int[0], NONE, NONE, NONE, losses, NONE, weights);
  }

  static Metric.Batch values(int rows, int outputs, float[] predictions, float[] values) {
    return values(outputs, predictions, values, ones(rows));
  }

  static Metric.Batch values(int outputs, float[] predictions, float[] values, float[] weights) {
    return new Metric.Batch(
        weights.length,
        outputs,
        NONE,
        predictions,
        new int[0],
        values,
        NONE,
        NONE,
        NONE,
        NONE,
        weights);
  }

  static Metric.Batch originals(int rows, int outputs, float[] predictions, float[] values) {
    return new Metric.Batch(
        rows, outputs, NONE, NONE, new int[0], NONE, predictions, values, NONE, NONE, ones(rows));
  }

  static float[] ones(int rows) {
    float[] ones = new float[rows];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  static Metric.Info classes(int outputs, int classes) {
    Workspace workspace = Workspace.open("test");
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    Targets targets = new Targets.Classes(workspace.allocate(ElementType.I32, Shape.of(1)), names);
    return info(workspace, outputs, Optional.empty(), targets);
  }

  static Metric.Info none(int outputs, Optional<Range> range) {
    return info(Workspace.open("test"), outputs, range, new Targets.None());
  }

  static Metric.Info values(int outputs, Optional<Range> range) {
    Workspace workspace = Workspace.open("test");
    Targets targets = new Targets.Values(workspace.allocate(ElementType.F32, Shape.of(1, outputs)));
    return info(workspace, outputs, range, targets);
  }

  private static Metric.Info info(
      Workspace workspace, int outputs, Optional<Range> range, Targets targets) {
    Examples examples =
        new Examples(
            workspace.allocate(ElementType.F32, Shape.of(1, 2)), range, targets, Optional.empty());
    return new Metric.Info(examples, outputs, EnumSet.allOf(Need.class));
  }

  static Metric.Info images(Range range, int... extents) {
    Workspace workspace = Workspace.open("test");
    int[] batch = new int[extents.length + 1];
    batch[0] = 1;
    System.arraycopy(extents, 0, batch, 1, extents.length);
    Examples examples =
        new Examples(
            workspace.allocate(ElementType.F32, Shape.of(batch)),
            Optional.of(range),
            new Targets.None(),
            Optional.empty());
    int outputs = IntStream.of(extents).reduce(1, (a, b) -> a * b);
    return new Metric.Info(examples, outputs, EnumSet.allOf(Need.class));
  }

  static Result.Number interval(Metric metric, Metric.Info info, Metric.Batch... batches) {
    return (Result.Number) result(metric, info, batches);
  }

  static double number(Metric metric, Metric.Info info, Metric.Batch... batches) {
    return ((Result.Number) result(metric, info, batches)).value();
  }

  static Result result(Metric metric, Metric.Info info, Metric.Batch... batches) {
    Metric.Meter meter = metric.start(info);
    for (Metric.Batch batch : batches) {
      meter.add(batch);
    }
    return meter.result();
  }
}
