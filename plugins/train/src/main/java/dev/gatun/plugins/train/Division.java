package dev.gatun.plugins.train;

import dev.gatun.api.Trainer;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/// How many workers share the batches of a training, which is noted as `train.parallel`.
///
/// In this order: one worker, whose kernels use the threads, if the graph mixes examples; what an
/// earlier part of the same run noted; the option; what was measured on this machine for the same
/// engine, graph, batch and threads; one worker for small graphs, else one for each thread.
///
/// The number never changes within a run, since the bits of the results depend on it. What is
/// measured during a run, once its code is compiled, serves later ones.
final class Division {
  private static final String NOTE = "train.parallel";

  /// Multiply-adds of a step below which waiting for another thread costs more than it saves.
  private static final long SMALL = 250_000;

  /// Training for this many nanoseconds has had Java's code compiled.
  private static final long WARM = 500_000_000L;

  /// How often to measure, with so many nanoseconds of training in between: a host moves its
  /// processors about, and has them in one place for seconds.
  private static final int TIMES = 3;

  private static final long BETWEEN = 1_000_000_000L;

  /// Measuring may take one such part of the time that the training still needs, each time; between
  /// so many nanoseconds, or it is left out.
  private static final long SHARE = 50;

  private static final long LEAST = 40_000_000L;
  private static final long MOST = 300_000_000L;

  /// What fewer workers are faster by at least: less may be chance, and where something else wants
  /// a processor now and then, more workers keep their speed better.
  private static final double MARGIN = 0.9;

  private static final int ROUNDS = 7;

  /// The place of the round that counts, by speed.
  private static final int SECOND = 1;

  private final GradientDescent settings;
  private final Trainer.Training training;
  private final Measurements measurements;
  private final int batch;
  private final boolean open;
  private final int workers;
  private long trained;
  private long due = WARM;

  /// What was the fastest each time.
  private final List<Integer> measured = new ArrayList<>();

  Division(GradientDescent settings, Trainer.Training training) {
    this.settings = settings;
    this.training = training;
    this.batch = Math.min(settings.batchSize(), training.rows().length);
    this.measurements = Measurements.ofUser();
    Network network = training.network();
    String noted = training.notes().get(NOTE);
    boolean mixes = network.graph().mixesExamples(network.losses());
    boolean chosen = mixes || noted != null || settings.parallel().isPresent();
    OptionalInt known = chosen ? OptionalInt.empty() : measurements.read(key());
    open = !chosen && known.isEmpty() && training.threads() > 1 && batch > 1;
    int wanted =
        noted != null ? Integer.parseInt(noted) : settings.parallel().orElseGet(this::usual);
    workers = mixes ? 1 : Math.clamp(known.orElse(wanted), 1, Math.max(1, settings.batchSize()));
    training.note(NOTE, Integer.toString(workers));
  }

  /// {@return the number of workers}
  int workers() {
    return workers;
  }

  private int usual() {
    // Each parameter takes part in about three multiply-adds for each example.
    long work = 3 * training.parameters().block().size() * batch;
    return work < SMALL ? 1 : training.threads();
  }

  /// {@return what the fastest division depends on}
  private String key() {
    Engine engine = training.engine();
    StringBuilder key = new StringBuilder();
    key.append(engine.id()).append(' ').append(engine.description());
    for (String property : List.of("java.vm.version", "os.arch")) {
      key.append('\n').append(System.getProperty(property));
    }
    key.append('\n').append(Runtime.getRuntime().availableProcessors()).append(" processors");
    key.append('\n').append(training.network().losses()).append(' ');
    training
        .parameters()
        .parameters()
        .forEach((name, tensor) -> key.append(name).append(tensor.shape()).append(' '));
    key.append(settings.optimizer().getClass().getName());
    return key.append("\nbatch %d, %d threads".formatted(batch, training.threads())).toString();
  }

  /// Between two epochs, a few times in a training that is long enough, measures the divisions if
  /// nothing has decided on one, and keeps for later runs what was the fastest: the usual number at
  /// once; another after the last time, the one of most workers that ever was, since one time may
  /// be disturbed. Neither parameters nor the optimizer's slots are touched.
  ///
  /// @param nanos the epoch took
  /// @param left epochs to come
  void measure(long nanos, int left) {
    trained += nanos;
    if (!open || measured.size() == TIMES || trained < due || nanos * left / SHARE < LEAST) {
      return;
    }
    due = trained + BETWEEN;
    List<Integer> candidates = candidates();
    long budget = Math.min(MOST, nanos * left / SHARE) / ROUNDS / candidates.size();
    try (Workspace workspace = training.engine().workspace("measuring")) {
      measured.add(fastest(candidates, workspace, budget));
    }
    int most = Collections.max(measured);
    if (measured.size() == TIMES || most == workers) {
      measurements.write(key(), most);
    }
  }

  /// {@return one, and the threads halved as often as each worker still gets an example}
  private List<Integer> candidates() {
    List<Integer> counts = new ArrayList<>();
    for (int count = training.threads(); count > 1; count /= 2) {
      if (count <= batch) {
        counts.add(count);
      }
    }
    counts.add(1);
    return counts;
  }

  private int fastest(List<Integer> candidates, Workspace workspace, long budget) {
    List<Crew> crews = new ArrayList<>();
    try {
      for (int count : candidates) {
        crews.add(crew(workspace, count));
      }
      double[][] nanos = new double[crews.size()][ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < nanos.length; i++) {
          nanos[i][round] = new Trial(crews.get(i), budget).run();
        }
      }
      // Not the best: one worker, whose kernels wake threads, is fast at times and slow at others.
      // Not the median: something else may take a processor in most rounds.
      int fastest = 0;
      for (int i = 0; i < nanos.length; i++) {
        Arrays.sort(nanos[i]);
        fastest = nanos[i][SECOND] < MARGIN * nanos[fastest][SECOND] ? i : fastest;
      }
      return candidates.get(fastest);
    } finally {
      crews.forEach(Crew::close);
    }
  }

  /// {@return workers that update a copy of the parameters' layout, all zero}
  private Crew crew(Workspace workspace, int count) {
    Tensor copy = training.parameters().allocateBlock(workspace);
    Blocks blocks = Blocks.of(settings, training, workspace, copy);
    Crew crew = new Crew(settings, training, workspace, blocks, count);
    crew.epoch(1);
    return crew;
  }

  /// Some steps of a crew on one batch.
  private final class Trial {
    private final Crew crew;
    private final int[] rows = training.rows();
    private final long budget;
    private long begin;
    private int steps;
    private boolean over;

    Trial(Crew crew, long budget) {
      this.crew = crew;
      this.budget = budget;
    }

    /// {@return nanoseconds for a step}
    double run() {
      begin = System.nanoTime();
      crew.run(this::work);
      return (System.nanoTime() - begin) / (double) steps;
    }

    private void work(int member, Phases phases) {
      int passes = crew.passes();
      for (int phase = 0; !over; phase += passes + 1) {
        if (!phases.run(phase, phase + passes - 1, member, this::pass)
            || !phases.run(phase + passes, member, this::update)) {
          return;
        }
      }
    }

    private void pass(int phase, int part) {
      int number = phase % (crew.passes() + 1);
      crew.worker(part).pass(number, rows, 0, batch, 1.0 / batch);
    }

    private void update(int phase, int part) {
      int step = phase / (crew.passes() + 1) + 1;
      crew.worker(part).update(batch, 0, step, 1);
      if (part == 0) {
        steps = step;
        over = System.nanoTime() - begin > budget;
      }
    }
  }
}
