package dev.gatun.api.data;

import dev.gatun.api.Range;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.util.Optional;

/// Inputs with their targets, one row an example, in the type the data came in.
///
/// @param inputs `[n, …]`, U8 or F32, images `[n, channels, height, width]`
/// @param range the interval the inputs come from, such as `[0, 255]`; empty where it is not known
/// @param targets what goes with each input
/// @param weights `[n]` F32, at least 0; empty where every example counts 1
public record Examples(
    Tensor inputs, Optional<Range> range, Targets targets, Optional<Tensor> weights) {
  /// Checks types and counts.
  ///
  /// @throws DataException if a type does not suit or counts differ
  public Examples {
    if (inputs.type() != ElementType.U8 && inputs.type() != ElementType.F32) {
      throw new DataException("inputs must be U8 or F32, got " + inputs);
    }
    weights.ifPresent(numbers -> checkWeights(numbers, inputs));
    targets
        .count()
        .ifPresent(count -> {
          if (count != inputs.rows()) {
            throw new DataException(
                "%d inputs but %d targets; each input needs one".formatted(inputs.rows(), count));
          }
        });
  }

  private static void checkWeights(Tensor weights, Tensor inputs) {
    if (weights.type() != ElementType.F32 || weights.size() != inputs.rows()) {
      throw new DataException(
          "weights must be F32, one for each of %d inputs, got %s"
              .formatted(inputs.rows(), weights));
    }
  }

  /// {@return the number of examples}
  public int count() {
    return inputs.rows();
  }

  /// {@return the shape of one input, such as `[1, 28, 28]`}
  public Shape inputShape() {
    int[] extents = inputs.shape().extents();
    return Shape.of(java.util.Arrays.copyOfRange(extents, 1, extents.length));
  }
}
