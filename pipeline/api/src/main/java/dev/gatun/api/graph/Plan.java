package dev.gatun.api.graph;

import dev.gatun.api.data.Examples;
import dev.gatun.api.profile.Stopwatch;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Philox;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A graph compiled for an engine and a greatest number of rows: topologically sorted, fused, every
/// buffer allocated.
///
/// Parameters are shared with other plans; activations and gradients are the plan's own. Confined
/// to one thread at a time. After the first batch of each number of rows, running a plan allocates
/// nothing.
public final class Plan {
  private final Engine engine;
  private final boolean training;
  private final boolean inParts;
  private final int capacity;
  private final long seed;
  private final List<Lowering.Node> nodes;
  private final Set<String> states;
  private final Lowering lowering;
  private final Buffers buffers;
  private final int lossNode;
  private final int penaltyNode;
  private final Tensor rowNumbers;
  private final Seeds seeds;
  private final Tensor gradientBlock;
  private final Bound[] bounds;
  private final List<Workspace> planOwners;
  private @Nullable Bound current;

  private boolean forwarded;
  private boolean adds;

  /// Whose memory a step touches: the plan's own, the parameters' and the examples'.
  private Workspace[] owners;

  private @Nullable Examples examples;
  private @Nullable Stopwatch stopwatch;
  private long epoch;

  /// What a plan is compiled for.
  ///
  /// @param capacity the greatest number of rows, at least 1
  /// @param seed of the run: keys all randomness
  /// @param fuse whether operations are put together; false only to test that it changes nothing
  public record Settings(int capacity, long seed, boolean fuse) {
    /// Checks the capacity.
    ///
    /// @throws IllegalArgumentException if it is below 1
    public Settings {
      if (capacity < 1) {
        throw new IllegalArgumentException("plan: capacity must be at least 1, got " + capacity);
      }
    }

    /// Settings for ordinary use.
    ///
    /// @param capacity the greatest number of rows, at least 1
    /// @param seed of the run
    /// @return settings that fuse
    public static Settings of(int capacity, long seed) {
      return new Settings(capacity, seed, true);
    }
  }

  private Plan(
      Parameters parameters,
      Workspace workspace,
      List<Value> results,
      @Nullable Value losses,
      Optional<Value> penalty,
      boolean training,
      Settings settings,
      Batch.Rows rows) {
    this.engine = parameters.engine();
    this.training = training;
    this.inParts = rows.inParts();
    this.capacity = rows.capacity();
    this.seed = settings.seed();
    List<Value> all = new ArrayList<>(results);
    if (losses != null) {
      all.add(losses);
    }
    penalty.ifPresent(all::add);
    lowering = new Lowering(parameters.graph(), all, settings.fuse());
    nodes = lowering.nodes();
    states = parameters.states().keySet();
    lossNode = losses == null ? -1 : lowering.nodeOf(losses);
    penaltyNode = penalty.map(lowering::nodeOf).orElse(-1);
    planOwners = List.of(workspace, parameters.block().workspace());
    owners = planOwners.toArray(Workspace[]::new);
    buffers = new Buffers(nodes, parameters, workspace, engine.type(), rows, training);
    rowNumbers = workspace.allocate(ElementType.I32, Shape.of(capacity));
    seeds = new Seeds(workspace, engine.type(), training ? capacity : 0);
    gradientBlock =
        training
            ? parameters.allocateBlock(workspace)
            : workspace.allocate(engine.type(), Shape.of(0));
    if (training) {
      allocateGradients(parameters, penalty);
    }
    bounds = new Bound[capacity + 1];
    fillConstants();
  }

  private void allocateGradients(Parameters parameters, Optional<Value> penalty) {
    List<Integer> roots = new ArrayList<>();
    roots.add(lossNode);
    penalty.ifPresent(value -> roots.add(lowering.nodeOf(value)));
    buffers.allocateGradients(roots, parameters.views(gradientBlock));
  }

