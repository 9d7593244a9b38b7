package dev.gatun.api.data;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.OptionalInt;

/// What the examples' inputs are to be mapped to.
public sealed interface Targets {
  /// {@return how many there are; empty for [None]}
  OptionalInt count();

  /// {@return what is compared between parts of a data set, such as `10 classes`}
  String form();

  /// Class labels.
  ///
  /// @param labels `[n]` I32, each from 0 to the number of names − 1
  /// @param names of the classes, in the order of their labels
  record Classes(Tensor labels, List<String> names) implements Targets {
    /// Checks every label.
    ///
    /// @throws DataException if a label has no name
    public Classes {
      names = List.copyOf(names);
      for (int i = 0; i < labels.rows(); i++) {
        int label = labels.segment().getAtIndex(ValueLayout.JAVA_INT, i);
        if (label < 0 || label >= names.size()) {
          throw new DataException(
              "example %d: the label must be in [0, %d), got %d".formatted(i, names.size(), label));
        }
      }
    }

    @Override
    public OptionalInt count() {
      return OptionalInt.of(labels.rows());
    }

    @Override
    public String form() {
      return names.size() + " classes";
    }

    /// {@return the label of an example}
    ///
    /// @param row of the example
    public int label(int row) {
      return labels.segment().getAtIndex(ValueLayout.JAVA_INT, row);
    }
  }

  /// Numbers.
  ///
  /// @param values `[n, …]`, U8 or F32
  record Values(Tensor values) implements Targets {
    /// Checks the type.
    ///
    /// @throws DataException if it does not suit
    public Values {
      if (values.type() != ElementType.U8 && values.type() != ElementType.F32) {
        throw new DataException("target values must be U8 or F32, got " + values);
      }
    }

    @Override
    public OptionalInt count() {
      return OptionalInt.of(values.rows());
    }

    @Override
    public String form() {
      return "values " + values.shape().withRows(dev.gatun.engine.Shape.N);
    }
  }

  /// Nothing: inputs alone, whose target a transform such as `mask` makes, or which are only
  /// predicted.
  record None() implements Targets {
    @Override
    public OptionalInt count() {
      return OptionalInt.empty();
    }

    @Override
    public String form() {
      return "none";
    }
  }
}
