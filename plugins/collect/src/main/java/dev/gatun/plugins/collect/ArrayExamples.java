package dev.gatun.plugins.collect;

import dev.gatun.api.Range;
import dev.gatun.api.Source.Reading;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.util.Optional;

/// Makes examples of files of arrays.
final class ArrayExamples {
  private static final Range BYTES = new Range(0, 255);

  private ArrayExamples() {}

  /// Reads the inputs and puts their targets beside them.
  static Examples read(Reading reading, ArrayFile inputs, Targets targets) {
    Tensor numbers = inputs.numbers(reading.workspace(), inputShape(inputs));
    Optional<Range> range = inputs.type() == NumberType.U8 ? Optional.of(BYTES) : Optional.empty();
    return new Examples(numbers, range, targets, Optional.empty());
  }

  /// @throws DataException unless there is a target for each input
  static void requireCounts(ArrayFile inputs, ArrayFile targets, String remedy) {
    if (inputs.count() != targets.count()) {
      throw new DataException(
          "%s: must have a target for each of the %d inputs in %s, got %d; %s"
              .formatted(targets.file(), inputs.count(), inputs.file(), targets.count(), remedy));
    }
  }

  private static Shape inputShape(ArrayFile file) {
    int[] extents = file.extents();
    return extents.length == 3 ? Shape.of(extents[0], 1, extents[1], extents[2]) : valueShape(file);
  }

  /// {@return the shape of values: as in the file, but at least two axes}
  static Shape valueShape(ArrayFile file) {
    int[] extents = file.extents();
    return extents.length == 1 ? Shape.of(extents[0], 1) : Shape.of(extents);
  }
}
