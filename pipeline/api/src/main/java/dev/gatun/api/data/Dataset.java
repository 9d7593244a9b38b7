package dev.gatun.api.data;

import java.util.Optional;

/// What a source yields.
///
/// @param train the examples to train with, to be divided by the split
/// @param test given test examples; empty where the source has none
public record Dataset(Examples train, Optional<Examples> test) {
  /// Checks that both parts are of one form.
  ///
  /// @throws DataException if inputs or targets of the test part have another shape
  public Dataset {
    if (test.isPresent()) {
      Examples other = test.get();
      if (!train.inputShape().equals(other.inputShape())) {
        throw new DataException(
            "test inputs are %s, training inputs %s; both must have one shape"
                .formatted(other.inputShape(), train.inputShape()));
      }
      if (!train.targets().form().equals(other.targets().form())) {
        throw new DataException(
            "test targets are %s, training targets %s; both must be of one form"
                .formatted(other.targets().form(), train.targets().form()));
      }
    }
  }
}
