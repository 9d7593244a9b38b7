package dev.gatun.plugins.train;

import dev.gatun.api.Trainer;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.SharedPlans;
import dev.gatun.api.graph.WeightGradient;
import dev.gatun.api.profile.Profile;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The workers that share each batch of a training, with their threads: each has a plan of its own
/// and ranges of the parameters to update.
final class Crew implements AutoCloseable {
  private final Engine engine;
  private final int threads;
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
    int batch = Math.min(settings.batchSize(), training.rows().length);
    int share = Math.ceilDiv(batch, count);
    List<WeightGradient> weights = new ArrayList<>();
    List<Passes> passes = new ArrayList<>();
    if (settings.accumulate() == 1) {
      SharedPlans plans =
          SharedPlans.training(
              training.network(),
              training.parameters(),
              workspace,
              Plan.Settings.of(share, training.seed()),
              count);
      plans.plans().forEach(plan -> plan.examples(training.examples()));
      plans.plans().forEach(plan -> passes.add(new WholeShare(engine, plan)));
      weights.addAll(plans.weights());
    } else {
      for (int i = 0; i < count; i++) {
        passes.add(parts(training, workspace, share, settings.accumulate(), i == 0));
      }
    }
    List<Tensor> gradients = passes.stream().map(Passes::gradient).toList();
    Ranges ranges = new Ranges(engine, settings, workspace, learned, gradients, weights);
    workers = new Worker[count];
    for (int i = 0; i < count; i++) {
      workers[i] = new Worker(passes.get(i), ranges.of(i), i, share);
    }
    team = new Team(count);
  }

  private static Parts parts(
      Trainer.Training training, Workspace workspace, int share, int count, boolean first) {
    boolean penalties = first && training.network().penalty().isPresent();
    return new Parts(
        training.engine(),
        plan(training, workspace, Math.ceilDiv(share, count), false),
        penalties ? plan(training, workspace, 1, true) : null,
        training.parameters().allocateBlock(workspace),
        count);
  }

  private static Plan plan(
      Trainer.Training training, Workspace workspace, int capacity, boolean penalties) {
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
