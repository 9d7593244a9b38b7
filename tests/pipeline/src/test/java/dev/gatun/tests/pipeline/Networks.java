package dev.gatun.tests.pipeline;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Named;
import dev.gatun.api.Penalty;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import java.util.List;

/// Layers and losses built by hand, so that tests of the graph need no plugin.
public final class Networks {
  /// Uniform in [−0.5, 0.5).
  public static final Initializer CENTERED =
      (_, random, values) -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextDouble() - 0.5;
        }
      };

  /// Uniform in [0.5, 1.5).
  public static final Initializer POSITIVE =
      (_, random, values) -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextDouble() + 0.5;
        }
      };

  /// Cross-entropy as an author composes it.
  public static final Loss CROSS_ENTROPY =
      (scores, target) -> scores.logSoftmax().times(target.oneHot()).sumRows().negate();

  /// Half the squared distance.
  public static final Loss SQUARES =
      (scores, target) -> scores.minus(target.values()).square().sumRows().times(0.5);

  /// The scores added up: what the model gives is the loss.
  public static final Loss SUM = (scores, _) -> scores.sumRows();

  private Networks() {}

  public static Network of(Examples form, Layer model, Loss loss) {
    return Network.prepare(form, List.of()).model(model).losses(List.of(named("loss", loss)));
  }

  public static <C> Named<C> named(String id, C component) {
    return new Named<>(id, 1, component);
  }

  public static Value linear(Scope scope, Value x, int units) {
    Value flat = x.flatten();
    Shape shape = Shape.of(flat.features(), units);
    return flat.matmul(scope.parameter("weight", shape, CENTERED))
        .plus(scope.parameter("bias", Shape.of(1, units), CENTERED));
  }

  /// Two linear layers with a rectifier between.
  public static Layer rectified(int hidden, int outputs) {
    return (scope, x) ->
        linear(scope.child("second"), linear(scope.child("first"), x, hidden).relu(), outputs);
  }

  /// Half the sum of squares of some parameters.
  public record Squares(String parameters) implements Penalty {
    @Override
    public Value of(Value parameter) {
      return parameter.square().sum().times(0.5);
    }
  }
}
