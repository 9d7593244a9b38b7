package dev.gatun.api;

import dev.gatun.api.data.Examples;
import java.util.EnumSet;
import java.util.Set;

/// Judges predictions. Its component name is its key in `metrics.json`.
///
/// {@snippet file="dev/gatun/tests/example/Margins.java"}
@Kind("metric")
public interface Metric {
  /// What evaluation can hand to metrics and figures.
  enum Need {
    /// What the model gives, before [Loss#predict].
    SCORES,
    /// What [Loss#predict] makes of the scores: probabilities, for a classifier.
    PREDICTIONS,
    /// The predictions, of a loss that says they are probabilities, see
    /// [Loss#predictsProbabilities].
    PROBABILITIES,
    /// Class labels; the data must have classes.
    LABELS,
    /// What the predictions should have been; the data must have values.
    VALUES,
    /// Predictions and values as the data came, before transforms; empty arrays where a transform
    /// has no inverse.
    ORIGINALS,
    /// The loss of each example.
    LOSSES,
    /// Which values were hidden from the model.
    MASK
  }

  /// {@return what it reads}
  EnumSet<Need> needs();

  /// Starts a count.
  ///
  /// @param info about the examples that will come
  /// @return a meter without examples yet
  Meter start(Info info);

  /// About the examples of an evaluation.
  ///
  /// @param examples the data they come from
  /// @param outputs how many numbers the model gives for an example
  /// @param available what can be handed over
  record Info(Examples examples, int outputs, Set<Need> available) {}

  /// Adds up batches; confined to one thread.
  interface Meter {
    /// Takes a batch into account.
    ///
    /// @param batch valid during the call only
    void add(Batch batch);

    /// {@return what came out for all examples added}
    Result result();
  }

  /// One batch of evaluated examples. Arrays are row-major, at least as long as said, reused from
  /// batch to batch and not to be modified; what was not among [#needs] is empty.
  ///
  /// @param rows the number of examples
  /// @param outputs numbers an example in `scores`, `predictions`, `values`, `originalPredictions`,
  ///   `originalValues` and `mask`
  /// @param scores `rows · outputs`
  /// @param predictions `rows · outputs`
  /// @param labels `rows`
  /// @param values `rows · outputs`
  /// @param originalPredictions `rows · outputs`, in the units of the data
  /// @param originalValues `rows · outputs`, in the units of the data
  /// @param losses `rows`
  /// @param mask `rows · outputs`, 1 where hidden
  /// @param weights `rows`, the examples' weights, 1 where the data has none
  record Batch(
      int rows,
      int outputs,
      float[] scores,
      float[] predictions,
      int[] labels,
      float[] values,
      float[] originalPredictions,
      float[] originalValues,
      float[] losses,
      float[] mask,
      float[] weights) {
    /// Makes a batch of examples without a target.
    ///
    /// @param rows the number of examples
    /// @param outputs numbers an example
    /// @param scores `rows · outputs`
    /// @param predictions `rows · outputs`
    public Batch(int rows, int outputs, float[] scores, float[] predictions) {
      this(rows, outputs, scores, predictions, new int[0], NONE, NONE, NONE, NONE, NONE, NONE);
    }

    private static final float[] NONE = {};
  }
}
