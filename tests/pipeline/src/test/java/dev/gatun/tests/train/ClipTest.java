package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Clip;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Adam;
import dev.gatun.plugins.train.ClipNorm;
import dev.gatun.plugins.train.ClipValue;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.Sgd;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Limited gradients lead where plain `double` arithmetic leads, for a linear least-squares problem
/// in full batches.
final class ClipTest {
  private static final int COUNT = 9;
  private static final int FEATURES = 3;
  private static final int EPOCHS = 6;

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.values(data, COUNT, FEATURES, 1);
  private final Network network =
      Networks.of(examples, (scope, x) -> Networks.linear(scope, x, 1), Networks.SQUARES);

  @AfterEach
  void close() {
    data.close();
  }

  private static GradientDescent trainer(Clip clip, int workers) {
    return new GradientDescent(
        EPOCHS,
        COUNT,
        new Sgd(0.3, 0, 0, false),
        new Constant(),
        List.of(),
        Optional.of(workers),
        Optional.empty(),
        Optional.empty(),
        1,
        Optional.of(clip),
        Optional.empty());
  }

  private double[] expected(double[] first, Consumer<double[]> limit) {
    double[] theta = first.clone();
    double[] x = Numbers.toArray(examples.inputs());
    double[] t = Numbers.toArray(((Targets.Values) examples.targets()).values());
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      double[] gradient = new double[theta.length];
      for (int i = 0; i < COUNT; i++) {
        double error = theta[FEATURES] - t[i];
        for (int k = 0; k < FEATURES; k++) {
          error += x[i * FEATURES + k] * theta[k];
        }
        for (int k = 0; k < FEATURES; k++) {
          gradient[k] += error * x[i * FEATURES + k] / COUNT;
        }
        gradient[FEATURES] += error / COUNT;
      }
      limit.accept(gradient);
      for (int i = 0; i < theta.length; i++) {
        theta[i] -= 0.3 * gradient[i];
      }
    }
    return theta;
  }

  private void assertFollows(Clip clip, int workers, Consumer<double[]> limit) {
    try (Recorder recorder = new Recorder("reference", network, examples, 2)) {
      double[] expected = expected(recorder.flatValues(), limit);
      recorder.train(trainer(clip, workers));
      assertThat(recorder.flatValues()).containsExactly(expected, within(1e-12));
    }
  }

  private static void shorten(double[] gradient, double max) {
    double squares = 0;
    for (double element : gradient) {
      squares += element * element;
    }
    double factor = Math.min(1, max / (Math.sqrt(squares) + 1e-6));
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= factor;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theWholeGradientIsShortened(int workers) {
    for (double max : new double[] {0.01, 0.3, 100}) {
      assertFollows(new ClipNorm(max), workers, gradient -> shorten(gradient, max));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void eachElementIsLimited(int workers) {
    for (double max : new double[] {0.01, 0.1, 100}) {
      assertFollows(
          new ClipValue(max),
          workers,
          gradient -> {
            for (int i = 0; i < gradient.length; i++) {
              gradient[i] = Math.clamp(gradient[i], -max, max);
            }
          });
    }
  }

  /// An optimizer that overwrites the gradient, several blocks for each worker, and the parameters
  /// of a layer in between: nothing of a step is left in the next.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aGreatLimitChangesNothing(int workers) {
    Network deep = Networks.of(examples, Networks.rectified(30, 1), Networks.SQUARES);
    for (String engine : List.of("reference", "java")) {
      try (Recorder plain = new Recorder(engine, deep, examples, 2);
          Recorder limited = new Recorder(engine, deep, examples, 2)) {
        GradientDescent unlimited =
            new GradientDescent(
                4,
                4,
                new Adam(0.01, 0.9, 0.99, 1e-8, 0),
                new Constant(),
                List.of(),
                Optional.of(workers));
        plain.train(unlimited);
        limited.train(
            new GradientDescent(
                4,
                4,
                unlimited.optimizer(),
                new Constant(),
                List.of(),
                Optional.of(workers),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.of(new ClipNorm(1e9)),
                Optional.empty()));
        double rounding = engine.equals("reference") ? 1e-12 : 1e-5;
        assertThat(limited.flatValues()).containsExactly(plain.flatValues(), within(rounding));
      }
    }
  }
}
