package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Optimizer;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Adadelta;
import dev.gatun.plugins.train.Adagrad;
import dev.gatun.plugins.train.Adam;
import dev.gatun.plugins.train.AdamW;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.RmsProp;
import dev.gatun.plugins.train.Sgd;
import dev.gatun.plugins.train.Step;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Optimizers take the steps that their papers' formulas give, computed here in plain `double` for
/// a linear least-squares problem.
final class TrajectoryTest {
  private static final int COUNT = 7;
  private static final int FEATURES = 3;
  private static final int UNITS = 2;
  private static final int BATCH = 3;
  private static final int EPOCHS = 4;

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.values(data, COUNT, FEATURES, UNITS);
  private final Network network =
      Networks.of(examples, (scope, x) -> Networks.linear(scope, x, UNITS), Networks.SQUARES);

  @AfterEach
  void close() {
    data.close();
  }

  /// One step of an optimizer; holds its own slots.
  private interface Rule {
    void step(double rate, int step, double[] gradient, double[] theta);
  }

  /// Weight, then bias, and the loss of each epoch.
  private final class Descent {
    final double[] theta = new double[FEATURES * UNITS + UNITS];
    final double[] losses = new double[EPOCHS];
    private final double[] x = Numbers.toArray(examples.inputs());
    private final double[] t = Numbers.toArray(((Targets.Values) examples.targets()).values());

    Descent(double[] weight, double[] bias, double rate, Rule rule) {
      System.arraycopy(weight, 0, theta, 0, weight.length);
      System.arraycopy(bias, 0, theta, weight.length, bias.length);
      int step = 0;
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        int[] order = order(epoch + 1);
        for (int from = 0; from < COUNT; from += BATCH) {
          int count = Math.min(BATCH, COUNT - from);
          double[] gradient = new double[theta.length];
          for (int i = from; i < from + count; i++) {
            losses[epoch] += addGradient(order[i], 1.0 / count, gradient) / COUNT;
          }
          rule.step(epoch < 2 ? rate : rate / 2, ++step, gradient, theta);
        }
      }
    }

