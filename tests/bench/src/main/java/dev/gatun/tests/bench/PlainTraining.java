package dev.gatun.tests.bench;

import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// A training on all examples that keeps nothing but the choices made in it.
class PlainTraining implements Trainer.Training {
  private final Subject subject;
  private final int threads;
  private final int[] rows;
  private final Map<String, String> recorded;
  private final SequencedMap<String, String> choices = new TreeMap<>();

  /// Prepares.
  ///
  /// @param subject what is trained
  /// @param threads it may use
  /// @param recorded choices of an earlier training to make again; empty for a new one
  PlainTraining(Subject subject, int threads, Map<String, String> recorded) {
    this.subject = subject;
    this.threads = threads;
    this.recorded = Map.copyOf(recorded);
    rows = IntStream.range(0, subject.examples().count()).toArray();
  }

  /// {@return the choices made}
  SequencedMap<String, String> choices() {
    return choices;
  }

  @Override
  public Engine engine() {
    return subject.engine();
  }

  @Override
  public Workspace workspace() {
    return subject.workspace();
  }

  @Override
  public Network network() {
    return subject.network();
  }

  @Override
  public Parameters parameters() {
    return subject.parameters();
  }

  @Override
  public Examples examples() {
    return subject.examples();
  }

  @Override
  public int[] rows() {
    return rows;
  }

  @Override
  public long seed() {
    return Subject.SEED;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public Optional<Trainer.Checkpoint> checkpoint() {
    return Optional.empty();
  }

  @Override
  public boolean interrupted() {
    return false;
  }

  @Override
  public void progress(int epoch, long done, long steps, double loss) {}

  @Override
  public boolean epochDone(Trainer.Checkpoint state, double loss, long trained, long nanos) {
    return true;
  }

  @Override
  public void stopped(Trainer.Checkpoint state) {}

  @Override
  public void note(String key, String value) {
    choices.put(key, value);
  }

  @Override
  public Map<String, String> notes() {
    return recorded;
  }
}
