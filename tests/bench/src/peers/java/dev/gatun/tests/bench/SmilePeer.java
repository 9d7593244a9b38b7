package dev.gatun.tests.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import smile.classification.MLP;
import smile.model.mlp.Layer;
import smile.model.mlp.LayerBuilder;
import smile.model.mlp.OutputFunction;
import smile.util.function.TimeFunction;

/// Smile, which trains classifiers by gradient descent with momentum.
final class SmilePeer implements Peer {
  private SmilePeer() {}

  /// Serves.
  ///
  /// @param arguments none
  /// @throws IOException if a request cannot be read
  public static void main(String[] arguments) throws IOException {
    PeerServer.serve(new SmilePeer());
  }

  @Override
  public Optional<Step> train(TrainingRequest request) {
    String[] words = request.optimizer().split(":", -1);
    if (!request.loss().equals("cross-entropy") || !words[0].equals("momentum")) {
      return Optional.empty();
    }
    List<Integer> widths = request.widths();
    LayerBuilder[] layers = new LayerBuilder[widths.size()];
    layers[0] = Layer.input(widths.getFirst());
    for (int i = 1; i < layers.length - 1; i++) {
      layers[i] = Layer.rectifier(widths.get(i));
    }
    layers[layers.length - 1] = Layer.mle(widths.getLast(), OutputFunction.SOFTMAX);
    MLP network = new MLP(layers);
    network.setLearningRate(TimeFunction.constant(Double.parseDouble(words[1])));
    network.setMomentum(TimeFunction.constant(Double.parseDouble(words[2])));
    network.setWeightDecay(Double.parseDouble(words[3]));
    Random random = new Random(1);
    double[][] inputs = new double[request.examples()][];
    Arrays.setAll(inputs, _ -> random.doubles(widths.getFirst()).toArray());
    int[] labels = random.ints(request.examples(), 0, widths.getLast()).toArray();
    return Optional.of(
        (first, last) ->
            network.update(
                Arrays.copyOfRange(inputs, first, last), Arrays.copyOfRange(labels, first, last)));
  }

  @Override
  public Optional<Runnable> infer(List<Integer> widths, int batch) {
    return Optional.empty();
  }

  @Override
  public Optional<Runnable> loop(int steps) {
    return Optional.empty();
  }
}
