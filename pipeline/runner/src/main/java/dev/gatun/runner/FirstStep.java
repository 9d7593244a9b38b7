package dev.gatun.runner;

import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import java.util.Map;
import java.util.Optional;

/// A training that ends as soon as its trainer has told of a step: everything the trainer needs is
/// allocated, and one batch went forward and backward.
///
/// @param session ready to train
/// @param interruption requested by the first step
record FirstStep(Session session, Interruption interruption) implements Trainer.Training {
  @Override
  public Engine engine() {
    return session.engine();
  }

  @Override
  public Workspace workspace() {
    return session.workspace();
  }

  @Override
  public Network network() {
    return session.network();
  }

  @Override
  public Parameters parameters() {
    return session.parameters();
  }

  @Override
  public Examples examples() {
    return session.train().examples();
  }

  @Override
  public int[] rows() {
    return session.train().rows();
  }

  @Override
  public long seed() {
    return session.definition().seed();
  }

  @Override
  public int threads() {
    return session.threads();
  }

  @Override
  public Optional<Trainer.Checkpoint> checkpoint() {
    return Optional.empty();
  }

  @Override
  public boolean interrupted() {
    return interruption.isRequested();
  }

  @Override
  public void progress(int epoch, long done, long steps, double loss) {
    interruption.request();
  }

  @Override
  public boolean epochDone(Trainer.Checkpoint state, double loss, long examples, long nanos) {
    return false;
  }

  @Override
  public void stopped(Trainer.Checkpoint state) {}

  @Override
  public void note(String key, String value) {}

  @Override
  public Map<String, String> notes() {
    return Map.of();
  }
}
