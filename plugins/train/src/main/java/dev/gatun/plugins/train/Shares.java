package dev.gatun.plugins.train;

import dev.gatun.api.Trainer;
import dev.gatun.api.graph.Network;

/// How batches are divided: into parts, which are computed one after another, and each part into
/// shares of the workers.
///
/// What a part needs stays in caches, so that large batches train as fast as smaller ones, in as
/// little memory. The bits of the results depend on the parts, which follow from the definition,
/// the network and the number of workers.
///
/// @param parts of a batch, at least 1
/// @param workers at least 1
/// @param rows that a worker takes at a time, at least 1; at the end of a batch fewer or none
record Shares(int parts, int workers, int rows) {
  /// Rows that a worker takes at a time, at most: with 784 inputs and 512 units, they are as large
  /// as a second-level cache of 1 MiB.
  private static final int ROWS = 128;

  /// Rows of fewer multiply-adds than this altogether are not divided: waiting for the other
  /// workers after each part would cost more than caches save.
  private static final long WORK = 64_000_000;

  /// Batches of more parameters are not divided: their gradients, which each part is added to, are
  /// larger than what a part of the batch saves.
  private static final long PARAMETERS = 1 << 20;

  /// Divides batches.
  ///
  /// @param settings size and number of parts
  /// @param training whose network is trained
  /// @param workers at least 1
  /// @return how
  static Shares of(GradientDescent settings, Trainer.Training training, int workers) {
    int batch = Math.min(settings.batchSize(), training.rows().length);
    Network network = training.network();
    boolean mixes = network.graph().mixesExamples(network.losses());
    // Gradients of matrices that have a penalty, too, would have to be added up apart.
    boolean whole = mixes || network.penalty().isPresent();
    int usual = whole ? 1 : parts(batch, training.parameters().block().size(), workers);
    int parts = settings.accumulate() == 1 ? usual : settings.accumulate();
    int rows = Math.ceilDiv(Math.ceilDiv(batch, parts), workers);
    return new Shares(Math.ceilDiv(batch, rows * workers), workers, rows);
  }

  /// {@return how many parts suit caches}
  ///
  /// @param batch its rows
  /// @param parameters how many there are; each takes part in about three multiply-adds for each
  ///   row
  /// @param workers at least 1
  static int parts(int batch, long parameters, int workers) {
    if (parameters > PARAMETERS) {
      return 1;
    }
    long most = Math.max(ROWS, WORK / Math.max(1, 3 * parameters));
    // A single worker's kernels use several threads.
    return (int) Math.ceilDiv(batch, most * Math.max(2, workers));
  }

  /// {@return how many rows of a batch a part has}
  ///
  /// @param part from 0
  /// @param batch its rows
  int size(int part, int batch) {
    return begin(part + 1, 0, batch) - begin(part, 0, batch);
  }

  /// {@return where a worker's share of a part begins, among the rows of the batch}
  ///
  /// @param part from 0
  /// @param worker from 0
  /// @param batch its rows
  int begin(int part, int worker, int batch) {
    return (int) Math.min(batch, ((long) part * workers + worker) * rows);
  }
}
