package dev.gatun.runner;

import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Named;
import dev.gatun.api.Range;
import dev.gatun.api.Result;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Draws the figures of a finished run.
final class FigureRun implements Figure.Run {
  /// More samples than any figure can show in a readable way.
  private static final int SAMPLES = 64;

  private final Session session;
  private final String name;
  private final List<SequencedMap<String, Double>> history;
  private final Event.Listener listener;
  private final Session.Part part;
  private final EnumSet<Metric.Need> needs = EnumSet.noneOf(Metric.Need.class);
  private final Workspace workspace;
  private final Evaluation evaluation;
  private final Map<Metric, Result> results;
  private Optional<Result> result = Optional.empty();
  private String figure = "";

  private FigureRun(
      Session session,
      String name,
      List<SequencedMap<String, Double>> history,
      Optional<Evaluation.Outcome> tested,
      Event.Listener listener,
      Workspace workspace) {
    this.session = session;
    this.name = name;
    this.history = history;
    this.listener = listener;
    this.workspace = workspace;
    this.part =
        !session.test().isEmpty()
            ? session.test()
            : !session.validation().isEmpty() ? session.validation() : session.train();
    session.definition().evaluate().figures().forEach(each -> add(each.component()));
    needs.add(Metric.Need.LOSSES);
    evaluation = session.evaluation(needs, workspace);
    results =
        tested
            .orElseGet(() -> evaluation.run(part, session.definition().evaluate().drawn()))
            .results();
  }

  private void add(Figure component) {
    needs.addAll(component.needs());
    component.metric().ifPresent(metric -> needs.addAll(metric.needs()));
  }

