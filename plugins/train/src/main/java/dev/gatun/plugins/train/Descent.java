package dev.gatun.plugins.train;

import dev.gatun.api.Optimizer;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Trainer;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Plan;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One training by gradient descent, its work shared by workers: each computes the gradient of its
/// part of a batch with a plan of its own; then each updates a range of the parameters with the sum
/// of all gradients, in the order of the workers.
final class Descent {
  /// Ranges of parameters begin at multiples of this many numbers, a cache line of float32.
  private static final int ALIGNMENT = 16;

  /// How many parameters an optimizer of several passes gets at a time, so that they stay in a
  /// cache between them.
  private static final int PART = 16_384;

  private final GradientDescent settings;
  private final Trainer.Training training;
  private final Engine engine;
  private final Worker[] workers;
  private final SequencedMap<String, Tensor> slots = new LinkedHashMap<>();
  private final int[] order;
  private final long stepsPerEpoch;
  private final @Nullable MemorySegment weights;
  private final double totalWeight;

  private int epoch;

  /// What the epochs before have made of the learning rate.
  private double epochFactor = 1;

  private long step;
  private double lossSum;
  private double batchWeight;
  private double scale;
  private boolean stopping;

  Descent(GradientDescent settings, Trainer.Training training) {
    this.settings = settings;
    this.training = training;
    this.engine = training.engine();
    this.order = training.rows().clone();
    this.stepsPerEpoch = Math.ceilDiv((long) order.length, settings.batchSize());
    this.weights = training.examples().weights().map(Tensor::segment).orElse(null);
    this.totalWeight = weight(0, order.length);
    this.workers = makeWorkers(chooseWorkers());
    Optional<Trainer.Checkpoint> checkpoint = training.checkpoint();
    checkpoint.ifPresent(this::restore);
  }

  /// Mixing examples takes one worker, whose kernels use the threads; else each thread is a worker.
  private int chooseWorkers() {
    Network network = training.network();
    String noted = training.notes().get("train.parallel");
    int wanted =
        noted != null ? Integer.parseInt(noted) : settings.parallel().orElse(training.threads());
    int count =
        network.graph().mixesExamples(network.losses())
            ? 1
            : Math.min(wanted, Math.max(1, settings.batchSize()));
    training.note("train.parallel", Integer.toString(count));
    return count;
  }

