package dev.gatun.api.data;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
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
    /// Labels that are looked at together: a loop over a memory segment takes hundreds of times as
    /// long as one over an array until it is compiled.
    private static final int BLOCK = 1 << 14;

    /// Checks every label.
    ///
    /// @throws DataException if a label has no name
    public Classes {
      names = List.copyOf(names);
      int classes = names.size();
      int[] block = new int[Math.min(BLOCK, labels.rows())];
      for (int from = 0; from < labels.rows(); from += BLOCK) {
        int count = Math.min(BLOCK, labels.rows() - from);
        MemorySegment.copy(labels.segment(), ValueLayout.JAVA_INT, 4L * from, block, 0, count);
        for (int i = 0; i < count; i++) {
          if (block[i] < 0 || block[i] >= classes) {
            throw new DataException(
                "example %d: the label must be in [0, %d), got %d"
                    .formatted(from + i, classes, block[i]));
          }
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
