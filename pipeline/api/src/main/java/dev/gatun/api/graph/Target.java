package dev.gatun.api.graph;

import dev.gatun.api.data.DataException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the scores of a batch should have been. Asking for what the data lacks is an error when the
/// graph is built, before any training.
public final class Target {
  private final @Nullable Value labels;
  private final List<String> classes;
  private final @Nullable Value values;
  private final @Nullable Value mask;
  private final @Nullable Value weights;

  Target(
      @Nullable Value labels,
      List<String> classes,
      @Nullable Value values,
      @Nullable Value mask,
      @Nullable Value weights) {
    this.labels = labels;
    this.classes = classes;
    this.values = values;
    this.mask = mask;
    this.weights = weights;
  }

  /// {@return the class label of each example, `[n]`, I32}
  ///
  /// @throws DataException if the data has no classes
  public Value labels() {
    return present(labels, "class labels", "use a source with classes, or a loss for values");
  }

  /// {@return 1 in the column of each example's class, else 0, `[n, classes]`}
  ///
  /// @throws DataException if the data has no classes
  public Value oneHot() {
    Value label = labels();
    return label.graph().apply(new Ops.OneHot(classes.size()), label);
  }

  /// {@return the numbers each example is to be mapped to, `[n, …]`}
  ///
  /// @throws DataException if the data has no values
  public Value values() {
    return present(
        values,
        "values",
        "add a transform that makes them, such as one-hot or mask, or use a loss for classes");
  }

  /// {@return 1 where a value was hidden from the model, else 0, of the values' shape}
  ///
  /// @throws DataException if nothing was hidden
  public Value mask() {
    return present(mask, "mask", "add the transform mask");
  }

  /// {@return the weight of each example, `[n, 1]`}
  ///
  /// @throws DataException if the data has no weights
  public Value weights() {
    return present(weights, "example weights", "use a source with weights");
  }

  /// {@return whether the data has classes}
  public boolean hasLabels() {
    return labels != null;
  }

  /// {@return whether there are values}
  public boolean hasValues() {
    return values != null;
  }

  /// {@return whether something was hidden}
  public boolean hasMask() {
    return mask != null;
  }

  /// {@return the names of the classes; empty where there are none}
  public List<String> classes() {
    return classes;
  }

  /// {@return how many numbers the model is to give for an example: the values' features, or else
  /// the number of classes; empty where there is no target}
  public Optional<Integer> outputs() {
    Value numbers = values;
    if (numbers != null) {
      return Optional.of(numbers.features());
    }
    return labels == null ? Optional.empty() : Optional.of(classes.size());
  }

  /// {@return the same target with other values}
  ///
  /// @param newValues `[n, …]`
  public Target withValues(Value newValues) {
    return new Target(labels, classes, newValues, mask, weights);
  }

  /// {@return the same target with another mask}
  ///
  /// @param newMask 1 where a value was hidden, else 0, of the values' shape
  public Target withMask(Value newMask) {
    return new Target(labels, classes, values, newMask, weights);
  }

  private static Value present(@Nullable Value value, String what, String remedy) {
    if (value == null) {
      throw new DataException("the data has no %s; %s".formatted(what, remedy));
    }
    return value;
  }
}