    private double addGradient(int row, double scale, double[] gradient) {
      double loss = 0;
      for (int j = 0; j < UNITS; j++) {
        double error = theta[FEATURES * UNITS + j] - t[row * UNITS + j];
        for (int k = 0; k < FEATURES; k++) {
          error += x[row * FEATURES + k] * theta[k * UNITS + j];
        }
        for (int k = 0; k < FEATURES; k++) {
          gradient[k * UNITS + j] += scale * error * x[row * FEATURES + k];
        }
        gradient[FEATURES * UNITS + j] += scale * error;
        loss += error * error / 2;
      }
      return loss;
    }
  }

  /// Fisher and Yates' shuffle, as the trainer's documentation tells.
  private static int[] order(int epoch) {
    int[] order = Numbers.firstRows(COUNT);
    RandomGenerator random = PhiloxRandom.of(Recorder.SEED, "shuffle", epoch);
    for (int last = COUNT - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int row = order[last];
      order[last] = order[other];
      order[other] = row;
    }
    return order;
  }

  private void assertFollows(Optimizer optimizer, Rule rule) {
    Trainer trainer =
        new GradientDescent(EPOCHS, BATCH, optimizer, new Step(2, 0.5), List.of(), Optional.of(1));
    try (Recorder recorder = new Recorder("reference", network, examples, 1)) {
      var first = recorder.values();
      Descent expected =
          new Descent(
              Objects.requireNonNull(first.get("weight")),
              Objects.requireNonNull(first.get("bias")),
              optimizer.learningRate(),
              rule);
      recorder.train(trainer);
      assertThat(recorder.flatValues()).containsExactly(expected.theta, within(1e-12));
      assertThat(recorder.epochLosses.stream().mapToDouble(loss -> loss).toArray())
          .containsExactly(expected.losses, within(1e-12));
      assertThat(recorder.trained).isEqualTo((long) COUNT * EPOCHS);
      assertThat(recorder.stepLosses).hasSize(3 * EPOCHS);
      assertThat(recorder.stoppedAt).isNull();
    }
  }

  @Test
  void plain() {
    assertFollows(
        new Sgd(0.1, 0, 0, false),
        (rate, _, g, theta) -> {
          for (int i = 0; i < theta.length; i++) {
            theta[i] -= rate * g[i];
          }
        });
  }

  @Test
  void weightDecayWithoutMomentum() {
    assertFollows(
        new Sgd(0.1, 0, 0.3, false),
        (rate, _, g, theta) -> {
          for (int i = 0; i < theta.length; i++) {
            theta[i] -= rate * (g[i] + 0.3 * theta[i]);
          }
        });
  }

  /// Sutskever et al. 2013, eq. 1 and 2, the rate outside the velocity.
  @Test
  void momentum() {
    double[] v = new double[FEATURES * UNITS + UNITS];
    assertFollows(
        new Sgd(0.1, 0.9, 0.01, false),
        (rate, _, g, theta) -> {
          for (int i = 0; i < theta.length; i++) {
            v[i] = 0.9 * v[i] + g[i] + 0.01 * theta[i];
            theta[i] -= rate * v[i];
          }
        });
  }

  /// Sutskever et al. 2013, eq. 3 and 4, in terms of the parameters after looking ahead.
  @Test
  void nesterov() {
    double[] v = new double[FEATURES * UNITS + UNITS];
    assertFollows(
        new Sgd(0.1, 0.9, 0.01, true),
        (rate, _, g, theta) -> {
          for (int i = 0; i < theta.length; i++) {
            double pull = g[i] + 0.01 * theta[i];
            v[i] = 0.9 * v[i] + pull;
            theta[i] -= rate * (pull + 0.9 * v[i]);
          }
        });
  }

  /// Kingma, Ba 2015, algorithm 1.
  @Test
  void adam() {
    double[] m = new double[FEATURES * UNITS + UNITS];
    double[] v = new double[FEATURES * UNITS + UNITS];
    assertFollows(
        new Adam(0.05, 0.8, 0.99, 1e-6, 0.02),
        (rate, step, g, theta) -> {
          for (int i = 0; i < theta.length; i++) {
            double pull = g[i] + 0.02 * theta[i];
            m[i] = 0.8 * m[i] + (1 - 0.8) * pull;
            v[i] = 0.99 * v[i] + (1 - 0.99) * pull * pull;
            double mean = m[i] / (1 - Math.pow(0.8, step));
            double variance = v[i] / (1 - Math.pow(0.99, step));
            theta[i] -= rate * mean / (Math.sqrt(variance) + 1e-6);
          }
        });
  }

  /// Loshchilov, Hutter 2019, algorithm 2.
  @Test
  void adamW() {
    double[] m = new double[FEATURES * UNITS + UNITS];
    double[] v = new double[FEATURES * UNITS + UNITS];
    assertFollows(
        new AdamW(0.05, 0.8, 0.99, 1e-6, 0.02),
        (rate, step, g, theta) -> {
          for (int i = 0; i < theta.length; i++) {
            m[i] = 0.8 * m[i] + (1 - 0.8) * g[i];
            v[i] = 0.99 * v[i] + (1 - 0.99) * g[i] * g[i];
            double mean = m[i] / (1 - Math.pow(0.8, step));
            double variance = v[i] / (1 - Math.pow(0.99, step));
            theta[i] -= rate * 0.02 * theta[i] + rate * mean / (Math.sqrt(variance) + 1e-6);
          }
        });
  }

  /// Tieleman, Hinton 2012, lecture 6.5, with weight decay.
  @Test
  void rmsProp() {
    double[] v = new double[FEATURES * UNITS + UNITS];
    assertFollows(
        new RmsProp(0.05, 0.9, 1e-6, 0, false, 0.02),
        (rate, _, g, theta) -> {
          for (int i = 0; i < theta.length; i++) {
            double pull = g[i] + 0.02 * theta[i];
            v[i] = 0.9 * v[i] + (1 - 0.9) * pull * pull;
            theta[i] -= rate * pull / (Math.sqrt(v[i]) + 1e-6);
          }
        });
  }

  /// Graves 2013, eq. 38 to 41, the momentum in PyTorch's form.
  @Test
  void rmsPropCenteredWithMomentum() {
    double[] v = new double[FEATURES * UNITS + UNITS];
    double[] m = new double[FEATURES * UNITS + UNITS];
    double[] velocity = new double[FEATURES * UNITS + UNITS];
    assertFollows(
        new RmsProp(0.01, 0.9, 1e-3, 0.5, true, 0),
        (rate, _, g, theta) -> {
          for (int i = 0; i < theta.length; i++) {
            v[i] = 0.9 * v[i] + (1 - 0.9) * g[i] * g[i];
            m[i] = 0.9 * m[i] + (1 - 0.9) * g[i];
            velocity[i] =
                0.5 * velocity[i] + g[i] / (Math.sqrt(Math.max(0, v[i] - m[i] * m[i])) + 1e-3);
            theta[i] -= rate * velocity[i];
          }
        });
  }

  /// Duchi et al. 2011, figure 1, with PyTorch's decay of the rate.
  @Test
  void adagrad() {
    double[] s = new double[FEATURES * UNITS + UNITS];
    assertFollows(
        new Adagrad(0.1, 0.3, 1e-8, 0.02),
        (rate, step, g, theta) -> {
          for (int i = 0; i < theta.length; i++) {
            double pull = g[i] + 0.02 * theta[i];
            s[i] += pull * pull;
            theta[i] -= rate / (1 + 0.3 * (step - 1)) * pull / (Math.sqrt(s[i]) + 1e-8);
          }
        });
  }

  /// Zeiler 2012, algorithm 1.
  @Test
  void adadelta() {
    double[] v = new double[FEATURES * UNITS + UNITS];
    double[] u = new double[FEATURES * UNITS + UNITS];
    assertFollows(
        new Adadelta(1, 0.9, 1e-4, 0.02),
        (rate, _, g, theta) -> {
          for (int i = 0; i < theta.length; i++) {
            double pull = g[i] + 0.02 * theta[i];
            v[i] = 0.9 * v[i] + (1 - 0.9) * pull * pull;
            double step = Math.sqrt(u[i] + 1e-4) / Math.sqrt(v[i] + 1e-4) * pull;
            u[i] = 0.9 * u[i] + (1 - 0.9) * step * step;
            theta[i] -= rate * step;
          }
        });
  }
}
