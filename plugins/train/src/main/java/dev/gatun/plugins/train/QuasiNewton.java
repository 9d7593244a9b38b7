package dev.gatun.plugins.train;

import dev.gatun.api.Trainer;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One training by L-BFGS.
final class QuasiNewton {
  private static final String POINT = "point";
  private static final String STEP = "step.";
  private static final String CHANGE = "change.";

  private final Lbfgs settings;
  private final Trainer.Training training;
  private final FullBatch batch;
  private final WolfeSearch search;
  private final CurvatureMemory memory;

  /// Holds states for checkpoints.
  private final List<Tensor> places = new ArrayList<>();

  /// Where a training goes on; null for the parameters as they are.
  private double @Nullable [] start;

  private int epoch;
  private int evaluations;

  /// A point that was tried.
  private record Trial(double step, double slope, double[] parameters, FullBatch.Found found)
      implements WolfeSearch.Point {
    @Override
    public double value() {
      return found.value();
    }

    /// {@return the same point as the start of a line}
    Trial start(double[] direction) {
      return new Trial(0, CurvatureMemory.dot(found.gradient(), direction), parameters, found);
    }
  }

  QuasiNewton(Lbfgs settings, Trainer.Training training) {
    this.settings = settings;
    this.training = training;
    this.batch = new FullBatch(training, settings.batchSize());
    this.search = new WolfeSearch(settings.curvature());
    this.memory = new CurvatureMemory(settings.history());
    training
        .checkpoint()
        .ifPresent(checkpoint -> {
          epoch = checkpoint.epoch();
          restore(checkpoint.slots());
        });
  }

  private void restore(SequencedMap<String, Tensor> slots) {
    Tensor point = slots.get(POINT);
    if (point == null) {
      throw new IllegalStateException("the checkpoint lacks the optimizer's " + POINT);
    }
    start = training.engine().download(point);
    for (int i = 0; slots.containsKey(STEP + i); i++) {
      memory.add(numbers(slots, STEP + i), numbers(slots, CHANGE + i));
    }
  }

  private double[] numbers(SequencedMap<String, Tensor> slots, String name) {
    Tensor slot = slots.get(name);
    if (slot == null) {
      throw new IllegalStateException("the checkpoint lacks the optimizer's " + name);
    }
    return training.engine().download(slot);
  }

  void run() {
    long begin = System.nanoTime();
    // More digits than the parameters themselves have, where a training goes on.
    Trial at = new Trial(0, 0, start == null ? batch.point() : start, evaluate());
    requireFinite(at);
    while (epoch < settings.epochs()) {
      if (training.interrupted()) {
        training.stopped(state(at));
        return;
      }
      Optional<Trial> next = next(at);
      at = next.orElse(at);
      batch.move(at.parameters());
      if (next.isEmpty() && epoch > 0) {
        return;
      }
      epoch++;
      double loss = at.found().loss();
      training.progress(epoch, 1, 1, loss);
      long examples = (long) evaluations * training.rows().length;
      evaluations = 0;
      boolean more = training.epochDone(state(at), loss, examples, System.nanoTime() - begin);
      begin = System.nanoTime();
      if (!more || next.isEmpty()) {
        return;
      }
    }
  }

  private FullBatch.Found evaluate() {
    evaluations++;
    return batch.evaluate();
  }

  private void requireFinite(Trial trial) {
    double slope = Arrays.stream(trial.found().gradient()).sum();
    if (!Double.isFinite(trial.value()) || !Double.isFinite(slope)) {
      throw new ArithmeticException(
          "epoch %d: the loss is %s, its gradient adds up to %s; look for numbers out of range in the data, or scale them"
              .formatted(epoch + 1, trial.value(), slope));
    }
  }

  /// {@return the end of the next step; empty where there is nowhere to go}
  private Optional<Trial> next(Trial at) {
    double greatest = Arrays.stream(at.found().gradient()).map(Math::abs).max().orElse(0);
    if (greatest <= settings.tolerance()) {
      training.note(
          "train.converged",
          "after epoch %d: no element of the gradient is above the tolerance".formatted(epoch));
      return Optional.empty();
    }
    Optional<Trial> next = along(at, memory.direction(at.found().gradient()));
    if (next.isEmpty() && !memory.isEmpty()) {
      memory.clear();
      next = along(at, memory.direction(at.found().gradient()));
    }
    next.ifPresentOrElse(
        to ->
            memory.add(
                minus(to.parameters(), at.parameters()),
                minus(to.found().gradient(), at.found().gradient())),
        () ->
            training.note(
                "train.converged", "after epoch %d: no step lowers the loss".formatted(epoch)));
    return next;
  }

  private Optional<Trial> along(Trial at, double[] direction) {
    Trial start = at.start(direction);
    if (!(start.slope() < 0)) {
      return Optional.empty();
    }
    // Without memory the direction has no scale of its own.
    double length = Arrays.stream(direction).map(Math::abs).sum();
    double first = settings.learningRate() * (memory.isEmpty() ? Math.min(1, 1 / length) : 1);
    return search.search(step -> tried(at.parameters(), direction, step), start, first);
  }

  private Trial tried(double[] from, double[] direction, double step) {
    double[] parameters = from.clone();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += step * direction[i];
    }
    batch.move(parameters);
    FullBatch.Found found = evaluate();
    return new Trial(step, CurvatureMemory.dot(found.gradient(), direction), parameters, found);
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private Trainer.Checkpoint state(Trial at) {
    SequencedMap<String, Tensor> slots = new LinkedHashMap<>();
    slots.put(POINT, kept(0, at.parameters()));
    List<double[]> pairs = memory.pairs();
    for (int i = 0; i < pairs.size(); i += 2) {
      slots.put(STEP + i / 2, kept(1 + i, pairs.get(i)));
      slots.put(CHANGE + i / 2, kept(2 + i, pairs.get(i + 1)));
    }
    return new Trainer.Checkpoint(epoch, epoch, 0, slots);
  }

  /// {@return numbers as a tensor, whose place is used again for the next state}
  private Tensor kept(int place, double[] numbers) {
    if (place == places.size()) {
      places.add(training.workspace().allocate(ElementType.F64, Shape.of(numbers.length)));
    }
    training.engine().upload(numbers, places.get(place));
    return places.get(place);
  }
}
