package dev.gatun.tests.bench;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Named;
import dev.gatun.api.Range;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.collect.Scale;
import dev.gatun.plugins.loss.CrossEntropy;
import dev.gatun.plugins.loss.L2;
import dev.gatun.plugins.model.He;
import dev.gatun.plugins.model.Linear;
import dev.gatun.plugins.model.Relu;
import dev.gatun.plugins.model.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// What is trained, as a run would make it.
///
/// @param engine computes
/// @param workspace owns everything; closed with this
/// @param examples the data
/// @param network what is trained
/// @param parameters of the network, initialized
record Subject(
    Engine engine, Workspace workspace, Examples examples, Network network, Parameters parameters)
    implements AutoCloseable {
  /// Of all randomness.
  static final long SEED = 7;

  /// {@return what a request describes, with inputs kept as bytes, which the network scales}
  ///
  /// @param engine computes
  /// @param request the network
  static Subject of(Engine engine, TrainingRequest request) {
    Workspace workspace = engine.workspace("training");
    RandomExamples random = new RandomExamples(workspace, new Random(1));
    List<Integer> widths = request.widths();
    boolean squared = request.loss().equals("squared");
    Examples examples =
        new Examples(
            random.bytes(request.examples(), widths.getFirst()),
            Optional.of(new Range(0, 255)),
            squared
                ? new Targets.Values(
                    random.numbers(request.examples(), widths.getLast(), Random::nextFloat))
                : new Targets.Classes(
                    random.labels(request.examples(), widths.getLast()), names(widths.getLast())),
            Optional.empty());
    Loss loss = squared ? new L2() : new CrossEntropy();
    Network network =
        Network.prepare(
                examples,
                List.of(new Named<>("scale", 1, new Scale(new Range(0, 1), Optional.empty()))))
            .model(model(widths))
            .losses(List.of(new Named<>("loss", 1, loss)));
    return initialized(engine, workspace, examples, network);
  }

  /// {@return a network with parameters of its own}
  ///
  /// @param engine computes
  /// @param workspace owns the examples, and the parameters too
  /// @param examples the data
  /// @param network what is trained
  static Subject initialized(
      Engine engine, Workspace workspace, Examples examples, Network network) {
    Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
    parameters.initialize(SEED);
    return new Subject(engine, workspace, examples, network, parameters);
  }

  private static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /// {@return linear layers with ReLU between them}
  ///
  /// @param widths of the layers, the inputs first
  static Layer model(List<Integer> widths) {
    List<Named<Layer>> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      if (i > 1) {
        layers.add(new Named<>("relu-" + (i - 1), 1, new Relu()));
      }
      layers.add(new Named<>("linear-" + i, 1, new Linear(widths.get(i), true, new He())));
    }
    return new Sequential(layers);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
