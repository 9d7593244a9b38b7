package dev.gatun.tests.train;

import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import dev.gatun.tests.pipeline.Numbers;
import dev.gatun.tests.pipeline.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A training that keeps what the trainer tells, and stops it where asked.
public class Recorder implements Trainer.Training, AutoCloseable {
  static final long SEED = 5;

  private final Engine engine;
  private final Workspace workspace;
  private final Network network;
  private final Examples examples;
  private final Parameters parameters;
  private final int threads;

  public final List<Double> epochLosses = new ArrayList<>();
  final List<Double> stepLosses = new ArrayList<>();
  final Map<String, String> noted = new LinkedHashMap<>();

  /// The training stops after this many steps.
  int stopAfter = Integer.MAX_VALUE;

  int[] rows;
  long trained;
  Trainer.@Nullable Checkpoint stoppedAt;
  private Map<String, String> notes = Map.of();
  private Trainer.@Nullable Checkpoint from;

  public Recorder(String engine, Network network, Examples examples, int threads) {
    this.engine = Trial.engine(engine);
    this.network = network;
    this.examples = examples;
    this.threads = threads;
    rows = Numbers.firstRows(examples.count());
    workspace = this.engine.workspace("training");
    parameters = Parameters.allocate(network.graph(), this.engine, workspace);
    parameters.initialize(SEED);
  }

  /// Takes over what a stopped training left.
  Recorder goOnFrom(Recorder stopped) {
    from = stopped.stoppedAt;
    notes = Map.copyOf(stopped.noted);
    stopped
        .parameters
        .parameters()
        .forEach((name, tensor) -> engine.upload(engine.download(tensor), parameters.tensor(name)));
    return this;
  }

  public Recorder train(Trainer trainer) {
    trainer.train(this);
    return this;
  }

  SequencedMap<String, double[]> values() {
    SequencedMap<String, double[]> values = new LinkedHashMap<>();
    parameters.parameters().forEach((name, tensor) -> values.put(name, engine.download(tensor)));
    return values;
  }

  /// {@return all parameters, one after the other}
  double[] flatValues() {
    return values().values().stream().flatMapToDouble(java.util.Arrays::stream).toArray();
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
    return rows;
  }

  @Override
  public long seed() {
    return SEED;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public Optional<Trainer.Checkpoint> checkpoint() {
    return Optional.ofNullable(from);
  }

  @Override
  public boolean interrupted() {
    return stepLosses.size() >= stopAfter;
  }

  @Override
  public void progress(int epoch, long done, long steps, double loss) {
    stepLosses.add(loss);
  }

  @Override
  public boolean epochDone(Trainer.Checkpoint state, double loss, long count, long nanos) {
    epochLosses.add(loss);
    trained += count;
    return true;
  }

  @Override
  public void stopped(Trainer.Checkpoint state) {
    stoppedAt = state;
  }

  @Override
  public void note(String key, String value) {
    noted.put(key, value);
  }

  @Override
  public Map<String, String> notes() {
    return notes;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
