package dev.gatun.runner;

import java.util.List;

/// What a model makes of some inputs, a row for each. The arrays are the caller's.
///
/// @param scores what the model itself gives, `[n][k]`
/// @param values what is to be used: probabilities where [#probabilities], else numbers in the
///   units of the data; `[n][k]`
/// @param inputs what the model got, in the units of the data, `[n][features]`: as given, but for
///   what a transform such as `mask` hides; only where the model gives numbers, and only where all
///   transforms can be undone, else `[0][]`
/// @param classes the names of the classes; empty where the model gives numbers
/// @param probabilities whether the values are probabilities: one for each class, or of the second
///   of two classes where there is one output
public record Predictions(
    float[][] scores,
    float[][] values,
    float[][] inputs,
    List<String> classes,
    boolean probabilities) {
  /// Copies the names.
  public Predictions {
    classes = List.copyOf(classes);
  }

  /// {@return the number of inputs}
  public int count() {
    return scores.length;
  }

  /// {@return the index of the class with the greatest score, the first of several; −1 where a
  /// score is NaN}
  ///
  /// @param row of the input
  /// @throws IllegalStateException if the model does not tell classes apart
  public int label(int row) {
    int greatest = 0;
    for (int label = 0; label < classCount(); label++) {
      double score = of(scores, row, label, 0);
      if (Double.isNaN(score)) {
        return -1;
      }
      greatest = score > of(scores, row, greatest, 0) ? label : greatest;
    }
    return greatest;
  }

  /// {@return the probability of a class, or its score where the model gives no probabilities}
  ///
  /// @param row of the input
  /// @param label index of the class
  /// @throws IllegalStateException if the model does not tell classes apart
  public double probability(int row, int label) {
    classCount();
    return probabilities ? of(values, row, label, 1) : of(scores, row, label, 0);
  }

  /// One output for two classes is that of the second; both together come to `sum`, or the first is
  /// 0 where the output is a score.
  private double of(float[][] numbers, int row, int label, int sum) {
    float[] each = numbers[row];
    if (each.length == classes.size()) {
      return each[label];
    }
    return label == 1 || Float.isNaN(each[0]) ? each[0] : sum == 0 ? 0 : sum - (double) each[0];
  }

  private int classCount() {
    if (classes.isEmpty()) {
      throw new IllegalStateException("the model gives numbers, not classes; read values()");
    }
    return classes.size();
  }
}