  private Worker[] makeWorkers(int count) {
    int batch = Math.min(settings.batchSize(), order.length);
    Plan.Settings capacity = Plan.Settings.of((batch + count - 1) / count, training.seed());
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // The last worker has a share of every batch, however small, so it is the one for penalties.
      boolean penalties = i == count - 1;
      Plan plan =
          Plan.training(
              training.network(), training.parameters(), training.workspace(), capacity, penalties);
      plan.examples(training.examples());
      plans.add(plan);
    }
    Optimizer optimizer = settings.optimizer();
    for (int i = 0; i < optimizer.slots(); i++) {
      slots.put("slot." + i, training.parameters().allocateBlock(training.workspace()));
    }
    Tensor parameters = training.parameters().block();
    List<Tensor> gradients = plans.stream().map(Plan::gradients).toList();
    List<Tensor> slotBlocks = List.copyOf(slots.values());
    Worker[] made = new Worker[count];
    int lines = (int) (parameters.size() / ALIGNMENT);
    for (int i = 0; i < count; i++) {
      int begin = (int) ((long) lines * i / count) * ALIGNMENT;
      int end = (int) ((long) lines * (i + 1) / count) * ALIGNMENT;
      UpdateBlock[] blocks = blocks(parameters, gradients, slotBlocks, begin, end);
      made[i] = new Worker(engine, plans.get(i), blocks, i, count);
      training.profile().ifPresent(made[i]::time);
    }
    return made;
  }

  /// The blocks one worker updates, one after another.
  private UpdateBlock[] blocks(
      Tensor parameters, List<Tensor> gradients, List<Tensor> slotBlocks, int begin, int end) {
    Optimizer optimizer = settings.optimizer();
    int most = optimizer.scratch() == 0 ? end - begin : Math.min(PART, end - begin);
    List<Tensor> scratch = new ArrayList<>();
    for (int i = 0; i < optimizer.scratch(); i++) {
      scratch.add(training.workspace().allocate(engine.type(), Shape.of(most)));
    }
    List<UpdateBlock> blocks = new ArrayList<>();
    for (int from = begin; from < end; from += most) {
      int size = Math.min(most, end - from);
      blocks.add(
          new UpdateBlock(
              optimizer, engine, parameters, gradients, slotBlocks, scratch, from, size));
    }
    return blocks.toArray(UpdateBlock[]::new);
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
      engine.threads(workers.length == 1 ? training.threads() : 1);
      shuffle(epoch + 1);
      epochFactor = settings.schedule().factor(training.history());
      long before = step;
      long begin = System.nanoTime();
      runEpoch();
      long nanos = System.nanoTime() - begin;
      engine.threads(training.threads());
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
    }
  }

  private Trainer.Checkpoint state() {
    return new Trainer.Checkpoint(epoch, step, lossSum, slots);
  }

  private long examplesBefore(long steps) {
    long inEpoch = Math.min((steps % stepsPerEpoch) * settings.batchSize(), order.length);
    return steps / stepsPerEpoch * order.length + inEpoch;
  }

  /// Orders the examples for an epoch: Fisher and Yates' shuffle, a pure function of seed and
  /// epoch.
  private void shuffle(int number) {
    System.arraycopy(training.rows(), 0, order, 0, order.length);
    RandomGenerator random = PhiloxRandom.of(training.seed(), "shuffle", number);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  private void runEpoch() {
    stopping = false;
    for (Worker worker : workers) {
      worker.epoch(epoch + 1);
    }
    prepareStep();
    Barrier barrier = new Barrier(workers.length);
    @Nullable Throwable[] failures = new @Nullable Throwable[workers.length];
    Thread[] threads = new Thread[workers.length];
    for (int i = 1; i < workers.length; i++) {
      int index = i;
      threads[i] =
          Thread.ofPlatform()
              .name("gatun-worker-" + i)
              .daemon()
              .start(() -> failures[index] = work(index, barrier));
    }
    failures[0] = work(0, barrier);
    for (int i = 1; i < workers.length; i++) {
      join(threads[i]);
    }
    for (Throwable failure : failures) {
      switch (failure) {
        case null -> {}
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalStateException("a worker failed: " + failure, failure);
      }
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Does one worker's part of an epoch; the first worker also keeps count between the two barriers
  /// of a step.
  private @Nullable Throwable work(int index, Barrier barrier) {
    try {
      Worker worker = workers[index];
      worker.start();
      while (!stopping) {
        worker.step();
        long current = step;
        int from = (int) (current % stepsPerEpoch) * settings.batchSize();
        int count = Math.min(settings.batchSize(), order.length - from);
        worker.gradients(order, from, count, scale);
        worker.arrived();
        if (!barrier.await()) {
          return null;
        }
        worker.waited();
        worker.update(rate(current), current + 1);
        if (index == 0) {
          account(current);
          worker.arrived();
        }
        if (!barrier.await()) {
          return null;
        }
        worker.waited();
      }
      return null;
    } catch (Exception | Error e) {
      barrier.abandon();
      return e;
    }
  }

  private double rate(long current) {
    return settings.optimizer().learningRate()
        * epochFactor
        * settings.schedule().factor(current, stepsPerEpoch, stepsPerEpoch * settings.epochs());
  }

  /// Adds up a step's loss and prepares the next; the others wait at the barrier meanwhile, or
  /// still update.
  private void account(long current) {
    double loss = 0;
    for (Worker worker : workers) {
      loss += worker.loss();
    }
    long inEpoch = current % stepsPerEpoch + 1;
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException(
          "epoch %d, batch %d: the loss is %s at learning rate %s; lower train.optimizer.learning-rate, or look for numbers out of range in the data"
              .formatted(epoch + 1, inEpoch, loss, rate(current)));
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
}
