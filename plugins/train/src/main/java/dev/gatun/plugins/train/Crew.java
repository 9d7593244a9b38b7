package dev.gatun.plugins.train;

import dev.gatun.api.Trainer;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.SharedPlans;
import dev.gatun.api.profile.Profile;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The workers that share each batch of a training, with their threads: each has a plan of its own
/// and ranges of the parameters to update.
final class Crew implements AutoCloseable {
  private final Engine engine;
  private final int threads;
  private final Shares shares;
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
    shares = Shares.of(settings, training, count);
    SharedPlans shared =
        SharedPlans.training(
            training.network(),
            training.parameters(),
            workspace,
            Plan.Settings.of(shares.rows(), training.seed()),
            count,
            shares.parts() > 1);
    List<Plan> plans = shared.plans();
    List<Tensor> gradients = plans.stream().map(Plan::gradients).toList();
    Ranges ranges = new Ranges(engine, settings, workspace, learned, gradients, shared.weights());
    workers = new Worker[count];
    for (int i = 0; i < count; i++) {
      plans.get(i).examples(training.examples());
      workers[i] = new Worker(engine, plans.get(i), ranges.of(i), i, shares);
    }
    team = new Team(count);
  }

  /// {@return how many passes a batch's gradient takes before the parameters are updated}
  int passes() {
    return 2 * shares.parts() - 1;
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
      squared += worker.squared();
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