  private void fillConstants() {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).op() instanceof Leaves.Fixed numbers) {
        numbers.fill(engine, buffers.outputs[i]);
      }
    }
  }

  /// Compiles a plan that trains.
  ///
  /// @param network what to train
  /// @param parameters of the network's graph; read by the plan, never written
  /// @param workspace owns the plan's buffers
  /// @param settings capacity and seed
  /// @param penalties whether this plan adds the gradient of the penalties: true for exactly one of
  ///   several workers
  /// @return the plan
  public static Plan training(
      Network network,
      Parameters parameters,
      Workspace workspace,
      Settings settings,
      boolean penalties) {
    Batch.Rows rows = allRows(workspace, settings);
    Plan plan = shared(network, parameters, workspace, settings, penalties, rows);
    plan.buffers.assignInputGradients(Set.of());
    return plan;
  }

  private static Batch.Rows allRows(Workspace workspace, Settings settings) {
    int capacity = settings.capacity();
    return new Batch(workspace, capacity, false).rows(0, capacity);
  }

  /// Compiles a plan that trains on some rows of each batch, but for where its backward pass
  /// writes.
  static Plan shared(
      Network network,
      Parameters parameters,
      Workspace workspace,
      Settings settings,
      boolean penalties,
      Batch.Rows rows) {
    return new Plan(
        parameters,
        workspace,
        List.of(),
        network.losses(),
        penalties ? network.penalty() : Optional.empty(),
        true,
        settings,
        rows);
  }

  /// Compiles a plan for gradients of something other than the network's losses.
  ///
  /// @param losses of each example, `[n, 1]`
  /// @param parameters of the losses' graph; read by the plan, never written
  /// @param workspace owns the plan's buffers
  /// @param settings capacity and seed
  /// @return the plan
  public static Plan training(
      Value losses, Parameters parameters, Workspace workspace, Settings settings) {
    Batch.Rows rows = allRows(workspace, settings);
    Plan plan =
        new Plan(parameters, workspace, List.of(), losses, Optional.empty(), true, settings, rows);
    plan.buffers.assignInputGradients(Set.of());
    return plan;
  }

  /// Compiles a plan that evaluates.
  ///
  /// @param parameters of the results' graph; read by the plan, never written
  /// @param workspace owns the plan's buffers
  /// @param settings capacity and seed
  /// @param results what [#output] will be asked for
  /// @return the plan
  public static Plan evaluation(
      Parameters parameters, Workspace workspace, Settings settings, List<Value> results) {
    return new Plan(
        parameters,
        workspace,
        results,
        null,
        Optional.empty(),
        false,
        settings,
        allRows(workspace, settings));
  }

  /// Sets the data that row numbers refer to.
  ///
  /// @param data of the form the graph was built for
  /// @throws dev.gatun.api.data.DataException if the graph needs something they lack, or of another
  ///   size
  public void examples(Examples data) {
    DataForm.check(nodes, data);
    examples = data;
    owners =
        Stream.concat(planOwners.stream(), DataForm.owners(data).stream())
            .distinct()
            .toArray(Workspace[]::new);
    current = null;
  }

  /// Has every operation timed from now on. Called before the first [#load].
  ///
  /// @param watch of the plan's worker
  public void time(Stopwatch watch) {
    stopwatch = watch;
  }

  /// Sets the epoch, which random numbers depend on while training.
  ///
  /// @param number from 1
  public void epoch(long number) {
    epoch = number;
  }

  /// Chooses the batch.
  ///
  /// @param rows row numbers of the examples
  /// @param from where the batch begins in `rows`
  /// @param count the batch's size, from 1 to the capacity
  /// @param scale the gradient with respect to each loss, times the example's weight: 1 / batch
  ///   size for a mean
  /// @throws IndexOutOfBoundsException if there is no such example, or count exceeds the capacity
  public void load(int[] rows, int from, int count, double scale) {
    Objects.checkFromIndexSize(0, count, capacity);
    Objects.checkFromIndexSize(from, count, rows.length);
    Examples data = examples();
    for (int i = from; i < from + count; i++) {
      Objects.checkIndex(rows[i], data.count());
    }
    MemorySegment.copy(rows, from, rowNumbers.segment(), ValueLayout.JAVA_INT, 0, count);
    Bound bound = bounds[count];
    if (bound == null) {
      bound = new Bound(this, nodes, buffers, lossNode, penaltyNode, count);
      bounds[count] = bound;
    }
    current = bound;
    forwarded = false;
    if (training) {
      seeds.set(data.weights(), rows, from, count, scale);
    }
  }

  /// Says whether what follows belongs to the same batch as before: then gradients are added to
  /// those there are, instead of replacing them, and penalties, which count once, are left out.
  ///
  /// @param more whether it does
  /// @throws IllegalStateException if the plan was compiled for whole batches
  public void accumulate(boolean more) {
    if (more && !inParts) {
      throw new IllegalStateException(
          "accumulate: the plan was compiled for whole batches; compile shared plans in parts");
    }
    adds = more;
  }

  /// Computes the results, or the losses, of the batch.
  ///
  /// @throws IllegalStateException if there is no batch, or a workspace is closed
  public void forward() {
    Bound bound = bound();
    requireOpen();
    bound.forward(adds);
    forwarded = training;
  }

  /// Computes the gradients of the batch's losses, once after [#forward].
  ///
  /// @throws IllegalStateException if there was no forward pass of this batch, or a workspace is
  ///   closed
  public void backward() {
    Bound bound = bound();
    if (!forwarded) {
      throw new IllegalStateException(
          training
              ? "backward: needs a forward pass before it, and only one backward pass may follow"
                  + " that"
              : "backward: the plan evaluates; compile a training plan");
    }
    requireOpen();
    forwarded = false;
    bound.backward(adds);
  }

  /// Kernels are called without checks after the first run, and would read freed memory.
  private void requireOpen() {
    for (int i = 0; i < owners.length; i++) {
      if (!owners[i].isAlive()) {
        throw new IllegalStateException(
            "workspace '%s' is closed; the plan needs tensors that were freed with it"
                .formatted(owners[i].name()));
      }
    }
  }

  /// {@return a result for the batch, `[rows, …]`; its content is valid until the next [#forward]}
  ///
  /// @param value one of the results the plan was compiled for
  public Tensor output(Value value) {
    int node = lowering.nodeOf(value);
    if (node < 0) {
      throw new IllegalArgumentException("the plan does not compute " + value);
    }
    Tensor tensor = buffers.outputs[node];
    return value.shape().isOpen() ? tensor.rows(0, bound().rows) : tensor;
  }

  /// {@return the losses of the batch times what [#load] scaled them with, added up}
  public double loss() {
    return seeds.sum(bound().losses());
  }

  /// {@return where the batch's first number that is not finite came from, as a part of a sentence
  /// that names operation, component and example; empty where all are finite}
  public Optional<String> firstNotFinite() {
    return NotFinite.first(this);
  }

  /// {@return the gradients of the trained parameters, in the layout of [Parameters#block]}
  public Tensor gradients() {
    return gradientBlock;
  }

  /// {@return the names of the operations in the order they run}
  public List<String> operations() {
    return nodes.stream().map(node -> node.op().name()).toList();
  }

  /// {@return the gradient of the matrix of a product, over the whole batch, in this plan's block}
  ///
  /// @param product of this plan
  /// @param batch whose rows the plan has
  /// @param parameters of the plan
  WeightGradient weightGradient(Value product, Batch batch, Parameters parameters) {
    int node = lowering.nodeOf(product);
    int[] inputs = nodes.get(node).inputs();
    int input = inputs[0];
    while (Buffers.isIdentity(nodes.get(input), true)) {
      input = nodes.get(input).inputs()[0];
    }
    Leaves.Stored weight = (Leaves.Stored) nodes.get(inputs[1]).op();
    return new WeightGradient(
        engine,
        nodes,
        nodes.get(node),
        batch.output(nodes.get(input).value(), engine.type()),
        batch.gradient(product, engine.type()),
        Objects.requireNonNull(buffers.gradients[inputs[1]]),
        parameters.offset(weight.path()));
  }

  private Bound bound() {
    Bound bound = current;
    if (bound == null) {
      throw new IllegalStateException("no batch; call load first");
    }
    return bound;
  }

  @Nullable Stopwatch stopwatch() {
    return stopwatch;
  }

  Engine engine() {
    return engine;
  }

  Lowering lowering() {
    return lowering;
  }

  Buffers buffers() {
    return buffers;
  }

  /// {@return the size of the batch}
  int rows() {
    return bound().rows;
  }

  boolean isState(String path) {
    return states.contains(path);
  }

  /// {@return the gradients that backward begins with, by node}
  Map<Integer, double[]> roots() {
    Map<Integer, double[]> roots = new HashMap<>();
    roots.put(lossNode, engine.download(seeds(rows())));
    if (penaltyNode >= 0) {
      roots.put(penaltyNode, new double[] {1});
    }
    return roots;
  }

  boolean training() {
    return training;
  }

  long epoch() {
    return epoch;
  }

  long key(Op op) {
    return Philox.key(seed, op.purpose());
  }

  Examples examples() {
    Examples data = examples;
    if (data == null) {
      throw new IllegalStateException("no examples; call examples first");
    }
    return data;
  }

  Tensor allRowNumbers() {
    return rowNumbers;
  }

  Tensor seeds(int rows) {
    return seeds.rows(rows);
  }

  Tensor rowNumbers(int rows) {
    Bound bound = bound();
    if (rows != bound.rows) {
      throw new IllegalArgumentException(
          "random numbers are drawn for the batch's %d rows, got %d".formatted(bound.rows, rows));
    }
    return bound.rowNumbers;
  }
}
