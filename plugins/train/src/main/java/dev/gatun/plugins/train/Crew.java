package dev.gatun.plugins.train;

import dev.gatun.api.Optimizer;
import dev.gatun.api.Trainer;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.profile.Profile;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The workers that share each batch of a training, with their threads: each has a plan of its own
/// and a range of the parameters to update.
final class Crew implements AutoCloseable {
  /// Ranges of parameters begin at multiples of this many numbers, a cache line of float32.
  private static final int ALIGNMENT = 16;

  /// How many parameters an optimizer of several passes gets at a time, so that they stay in a
  /// cache between them.
  private static final int PART = 16_384;

  private final Engine engine;
  private final int threads;
  private final Optimizer optimizer;
  private final Workspace workspace;
  private final Worker[] workers;
  private final Team team;

  /// Compiles the plans and starts the threads.
  ///
  /// @param settings batch size and optimizer
  /// @param training what to train
  /// @param workspace owns the plans' buffers
  /// @param learned to be updated: the training's own, or a copy
  /// @param count how many workers, at least 1
  Crew(
      GradientDescent settings,
      Trainer.Training training,
      Workspace workspace,
      Blocks learned,
      int count) {
    this.engine = training.engine();
    this.threads = training.threads();
    this.optimizer = settings.optimizer();
    this.workspace = workspace;
    int batch = Math.min(settings.batchSize(), training.rows().length);
    int share = Math.ceilDiv(batch, count);
    int accumulate = settings.accumulate();
    List<Plan> plans = new ArrayList<>();
    List<@Nullable Parts> parts = new ArrayList<>();
    List<Tensor> gradients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // The last worker has a share of every batch, however small, so it is the one for penalties.
      boolean penalties = i == count - 1 && training.network().penalty().isPresent();
      boolean whole = accumulate == 1;
      Plan plan = plan(training, Math.ceilDiv(share, accumulate), penalties && whole);
      Tensor sum = whole ? plan.gradients() : training.parameters().allocateBlock(workspace);
      Plan penalized = penalties && !whole ? plan(training, 1, true) : null;
      plans.add(plan);
      parts.add(whole ? null : new Parts(engine, plan, penalized, sum, accumulate));
      gradients.add(sum);
    }
    workers = new Worker[count];
    int lines = (int) (learned.parameters().size() / ALIGNMENT);
    for (int i = 0; i < count; i++) {
      int begin = (int) ((long) lines * i / count) * ALIGNMENT;
      int end = (int) ((long) lines * (i + 1) / count) * ALIGNMENT;
      UpdateBlock[] blocks = blocks(learned, gradients, begin, end);
      ClipRange range =
          settings.clip().isPresent()
              ? new ClipRange(engine, gradients, workspace, begin, end - begin)
              : null;
      workers[i] = new Worker(engine, plans.get(i), parts.get(i), blocks, range, i, count);
    }
    team = new Team(count);
  }

  private Plan plan(Trainer.Training training, int capacity, boolean penalties) {
    Plan plan =
        Plan.training(
            training.network(),
            training.parameters(),
            workspace,
            Plan.Settings.of(capacity, training.seed()),
            penalties);
    plan.examples(training.examples());
    return plan;
  }

  /// The blocks one worker updates, one after another.
  private UpdateBlock[] blocks(Blocks learned, List<Tensor> gradients, int begin, int end) {
    int most = optimizer.scratch() == 0 ? end - begin : Math.min(PART, end - begin);
    List<Tensor> scratch = new ArrayList<>();
    for (int i = 0; i < optimizer.scratch(); i++) {
      scratch.add(workspace.allocate(engine.type(), Shape.of(most)));
    }
    List<UpdateBlock> blocks = new ArrayList<>();
    int from = begin;
    do { // an optimizer sees every worker's range, an empty one too
      int size = Math.min(most, end - from);
      blocks.add(new UpdateBlock(optimizer, engine, learned, gradients, scratch, from, size));
      from += most;
    } while (from < end);
    return blocks.toArray(UpdateBlock[]::new);
  }

  /// {@return the number of workers}
  int size() {
    return workers.length;
  }

  /// {@return a worker}
  ///
  /// @param index from 0
  Worker worker(int index) {
    return workers[index];
  }

  /// Has every worker timed.
  ///
  /// @param profile takes the times
  void time(Profile profile) {
    for (Worker worker : workers) {
      worker.time(profile);
    }
  }

  /// Sets the epoch, from 1, which random numbers depend on.
  void epoch(int number) {
    for (Worker worker : workers) {
      worker.epoch(number);
    }
  }

  /// {@return the mean loss of the batch that all workers are done with}
  double loss() {
    double loss = 0;
    for (Worker worker : workers) {
      loss += worker.loss();
    }
    return loss;
  }

  /// {@return where the batch's first number that is not finite came from; empty where that is not
  /// known}
  Optional<String> firstNotFinite() {
    return Arrays.stream(workers).flatMap(worker -> worker.firstNotFinite().stream()).findFirst();
  }

  /// {@return the Euclidean norm of the gradient that all workers have added up}
  double norm() {
    double squared = 0;
    for (Worker worker : workers) {
      squared += worker.range().squared();
    }
    return Math.sqrt(squared);
  }

  /// Lets every worker, on a thread of its own, do its part of a work. A single worker's kernels
  /// use all threads of the training, those of several use one each.
  void run(Team.Work work) {
    engine.threads(workers.length == 1 ? threads : 1);
    try {
      team.run(work);
    } finally {
      engine.threads(threads);
    }
  }

  /// Ends the threads.
  @Override
  public void close() {
    team.close();
  }
}
