package dev.gatun.runner;

import dev.gatun.api.Trainer;
import java.util.Map;
import java.util.Optional;

/// A training that ends as soon as its trainer has told of a step: everything the trainer needs is
/// allocated, and one batch went forward and backward.
final class FirstStep extends SessionTraining {
  FirstStep(Session session) {
    super(session, new Interruption());
  }

  @Override
  public Optional<Trainer.Checkpoint> checkpoint() {
    return Optional.empty();
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
