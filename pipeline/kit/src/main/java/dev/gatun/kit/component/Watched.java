package dev.gatun.kit.component;

import dev.gatun.api.History;
import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A small training that keeps what the trainer tells.
final class Watched implements Trainer.Training, AutoCloseable {
  private final Engine engine;
  private final Network network;
  private final Examples examples;
  private final long seed;
  private final Workspace workspace;
  private final Parameters parameters;
  private final List<SequencedMap<String, Double>> history = new ArrayList<>();
  private boolean interrupted;
  private boolean stopped;

  /// The numbers of the epochs that were told.
  final List<Integer> epochs = new ArrayList<>();

  Watched(Engine engine, Network network, Examples examples, long seed) {
    this.engine = engine;
    this.network = network;
    this.examples = examples;
    this.seed = seed;
    workspace = engine.workspace("training");
    parameters = Parameters.allocate(network.graph(), engine, workspace);
    parameters.initialize(seed);
  }

  /// {@return the mean loss now}
  double loss() {
    try (Steps steps = new Steps(engine, network, examples, seed).with(parameters)) {
      int[] rows = rows();
      return Arrays.stream(steps.evaluate(rows, rows.length, network.losses())).average().orElse(0);
    }
  }

  double[] values() {
    return engine.download(parameters.block());
  }

  void interrupt() {
    interrupted = true;
  }

  boolean stopped() {
    return stopped;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Workspace workspace() {
    return workspace;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Examples examples() {
    return examples;
  }

  @Override
  public int[] rows() {
    return Data.rows(examples.count());
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public Optional<Trainer.Checkpoint> checkpoint() {
    return Optional.empty();
  }

  @Override
  public History history() {
    return new History(List.copyOf(history));
  }

  @Override
  public boolean interrupted() {
    return interrupted;
  }

  @Override
  public void progress(int epoch, long done, long steps, double loss) {}

  @Override
  public boolean epochDone(Trainer.Checkpoint state, double loss, long trained, long nanos) {
    epochs.add(state.epoch());
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("epoch", (double) state.epoch());
    numbers.put("train.loss", loss);
    numbers.put("validation.loss", loss);
    history.add(numbers);
    return true;
  }

  @Override
  public void stopped(Trainer.Checkpoint state) {
    stopped = true;
  }

  @Override
  public void note(String key, String value) {}

  @Override
  public Map<String, String> notes() {
    return Map.of();
  }

  @Override
  public void close() {
    workspace.close();
  }
}
