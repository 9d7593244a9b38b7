package dev.gatun.kit.component;

import dev.gatun.api.Metric;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Examples with what a model made of them, to try metrics and figures with.
///
/// @param title what they are, such as `7 classes`
/// @param info about the examples
/// @param batch all of them
record Predictions(String title, Metric.Info info, Metric.Batch batch) {
  static final int ROWS = 14;
  private static final int CLASSES = 7;
  private static final int SIDE = 12;

  /// {@return classes of images and points, two classes by one score, and images to be made}
  static List<Predictions> all(Data data) {
    Examples several = data.classes(ROWS, CLASSES, 1, SIDE, SIDE);
    Examples two = data.classes(ROWS, 2, 1, SIDE, SIDE);
    Examples images =
        new Examples(several.inputs(), several.range(), new Targets.None(), Optional.empty());
    EnumSet<Metric.Need> ofClasses = EnumSet.complementOf(EnumSet.of(Metric.Need.MASK));
    EnumSet<Metric.Need> ofValues =
        EnumSet.complementOf(EnumSet.of(Metric.Need.LABELS, Metric.Need.PROBABILITIES));
    return List.of(
        of(CLASSES + " classes", several, CLASSES, ofClasses, data.seed()),
        of("3 classes of points", data.classes(ROWS, 3, 2), 3, ofClasses, data.seed()),
        of("2 classes by one score", two, 1, ofClasses, data.seed()),
        of("images", images, SIDE * SIDE, ofValues, data.seed()));
  }

  private static Predictions of(
      String title, Examples examples, int outputs, Set<Metric.Need> available, long seed) {
    RandomGenerator random = PhiloxRandom.of(seed, title);
    int size = ROWS * outputs;
    float[] scores = new float[size];
    float[] predictions = new float[size];
    float[] values = new float[size];
    float[] mask = new float[size];
    int[] labels = new int[ROWS];
    float[] losses = new float[ROWS];
    float[] weights = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = examples.targets() instanceof Targets.Classes classes ? classes.label(row) : 0;
      losses[row] = (float) random.nextDouble();
      weights[row] = 1;
      for (int j = 0; j < outputs; j++) {
        int at = row * outputs + j;
        scores[at] = (float) random.nextGaussian();
        mask[at] = j % 2;
        values[at] = value(examples, row, j, outputs, random);
      }
      predict(scores, predictions, row * outputs, outputs, isOneHot(examples, outputs));
    }
    return new Predictions(
        title,
        new Metric.Info(examples, outputs, available),
        new Metric.Batch(
            ROWS,
            outputs,
            scores,
            predictions,
            labels,
            values,
            predictions.clone(),
            values.clone(),
            losses,
            mask,
            weights));
  }

  private static boolean isOneHot(Examples examples, int outputs) {
    return outputs > 1 && examples.targets() instanceof Targets.Classes;
  }

  private static float value(
      Examples examples, int row, int output, int outputs, RandomGenerator random) {
    if (examples.targets() instanceof Targets.Classes classes) {
      int one = isOneHot(examples, outputs) ? output : 1;
      return classes.label(row) == one ? 1 : 0;
    }
    return (float) random.nextDouble();
  }

  /// Softmax, or the logistic function of each.
  private static void predict(
      float[] scores, float[] predictions, int from, int outputs, boolean softmax) {
    double sum = 0;
    for (int j = from; j < from + outputs; j++) {
      double e = Math.exp(scores[j]);
      predictions[j] = (float) (softmax ? e : e / (1 + e));
      sum += e;
    }
    for (int j = from; softmax && j < from + outputs; j++) {
      predictions[j] = (float) (predictions[j] / sum);
    }
  }

  /// {@return what a model would make of inputs: scores and predictions alone}
  ///
  /// @param inputs row-major
  Metric.Batch predicted(float[] inputs) {
    int size = Math.toIntExact(info.examples().inputShape().size());
    int outputs = batch.outputs();
    int rows = inputs.length / size;
    float[] scores = new float[rows * outputs];
    float[] predictions = new float[rows * outputs];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < outputs; j++) {
        scores[row * outputs + j] = (float) Math.sin(3 * inputs[row * size] + j);
      }
      predict(scores, predictions, row * outputs, outputs, isOneHot(info.examples(), outputs));
    }
    float[] none = {};
    return new Metric.Batch(
        rows, outputs, scores, predictions, new int[0], none, none, none, none, none, none);
  }

  /// {@return some of the examples, with what a metric reads and nothing else}
  ///
  /// @param rows which, in which order
  /// @param needs what it reads
  Metric.Batch rows(int[] rows, Set<Metric.Need> needs) {
    boolean original = needs.contains(Metric.Need.ORIGINALS);
    boolean predicted =
        needs.contains(Metric.Need.PREDICTIONS) || needs.contains(Metric.Need.PROBABILITIES);
    return new Metric.Batch(
        rows.length,
        batch.outputs(),
        cut(rows, batch.scores(), needs.contains(Metric.Need.SCORES)),
        cut(rows, batch.predictions(), predicted),
        needs.contains(Metric.Need.LABELS)
            ? Arrays.stream(rows).map(row -> batch.labels()[row]).toArray()
            : new int[0],
        cut(rows, batch.values(), needs.contains(Metric.Need.VALUES)),
        cut(rows, batch.originalPredictions(), original),
        cut(rows, batch.originalValues(), original),
        cut(rows, batch.losses(), needs.contains(Metric.Need.LOSSES)),
        cut(rows, batch.mask(), needs.contains(Metric.Need.MASK)),
        cut(rows, batch.weights(), true));
  }

  private static float[] cut(int[] rows, float[] numbers, boolean wanted) {
    if (!wanted) {
      return new float[0];
    }
    int columns = numbers.length / ROWS;
    float[] part = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(numbers, rows[i] * columns, part, i * columns, columns);
    }
    return part;
  }
}
