package dev.gatun.runner;

import dev.gatun.api.Metric;
import dev.gatun.api.Named;
import dev.gatun.api.Result;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Runs a network over examples and lets metrics judge it. One plan serves every split.
final class Evaluation {
  private static final int CAPACITY = 256;

  /// What came out for a split.
  ///
  /// @param loss the weighted mean of all losses
  /// @param results of each metric
  record Outcome(double loss, Map<Metric, Result> results) {
    /// {@return the loss under `loss`, then the result of each metric by its id}
    ///
    /// @param metrics among those measured
    SequencedMap<String, Result> named(List<Named<Metric>> metrics) {
      SequencedMap<String, Result> named = new LinkedHashMap<>();
      named.put("loss", new Result.Number(loss));
      metrics.forEach(metric ->
          named.put(metric.id(), Objects.requireNonNull(results.get(metric.component()))));
      return named;
    }
  }

  private final Network network;
  private final Parameters parameters;
  private final Map<Metric.Need, Value> values;
  private final Plan plan;
  private final Map<Metric.Need, float[]> arrays = new EnumMap<>(Metric.Need.class);
  private final int outputs;
  private final int capacity;
  private int[] labels = new int[0];
  private float[] originalPredictions = new float[0];

  /// Predictions in the units of the data; empty where nobody asked or a transform has no inverse.
  private Optional<Value> originals = Optional.empty();

  /// Compiles the plan.
  ///
  /// @param needs what will be asked for
  /// @param largest the greatest number of examples in a split
  Evaluation(
      Network network,
      Parameters parameters,
      Workspace workspace,
      long seed,
      Set<Metric.Need> needs,
      int largest) {
    this.network = network;
    this.parameters = parameters;
    this.outputs = network.scores().features();
    this.capacity = Math.clamp(largest, 1, CAPACITY);
    this.values = new EnumMap<>(Metric.Need.class);
    needs.forEach(this::choose);
    List<Value> results = new ArrayList<>(values.values());
    originals.ifPresent(results::add);
    plan = Plan.evaluation(parameters, workspace, Plan.Settings.of(capacity, seed), results);
  }

  private void choose(Metric.Need need) {
    Target target = network.prepared().target();
    switch (need) {
      case SCORES -> values.put(need, network.scores());
      case PREDICTIONS, PROBABILITIES -> values.put(Metric.Need.PREDICTIONS, network.predictions());
      case LABELS -> values.put(need, target.labels());
      case VALUES -> values.put(need, target.values());
      case LOSSES -> values.put(need, network.losses());
      case MASK -> values.put(need, target.mask());
      case ORIGINALS -> {
        network.originalTarget(target.values()).ifPresent(value -> values.put(need, value));
        originals = network.originalTarget(network.predictions());
      }
    }
  }

  /// {@return what metrics need, all together}
  ///
  /// @param metrics that will be measured
  static EnumSet<Metric.Need> needs(Collection<Metric> metrics) {
    EnumSet<Metric.Need> needs = EnumSet.of(Metric.Need.LOSSES);
    metrics.forEach(metric -> needs.addAll(metric.needs()));
    return needs;
  }

  /// {@return what came out for a split, in one pass}
  ///
  /// @param part not empty
  /// @param metrics to measure, whose needs were among those given
  Outcome run(Session.Part part, Collection<Metric> metrics) {
    Metric.Info info = new Metric.Info(part.examples(), outputs, values.keySet());
    Map<Metric, Metric.Meter> meters = new LinkedHashMap<>();
    metrics.forEach(metric -> meters.put(metric, metric.start(info)));
    int[] rows = part.rows();
    double lossSum = 0;
    double weightSum = 0;
    for (int from = 0; from < rows.length; from += capacity) {
      Metric.Batch batch =
          batch(part.examples(), rows, from, Math.min(capacity, rows.length - from));
      for (int i = 0; i < batch.rows(); i++) {
        lossSum += (double) batch.losses()[i] * batch.weights()[i];
        weightSum += batch.weights()[i];
      }
      meters.values().forEach(meter -> meter.add(batch));
    }
    Map<Metric, Result> results = new LinkedHashMap<>();
    meters.forEach((metric, meter) -> results.put(metric, meter.result()));
    return new Outcome(lossSum / weightSum, results);
  }

  /// {@return the greatest number of rows in a batch}
  int capacity() {
    return capacity;
  }

  /// Evaluates one batch.
  ///
  /// @param rows row numbers
  /// @param from where the batch begins
  /// @param count its size, at most the capacity
  /// @return arrays that the next batch overwrites
  Metric.Batch batch(Examples examples, int[] rows, int from, int count) {
    plan.examples(examples);
    plan.load(rows, from, count, 1);
    plan.forward();
    values.forEach((need, value) -> read(need, value));
    originals.ifPresent(value -> originalPredictions = read(value, originalPredictions));
    float[] weights = new float[count];
    Arrays.fill(weights, 1);
    examples
        .weights()
        .ifPresent(all -> {
          for (int i = 0; i < count; i++) {
            weights[i] = all.segment().getAtIndex(ValueLayout.JAVA_FLOAT, rows[from + i]);
          }
        });
    return new Metric.Batch(
        count,
        outputs,
        array(Metric.Need.SCORES),
        array(Metric.Need.PREDICTIONS),
        labels,
        array(Metric.Need.VALUES),
        originalPredictions,
        array(Metric.Need.ORIGINALS),
        array(Metric.Need.LOSSES),
        array(Metric.Need.MASK),
        weights);
  }

  private void read(Metric.Need need, Value value) {
    if (need == Metric.Need.LABELS) {
      Tensor tensor = plan.output(value);
      labels = tensor.segment().toArray(ValueLayout.JAVA_INT);
    } else {
      arrays.put(need, read(value, array(need)));
    }
  }

  private float[] read(Value value, float[] reused) {
    return Floats.download(parameters.engine(), plan.output(value), reused);
  }

  private float[] array(Metric.Need need) {
    return arrays.getOrDefault(need, new float[0]);
  }
}