  /// {@return each figure's PNG by the figure's id}
  ///
  /// @param name of the run
  /// @param history of the run
  /// @param tested the test split with the metrics that figures draw; empty where there is none
  /// @param listener is told what could not be drawn and why
  static SequencedMap<String, byte[]> draw(
      Session session,
      String name,
      List<SequencedMap<String, Double>> history,
      Optional<Evaluation.Outcome> tested,
      Event.Listener listener) {
    SequencedMap<String, byte[]> drawn = new LinkedHashMap<>();
    List<Named<Figure>> figures = session.definition().evaluate().figures();
    if (figures.isEmpty()) {
      return drawn;
    }
    try (Workspace workspace = session.engine().workspace("figures")) {
      FigureRun run = new FigureRun(session, name, history, tested, listener, workspace);
      for (Named<Figure> each : figures) {
        run.figure = each.id();
        run.result = each.component().metric().map(run.results::get);
        each.component().draw(run).ifPresent(png -> drawn.put(each.id(), png));
      }
    }
    return drawn;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<SequencedMap<String, Double>> history() {
    return history;
  }

  @Override
  public Map<String, Figure.Parameter> parameters() {
    Map<String, Figure.Parameter> parameters = new LinkedHashMap<>();
    session
        .parameters()
        .parameters()
        .forEach((id, tensor) ->
            parameters.put(
                id,
                new Figure.Parameter(
                    tensor.shape(), Floats.download(session.engine(), tensor, new float[0]))));
    return parameters;
  }

  @Override
  public Optional<Result> result() {
    return result;
  }

  @Override
  public List<String> classes() {
    return part.examples().targets() instanceof Targets.Classes(var _, List<String> names)
        ? names
        : List.of();
  }

  @Override
  public Shape inputShape() {
    return part.examples().inputShape();
  }

  @Override
  public Optional<Range> inputRange() {
    return part.examples().range();
  }

  private int samplesCount() {
    return Math.min(SAMPLES, part.rows().length);
  }

  @Override
  public Metric.Batch samples() {
    return evaluation.batch(part.examples(), part.rows(), 0, samplesCount());
  }

  @Override
  public float[] sampleInputs() {
    return inputs(part.examples(), Arrays.copyOf(part.rows(), samplesCount()));
  }

  @Override
  public Figure.Shown worst(int count) {
    int[] worst = greatestLosses(Math.min(count, evaluation.capacity()));
    Metric.Batch batch = evaluation.batch(part.examples(), worst, 0, worst.length);
    return new Figure.Shown(batch, inputs(part.examples(), worst));
  }

  @Override
  public Figure.Shown training(int count) {
    Session.Part train = session.train();
    int size = Math.min(count, Math.min(train.rows().length, evaluation.capacity()));
    int[] rows = Arrays.copyOf(train.rows(), size);
    Metric.Batch batch = evaluation.batch(train.examples(), rows, 0, size);
    return new Figure.Shown(batch, inputs(train.examples(), rows));
  }

  @Override
  public Metric.Batch predicted(float[] inputs) {
    Shape shape = inputShape();
    int size = Math.toIntExact(shape.size());
    if (inputs.length % size != 0) {
      throw new IllegalArgumentException(
          "predicted: must be given whole inputs of %d numbers, got %d"
              .formatted(size, inputs.length));
    }
    int count = inputs.length / size;
    try (Workspace data = Workspace.open("inputs");
        Workspace plans = session.engine().workspace("predicting")) {
      Tensor tensor =
          data.allocate(ElementType.F32, Shape.examples(shape.extents()).withRows(count));
      MemorySegment.copy(inputs, 0, tensor.segment(), ValueLayout.JAVA_FLOAT, 0, inputs.length);
      Examples examples =
          new Examples(tensor, part.examples().range(), new Targets.None(), Optional.empty());
      EnumSet<Metric.Need> wanted = EnumSet.of(Metric.Need.SCORES, Metric.Need.PREDICTIONS);
      Evaluation each = session.evaluation(wanted, plans);
      int outputs = session.network().scores().features();
      float[] scores = new float[count * outputs];
      float[] predictions = new float[count * outputs];
      int[] rows = IntStream.range(0, count).toArray();
      for (int from = 0; from < count; from += each.capacity()) {
        int many = Math.min(each.capacity(), count - from);
        Metric.Batch batch = each.batch(examples, rows, from, many);
        System.arraycopy(batch.scores(), 0, scores, from * outputs, many * outputs);
        System.arraycopy(batch.predictions(), 0, predictions, from * outputs, many * outputs);
      }
      return new Metric.Batch(count, outputs, scores, predictions);
    }
  }

  private int[] greatestLosses(int count) {
    int[] rows = part.rows();
    float[] losses = new float[rows.length];
    for (int from = 0; from < rows.length; from += evaluation.capacity()) {
      int size = Math.min(evaluation.capacity(), rows.length - from);
      Metric.Batch batch = evaluation.batch(part.examples(), rows, from, size);
      System.arraycopy(batch.losses(), 0, losses, from, size);
    }
    Comparator<Integer> byLoss = Comparator.comparingDouble(i -> losses[i]);
    return IntStream.range(0, rows.length)
        .boxed()
        .sorted(byLoss.reversed())
        .limit(count)
        .mapToInt(i -> rows[i])
        .toArray();
  }

  private float[] inputs(Examples examples, int[] rows) {
    Optional<Value> inputs = session.network().originalInputs();
    if (inputs.isEmpty()) {
      return new float[0];
    }
    int count = rows.length;
    Plan plan =
        Plan.evaluation(
            session.parameters(),
            workspace,
            Plan.Settings.of(count, session.definition().seed()),
            List.of(inputs.get()));
    plan.examples(examples);
    plan.load(rows, 0, count, 1);
    plan.forward();
    float[] numbers = Floats.download(session.engine(), plan.output(inputs.get()), new float[0]);
    return Arrays.copyOf(numbers, count * inputs.get().features());
  }

  @Override
  public void skip(String reason) {
    listener.on(new Event.Noted("figure '%s' was not drawn: %s".formatted(figure, reason)));
  }
}
