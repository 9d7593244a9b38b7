package dev.gatun.plugins.train;

import dev.gatun.api.Average;
import dev.gatun.api.Clip;
import dev.gatun.api.Trainer;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One training by gradient descent, its work shared by workers: each computes the gradient of its
/// part of a batch with a plan of its own; then each updates ranges of the parameters, with the sum
/// of all gradients in the order of the workers, or with rows of a weight matrix's gradient that it
/// computes from the whole batch.
final class Descent implements AutoCloseable {
  private final GradientDescent settings;
  private final Trainer.Training training;
  private final Engine engine;
  private final Division division;
  private final Crew crew;
  private final Blocks blocks;

  /// What a checkpoint keeps beside the parameters.
  private final SequencedMap<String, Tensor> slots = new LinkedHashMap<>();

  private final int[] order;
  private final long stepsPerEpoch;
  private final @Nullable MemorySegment weights;
  private final double totalWeight;
  private final Phases.Part passes = this::pass;
  private final Phases.Part sums = this::addGradients;
  private final Phases.Part updates = this::update;
  private final @Nullable Clip clip;

  /// Null where the parameters are not averaged.
  private final @Nullable Averaging averaging;

  /// How many phases a step has.
  private final int stride;

  private int epoch;

  /// What the epochs before have made of the learning rate.
  private double epochFactor = 1;

  private long step;

  /// The epoch's first step in this run.
  private long firstStep;

  private double lossSum;
  private double batchWeight;
  private double scale;
  private boolean stopping;

  Descent(GradientDescent settings, Trainer.Training training) {
    this.settings = settings;
    this.training = training;
    this.engine = training.engine();
    this.order = training.rows().clone();
    this.clip = settings.clip().orElse(null);
    this.stepsPerEpoch = Math.ceilDiv((long) order.length, settings.batchSize());
    this.weights = training.examples().weights().map(Tensor::segment).orElse(null);
    this.totalWeight = weight(0, order.length);
    Tensor parameters = training.parameters().block();
    this.blocks = Blocks.of(settings, training, training.workspace(), parameters);
    for (int i = 0; i < blocks.slots().size(); i++) {
      slots.put("slot." + i, blocks.slots().get(i));
    }
    this.averaging = averaging();
    Optional<Trainer.Checkpoint> checkpoint = training.checkpoint();
    checkpoint.ifPresent(this::restore);
    this.division = new Division(settings, training);
    this.crew = new Crew(settings, training, training.workspace(), blocks, division.workers());
    this.stride = crew.passes() + (clip == null ? 1 : 2);
    training.profile().ifPresent(crew::time);
  }

  private @Nullable Averaging averaging() {
    Tensor trained = blocks.average();
    if (trained == null) {
      return null;
    }
    slots.put("trained", trained);
    Tensor parameters = blocks.parameters();
    engine.copy(parameters, trained);
    Tensor spare = training.parameters().allocateBlock(training.workspace());
    Average average = settings.average().orElseThrow();
    return new Averaging(average, stepsPerEpoch, engine, parameters, trained, spare);
  }

  private void exchange() {
    if (averaging != null) {
      averaging.exchange();
    }
  }

  private void restore(Trainer.Checkpoint checkpoint) {
    epoch = checkpoint.epoch();
    step = checkpoint.step();
    lossSum = checkpoint.lossSum();
    slots.forEach((name, slot) -> {
      Tensor saved = checkpoint.slots().get(name);
      if (saved == null) {
        throw new IllegalStateException("the checkpoint lacks the optimizer's " + name);
      }
      engine.axpby(1, saved, 0, slot);
    });
  }

  void run() {
    while (epoch < settings.epochs()) {
      if (training.interrupted()) {
        training.stopped(state());
        return;
      }
      Shuffle.order(training, epoch + 1, order);
      epochFactor = settings.schedule().factor(training.history());
      long before = step;
      long begin = System.nanoTime();
      runEpoch();
      long nanos = System.nanoTime() - begin;
      long trained = examplesBefore(step) - examplesBefore(before);
      if (step < (epoch + 1) * stepsPerEpoch) {
        training.stopped(state());
        return;
      }
      double loss = lossSum / totalWeight;
      epoch++;
      lossSum = 0;
      if (!training.epochDone(state(), loss, trained, nanos)) {
        return;
      }
      division.measure(nanos, settings.epochs() - epoch);
    }
  }

