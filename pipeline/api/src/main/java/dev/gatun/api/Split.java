package dev.gatun.api;

import dev.gatun.api.data.Examples;
import java.util.random.RandomGenerator;

/// Divides a source's training examples.
@Kind("split")
public interface Split {
  /// Chooses the rows of each part; no row is in two.
  ///
  /// @param examples what to divide; not modified
  /// @param random depends on the run's seed alone
  /// @return the rows of each part
  /// @throws dev.gatun.api.data.DataException if there are too few examples
  Parts split(Examples examples, RandomGenerator random);

  /// Rows of the parts; a part may be empty.
  ///
  /// @param train to train with
  /// @param validation to watch the training with
  /// @param test to judge the result with
  record Parts(int[] train, int[] validation, int[] test) {}
}
