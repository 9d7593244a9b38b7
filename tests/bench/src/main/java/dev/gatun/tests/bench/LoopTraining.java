package dev.gatun.tests.bench;

import dev.gatun.api.Named;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.loss.L2;
import dev.gatun.plugins.model.Linear;
import dev.gatun.plugins.model.Normal;
import dev.gatun.plugins.model.Sequential;
import dev.gatun.plugins.model.Sigmoid;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.Sgd;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The two-layer network of the notes of Stanford's course CS231n as a definition would have it: 64
/// random examples, 1000-100-10 without biases, sigmoid, summed squared errors, rate 1e-4, every
/// step on all examples.
final class LoopTraining {
  private static final int EXAMPLES = 64;
  private static final int FEATURES = 1000;
  private static final int HIDDEN = 100;
  private static final int OUTPUTS = 10;
  private static final double RATE = 1e-4;

  private LoopTraining() {}

  /// {@return seconds from data and network to trained parameters}
  ///
  /// @param engine computes
  /// @param threads it may use
  /// @param steps on all examples
  static double seconds(Engine engine, int threads, int steps) {
    Workspace workspace = engine.workspace("loop");
    RandomExamples random = new RandomExamples(workspace, new Random(1));
    Examples examples =
        new Examples(
            random.numbers(EXAMPLES, FEATURES, Random::nextGaussian),
            Optional.empty(),
            new Targets.Values(random.numbers(EXAMPLES, OUTPUTS, Random::nextGaussian)),
            Optional.empty());
    long begin = System.nanoTime();
    Network network =
        Network.prepare(examples, List.of())
            .model(
                new Sequential(
                    List.of(
                        new Named<>("hidden", 1, new Linear(HIDDEN, false, new Normal(1))),
                        new Named<>("sigmoid", 1, new Sigmoid()),
                        new Named<>("output", 1, new Linear(OUTPUTS, false, new Normal(1))))))
            .losses(List.of(new Named<>("l2", 1, new L2())));
    try (Subject subject = Subject.initialized(engine, workspace, examples, network)) {
      // The mean of half the squares, times twice the number of examples, is their sum.
      Sgd optimizer = new Sgd(2 * EXAMPLES * RATE, 0, 0, false);
      new GradientDescent(steps, EXAMPLES, optimizer, new Constant(), List.of(), Optional.empty())
          .train(new PlainTraining(subject, threads, Map.of()));
      return (System.nanoTime() - begin) * 1e-9;
    }
  }
}