  private Trainer.Checkpoint state() {
    return new Trainer.Checkpoint(epoch, step, lossSum, slots);
  }

  private long examplesBefore(long steps) {
    long inEpoch = Math.min((steps % stepsPerEpoch) * settings.batchSize(), order.length);
    return steps / stepsPerEpoch * order.length + inEpoch;
  }

  private void runEpoch() {
    stopping = false;
    firstStep = step;
    crew.epoch(epoch + 1);
    prepareStep();
    exchange();
    crew.run(this::work);
    exchange();
  }

  /// Takes part in the steps of an epoch. Each has phases: the passes that compute gradients, and
  /// updates; between them a gradient that is to be limited is added up and measured.
  private void work(int member, Phases phases) {
    int last = crew.passes() - 1;
    for (int phase = 0; !stopping; phase += stride) {
      if (!phases.run(phase, phase + last, member, passes)
          || (clip != null && !phases.run(phase + last + 1, member, sums))
          || !phases.run(phase + stride - 1, member, updates)) {
        return;
      }
    }
  }

  private void addGradients(int phase, int part) {
    Worker worker = crew.worker(part);
    worker.waited();
    worker.add(batch(phase));
    worker.arrived();
  }

  private void pass(int phase, int part) {
    Worker worker = crew.worker(part);
    worker.waited();
    int number = phase % stride;
    if (number == 0) {
      worker.step();
    }
    worker.pass(number, order, begin(phase), batch(phase), scale);
    worker.arrived();
  }

  /// {@return where the batch of a phase begins in the epoch's order}
  private int begin(int phase) {
    return (int) ((firstStep + phase / stride) % stepsPerEpoch) * settings.batchSize();
  }

  /// {@return how many examples the batch of a phase has}
  private int batch(int phase) {
    return Math.min(settings.batchSize(), order.length - begin(phase));
  }

  /// The first part also keeps count.
  private void update(int phase, int part) {
    Worker worker = crew.worker(part);
    worker.waited();
    long current = firstStep + phase / stride;
    Clip limit = clip;
    if (limit == null) {
      worker.update(batch(phase), rate(current), current + 1, share(current + 1));
    } else {
      worker.update(limit, crew.norm(), rate(current), current + 1, share(current + 1));
    }
    if (part == 0) {
      account(current);
      worker.arrived();
    }
  }

  private double share(long number) {
    return averaging == null ? 0 : averaging.share(number);
  }

  private double rate(long current) {
    return settings.optimizer().learningRate()
        * epochFactor
        * settings.schedule().factor(current, stepsPerEpoch, stepsPerEpoch * settings.epochs());
  }

  /// Adds up a step's loss and prepares the next; the others wait meanwhile, or still update.
  private void account(long current) {
    double loss = crew.loss();
    long inEpoch = current % stepsPerEpoch + 1;
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException(
          "epoch %d, batch %d: the loss is %s at learning rate %s%s; lower train.optimizer.learning-rate, or look for numbers out of range in the data"
              .formatted(
                  epoch + 1,
                  inEpoch,
                  loss,
                  rate(current),
                  crew.firstNotFinite().map(origin -> " (" + origin + ")").orElse("")));
    }
    lossSum += loss * batchWeight;
    double done = (double) Math.min(inEpoch * settings.batchSize(), order.length) / order.length;
    training.progress(epoch + 1, inEpoch, stepsPerEpoch, lossSum / (done * totalWeight));
    step = current + 1;
    stopping = inEpoch == stepsPerEpoch || training.interrupted();
    if (!stopping) {
      prepareStep();
    }
  }

  /// Sets what the losses of the next batch are scaled with: one over the sum of the examples'
  /// weights.
  private void prepareStep() {
    int from = (int) (step % stepsPerEpoch) * settings.batchSize();
    int count = Math.min(settings.batchSize(), order.length - from);
    batchWeight = weight(from, count);
    scale = batchWeight == 0 ? 0 : 1 / batchWeight;
  }

  /// {@return the sum of the weights of some examples in this epoch's order: their number where
  /// they have none}
  private double weight(int from, int count) {
    MemorySegment each = weights;
    if (each == null) {
      return count;
    }
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += each.getAtIndex(ValueLayout.JAVA_FLOAT, order[i]);
    }
    return sum;
  }

  @Override
  public void close() {
    crew.close();
  }
}
