package dev.gatun.api;

import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.profile.Profile;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Fits the parameters of a network to examples.
@Kind("trainer")
public interface Trainer {
  /// Trains until done, or until [Training#interrupted].
  ///
  /// @param training what to train, with what, and whom to tell
  /// @throws ArithmeticException if the loss becomes NaN or infinite, naming epoch, batch and rate
  void train(Training training);

  /// {@return the number of epochs planned, at least 1}
  int epochs();

  /// {@return the greatest number of examples in one step}
  int batchSize();

  /// {@return costs of parameters that are added to the loss}
  default List<Named<Penalty>> penalties() {
    return List.of();
  }

  /// {@return what ends the training before its last epoch; empty to train all epochs}
  default Optional<Stop> stop() {
    return Optional.empty();
  }

  /// {@return what chooses the epoch whose parameters are used in the end; empty for the last}
  default Optional<Keep> keep() {
    return Optional.empty();
  }

  /// Says whether a training that was planned for another number of epochs can go on to [#epochs]
  /// and end where one planned for so many from the beginning would.
  ///
  /// @param planned epochs before
  /// @param step steps done
  /// @param examples of the training split
  /// @return why not, as a part of a sentence; empty if it can
  default Optional<String> refuses(int planned, long step, int examples) {
    return Optional.empty();
  }

  /// A training under way.
  interface Training {
    /// {@return runs the kernels}
    Engine engine();

    /// {@return owns what the trainer allocates}
    Workspace workspace();

    /// {@return what to train}
    Network network();

    /// {@return the parameters, initialised or as a checkpoint left them; to be updated}
    Parameters parameters();

    /// {@return holds the training split}
    Examples examples();

    /// {@return the rows of the training split}
    int[] rows();

    /// {@return the seed of the run}
    long seed();

    /// {@return threads it may keep busy, at least 1}
    int threads();

    /// {@return where to go on; empty for a new run}
    Optional<Checkpoint> checkpoint();

    /// {@return what the epochs done so far came to; empty where nobody keeps it}
    default History history() {
      return new History(List.of());
    }

    /// {@return what to measure with where the time goes, a stopwatch for each worker; empty where
    /// nobody wants to know}
    default Optional<Profile> profile() {
      return Optional.empty();
    }

    /// {@return whether to stop after the step under way, saving a checkpoint}
    boolean interrupted();

    /// Tells how an epoch is going; cheap enough for every step. Any of the trainer's threads may
    /// call, one at a time.
    ///
    /// @param epoch from 1
    /// @param done steps done in it
    /// @param steps steps in it
    /// @param loss mean loss so far
    void progress(int epoch, long done, long steps, double loss);

    /// Tells that an epoch is over; the framework then evaluates, writes history and checkpoints.
    ///
    /// @param state how far the training has come
    /// @param loss mean loss over the epoch's examples
    /// @param examples trained in this epoch
    /// @param nanos spent in its steps
    /// @return whether to go on with the next epoch
    boolean epochDone(Checkpoint state, double loss, long examples, long nanos);

    /// Tells where an interrupted training stopped within an epoch.
    ///
    /// @param state how far the training has come
    void stopped(Checkpoint state);

    /// Records a choice for provenance, such as how the work is divided.
    ///
    /// @param key what was chosen
    /// @param value the choice
    void note(String key, String value);

    /// {@return what an earlier part of the same run noted; empty for a new run}
    Map<String, String> notes();
  }

  /// How far a training has come. The parameters themselves are not part of it.
  ///
  /// @param epoch epochs finished
  /// @param step steps done since the beginning
  /// @param lossSum losses of the steps done in the epoch under way, each times the weight of its
  ///   examples
  /// @param slots the optimizer's slots by name, in the engine's memory; live while the training
  ///   runs
  record Checkpoint(int epoch, long step, double lossSum, SequencedMap<String, Tensor> slots) {}
}
