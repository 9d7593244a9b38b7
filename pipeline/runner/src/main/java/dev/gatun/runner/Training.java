package dev.gatun.runner;

import dev.gatun.api.History;
import dev.gatun.api.Result;
import dev.gatun.api.Trainer;
import dev.gatun.api.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What a trainer sees of a run: after each epoch it evaluates, writes history, and now and then a
/// checkpoint.
final class Training extends SessionTraining {
  /// Seconds between two checkpoints; less is lost than this where the machine fails.
  private static final double CHECKPOINT_SECONDS = 10;

  /// Time between two events that tell of progress: no one reads faster.
  private static final long PROGRESS_NANOS = 100_000_000;

  private final RunFolder folder;
  private final @Nullable Evaluation evaluation;
  private final Event.Listener listener;
  private final Optional<Profile> profile;
  private final Watch watch;
  private final int epochs;
  private final List<SequencedMap<String, Double>> history = new ArrayList<>();
  private final SequencedMap<String, String> notes = new LinkedHashMap<>();

  /// The results of the validation split, of the last epoch or of that whose parameters are kept;
  /// empty without one.
  private SequencedMap<String, Result> validation = new LinkedHashMap<>();

  private long examplesTrained;
  private long nanos;
  private double lastLoss = Double.NaN;
  private long lastCheckpoint = System.nanoTime();
  private final Optional<SavedTraining> saved;
  private long savedStep;

  /// After the last epoch.
  private Trainer.@Nullable Checkpoint latest;

  private long lastProgress;
  private boolean stopped;
  private boolean stepped;
  private OptionalDouble firstStep = OptionalDouble.empty();

  Training(
      Session session,
      RunFolder folder,
      @Nullable Evaluation evaluation,
      Interruption interruption,
      Event.Listener listener,
      boolean profiled,
      Optional<SavedTraining> saved) {
    super(session, interruption);
    this.folder = folder;
    this.evaluation = evaluation;
    this.listener = listener;
    this.profile = profiled ? Optional.of(new Profile()) : Optional.empty();
    this.epochs = session.definition().train().epochs();
    this.watch = new Watch(session, folder, listener);
    this.saved = saved;
    saved.ifPresent(this::restore);
  }

  private void restore(SavedTraining earlier) {
    history.addAll(folder.epochs(earlier.epoch()));
    watch.restore(history());
    notes.putAll(earlier.notes());
    examplesTrained = earlier.examples();
    nanos = earlier.nanos();
    savedStep = earlier.step();
    if (!history.isEmpty()) {
      lastLoss = history.getLast().getOrDefault("train.loss", Double.NaN);
    }
  }

  /// {@return whether an earlier part of the training ended it before its last epoch}
  boolean isOver() {
    if (saved.isEmpty() || history.isEmpty() || history.size() >= epochs) {
      return false;
    }
    Optional<String> reason = watch.stop(history());
    reason.ifPresent(why -> stoppedEarly(history.size(), why));
    return reason.isPresent();
  }

  @Override
  public Optional<Trainer.Checkpoint> checkpoint() {
    return saved.map(earlier -> earlier.state(session.engine(), session.workspace()));
  }

  @Override
  public Optional<Profile> profile() {
    return profile;
  }

  @Override
  public void progress(int epoch, long done, long steps, double loss) {
    if (!stepped) {
      stepped = true;
      firstStep = ProcessAge.seconds();
      firstStep.ifPresent(seconds -> listener.on(new Event.FirstStep(seconds)));
    }
    long now = System.nanoTime();
    if (now - lastProgress < PROGRESS_NANOS) {
      return;
    }
    lastProgress = now;
    long examples =
        Math.min(done * session.definition().train().batchSize(), session.train().rows().length);
    listener.on(new Event.Progressed(epoch, epochs, done, steps, examples, loss));
  }

  @Override
  public boolean epochDone(Trainer.Checkpoint state, double loss, long examples, long epochNanos) {
    examplesTrained += examples;
    nanos += epochNanos;
    lastLoss = loss;
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("epoch", (double) state.epoch());
    numbers.put("train.loss", loss);
    numbers.put("train.seconds", epochNanos / 1e9);
    numbers.put("train.examplesPerSecond", examples / (epochNanos / 1e9));
    evaluate();
    validation.forEach((name, result) -> {
      if (result instanceof Result.Number number) {
        numbers.put("validation." + name, number.value());
      }
    });
    history.add(numbers);
    folder.appendHistory(Json.write(Trees.nested(numbers)));
    latest = state;
    if ((System.nanoTime() - lastCheckpoint) / 1e9 > CHECKPOINT_SECONDS) {
      save(state);
    }
    listener.on(new Event.EpochDone(state.epoch(), epochs, numbers));
    Optional<String> reason = watch.epochDone(history(), file -> write(file, state));
    if (state.epoch() < epochs) {
      reason.ifPresent(why -> stoppedEarly(state.epoch(), why));
    }
    return reason.isEmpty();
  }

  private void evaluate() {
    if (evaluation != null) {
      Definition.Evaluate evaluate = session.definition().evaluate();
      validation =
          evaluation.run(session.validation(), evaluate.reported()).named(evaluate.metrics());
    }
  }

  private void stoppedEarly(int epoch, String why) {
    note("train.stop", "after epoch %d: %s".formatted(epoch, why));
    listener.on(new Event.Noted("stopped after epoch %d: %s".formatted(epoch, why)));
  }

  /// Ends a training that was done: it could be gone on with later, and the parameters become those
  /// that the trainer wants to keep.
  void finish() {
    Trainer.Checkpoint state = latest;
    if (state != null && state.step() > savedStep) {
      save(state);
    }
    if (watch.restoreBest(this) || validation.isEmpty()) {
      evaluate();
    }
  }

  @Override
  public void stopped(Trainer.Checkpoint state) {
    save(state);
    stopped = true;
  }

  /// {@return whether the training stopped before it was done, leaving a checkpoint}
  boolean isStopped() {
    return stopped;
  }

  private void save(Trainer.Checkpoint state) {
    write(folder.last(), state);
    lastCheckpoint = System.nanoTime();
    savedStep = state.step();
  }

  private void write(Path file, Trainer.Checkpoint state) {
    folder.syncHistory();
    ModelFile.writeCheckpoint(
        file,
        session.parameters(),
        state,
        SavedTraining.metadata(session, state, notes, examplesTrained, nanos));
  }

  @Override
  public void note(String key, String value) {
    notes.put(key, value);
  }

  @Override
  public Map<String, String> notes() {
    return saved.map(SavedTraining::notes).orElse(Map.of());
  }

  long examplesTrained() {
    return examplesTrained;
  }

  /// {@return seconds from the start of the process to the end of the first step}
  OptionalDouble firstStep() {
    return firstStep;
  }

  SequencedMap<String, String> noted() {
    return notes;
  }

  @Override
  public History history() {
    return new History(Collections.unmodifiableList(history));
  }

  SequencedMap<String, Result> validation() {
    return validation;
  }

  /// {@return the `train` part of `metrics.json`}
  SequencedMap<String, Object> metrics() {
    SequencedMap<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("epochs", history.size());
    metrics.put("examples", session.train().rows().length);
    metrics.put("seconds", nanos / 1e9);
    metrics.put("examplesPerSecond", examplesTrained / (nanos / 1e9));
    metrics.put("loss", lastLoss);
    return metrics;
  }
}
