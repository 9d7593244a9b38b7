package dev.gatun.api.graph;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Unary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds groups of operations that one operation can do: linear + bias + activation, softmax +
/// cross-entropy, squared distances, and scaling while examples are gathered. What is inside a
/// group must be used there alone.
final class Fusion {
  /// One operation in the place of a value's own.
  record Fused(Op op, List<Value> inputs) {}

  private final int[] uses;

  /// @param uses how often each value is used, as an input or as a result of the plan
  Fusion(int[] uses) {
    this.uses = uses;
  }

  /// {@return the group that ends in a value; null if there is none}
  @Nullable Fused at(Value value) {
    return switch (value.op()) {
      case Ops.Elementwise(Unary f, double p, double q) -> {
        Fused linear = f.gradientFromOutput() ? linear(value.inputs().getFirst(), f, p, q) : null;
        yield linear == null && f == Unary.AFFINE && q == 0
            ? loss(p, value.inputs().getFirst())
            : linear;
      }
      case BinaryOp _ -> linearWithoutActivation(value);
      case Ops.Scaled _ -> gathered(value);
      default -> null;
    };
  }

  private @Nullable Fused linear(Value sum, Unary f, double p, double q) {
    return inner(sum) ? biasedProduct(sum, new FusedOps.Linear(f, p, q)) : null;
  }

  private @Nullable Fused linearWithoutActivation(Value sum) {
    return biasedProduct(sum, new FusedOps.Linear(Unary.AFFINE, 1, 0));
  }

  /// Matches `x·w + b`.
  private @Nullable Fused biasedProduct(Value sum, Op fused) {
    if (!isBinary(sum, Binary.PLUS)) {
      return null;
    }
    Value product = sum.inputs().get(0);
    Value bias = sum.inputs().get(1);
    boolean fits =
        inner(product)
            && product.op() instanceof Ops.MatMul
            && !bias.shape().isOpen()
            && bias.shape().rows() == 1
            && bias.features() == product.features();
    return fits
        ? new Fused(fused, List.of(product.inputs().get(0), product.inputs().get(1), bias))
        : null;
  }

  /// Matches a loss that is a multiple of the sums of rows.
  private @Nullable Fused loss(double factor, Value sum) {
    boolean fits =
        inner(sum)
            && sum.op() instanceof Ops.Sum op
            && !op.everything()
            && inner(sum.inputs().getFirst());
    if (!fits) {
      return null;
    }
    Value terms = sum.inputs().getFirst();
    return factor == -1 ? crossEntropy(terms) : factor == 0.5 ? squaredDistance(terms) : null;
  }

  /// Matches `(x − y)²`, where one of both is data.
  private @Nullable Fused squaredDistance(Value squares) {
    if (!(squares.op() instanceof Ops.Elementwise(Unary f, double _, double _))
        || f != Unary.SQUARE) {
      return null;
    }
    Value difference = squares.inputs().getFirst();
    if (!inner(difference) || !isBinary(difference, Binary.MINUS)) {
      return null;
    }
    Value first = difference.inputs().get(0);
    Value second = difference.inputs().get(1);
    Value data = isData(second) ? second : first;
    Value scores = data == second ? first : second;
    boolean fits = isData(data) && scores.shape().flat().equals(data.shape().flat());
    return fits ? new Fused(new FusedOps.SquaredDistance(), List.of(scores, data)) : null;
  }

  /// {@return whether a value is read from the examples, and takes no gradient}
  private static boolean isData(Value value) {
    return switch (value.op()) {
      case Leaves.Gathered _ -> true;
      case Ops.Reshape _, Ops.Scaled _ -> isData(value.inputs().getFirst());
      default -> false;
    };
  }

  /// Matches `logSoftmax(x) · oneHot`.
  private @Nullable Fused crossEntropy(Value product) {
    if (!isBinary(product, Binary.TIMES)) {
      return null;
    }
    Value first = product.inputs().get(0);
    Value second = product.inputs().get(1);
    Value logs = first.op() instanceof Ops.LogSoftmax ? first : second;
    Value oneHot = logs == first ? second : first;
    boolean fits =
        inner(logs)
            && logs.op() instanceof Ops.LogSoftmax
            && oneHot.op() instanceof Ops.OneHot
            && oneHot.shape().flat().equals(logs.shape().flat());
    return fits
        ? new Fused(
            new FusedOps.SoftmaxCrossEntropy(),
            List.of(logs.inputs().getFirst(), oneHot.inputs().getFirst()))
        : null;
  }

  /// Matches scaling of numbers that are gathered as they are.
  private @Nullable Fused gathered(Value scaled) {
    Value numbers = scaled.inputs().getFirst();
    boolean fits =
        inner(numbers)
            && numbers.op() instanceof Leaves.Gathered
            && isConstant(numbers.inputs().get(0), 1)
            && isConstant(numbers.inputs().get(1), 0);
    return fits
        ? new Fused(numbers.op(), List.of(scaled.inputs().get(1), scaled.inputs().get(2)))
        : null;
  }

  private static boolean isBinary(Value value, Binary f) {
    return value.op() instanceof BinaryOp op && op.f() == f;
  }

  private static boolean isConstant(Value value, double number) {
    return value.op() instanceof Leaves.Constant op && op.number() == number;
  }

  private boolean inner(Value value) {
    return uses[value.index()] == 1;
  }
}
