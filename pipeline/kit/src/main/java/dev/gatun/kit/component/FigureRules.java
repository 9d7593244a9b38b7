package dev.gatun.kit.component;

import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Range;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Shape;
import dev.gatun.kit.NotApplicable;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Rules of figures.
final class FigureRules {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private FigureRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "CMP-90",
            Group.RESULTS,
            Set.of(Figure.class),
            "It draws a PNG, or says why it does not.",
            FigureRules::draws),
        new Rule(
            "CMP-91",
            Group.DETERMINISM,
            Set.of(Figure.class),
            "Of one run it draws the same bytes each time.",
            FigureRules::repeats));
  }

  /// {@return runs a figure can be asked to draw}
  private static List<Finished> runs(Trial trial, Figure figure) {
    List<Finished> runs = new ArrayList<>();
    for (Predictions one : Predictions.all(new Data(trial.workspace(), trial.seed()))) {
      if (one.info().available().containsAll(figure.needs())
          && figure.metric().map(Metric::needs).stream()
              .allMatch(one.info().available()::containsAll)) {
        try {
          runs.add(Finished.of(one, figure));
        } catch (DataException | IllegalArgumentException e) {
          // Its metric cannot judge these.
        }
      }
    }
    if (runs.isEmpty()) {
      throw new NotApplicable("it needs another sort of run than those it is tried with");
    }
    return runs;
  }

  private static void draws(Trial trial) {
    Figure figure = trial.make(Figure.class);
    for (Finished run : runs(trial, figure)) {
      Optional<byte[]> drawn = figure.draw(run);
      Require.that(drawn != null, "draw: must give bytes or nothing, got null");
      boolean said = run.skipped.stream().anyMatch(reason -> !reason.isBlank());
      Require.that(
          drawn.isPresent() || said,
          "%s: must draw or say why not, got nothing; call Run.skip with the reason",
          run.of.title());
      drawn.ifPresent(bytes ->
          Require.that(
              bytes.length > PNG.length && Arrays.equals(PNG, 0, PNG.length, bytes, 0, PNG.length),
              "%s: must draw a PNG file, got %d bytes that begin otherwise",
              run.of.title(),
              bytes.length));
    }
  }

  private static void repeats(Trial trial) {
    Figure used = trial.make(Figure.class);
    for (Finished run : runs(trial, used)) {
      Optional<byte[]> first = used.draw(run);
      Optional<byte[]> second = used.draw(run);
      Optional<byte[]> fresh = trial.make(Figure.class).draw(run);
      Require.that(
          same(first, second) && same(first, fresh),
          "%s: must draw the same bytes each time, draws others; keep nothing between calls",
          run.of.title());
    }
  }

  private static boolean same(Optional<byte[]> left, Optional<byte[]> right) {
    return Arrays.equals(left.orElse(new byte[0]), right.orElse(new byte[0]));
  }

  /// A run that was never trained.
  private static final class Finished implements Figure.Run {
    private final Predictions of;
    private final Figure figure;
    private final Optional<Result> result;
    private final List<String> skipped = new ArrayList<>();

    private Finished(Predictions of, Figure figure, Optional<Result> result) {
      this.of = of;
      this.figure = figure;
      this.result = result;
    }

    static Finished of(Predictions of, Figure figure) {
      Optional<Result> result =
          figure
              .metric()
              .map(metric -> {
                Metric.Meter meter = metric.start(of.info());
                meter.add(of.rows(Data.rows(Predictions.ROWS), metric.needs()));
                return meter.result();
              });
      return new Finished(of, figure, result);
    }

    @Override
    public String name() {
      return "verify";
    }

    @Override
    public List<SequencedMap<String, Double>> history() {
      List<SequencedMap<String, Double>> epochs = new ArrayList<>();
      for (int epoch = 1; epoch <= 3; epoch++) {
        SequencedMap<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("epoch", (double) epoch);
        numbers.put("train.loss", 1.0 / epoch);
        numbers.put("validation.loss", 1.5 / epoch);
        numbers.put("validation.accuracy", 1 - 0.5 / epoch);
        epochs.add(numbers);
      }
      return epochs;
    }

    @Override
    public Map<String, Figure.Parameter> parameters() {
      int inputs = Math.toIntExact(inputShape().size());
      float[] numbers = new float[inputs * 3];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) Math.sin(i);
      }
      return Map.of("linear.weight", new Figure.Parameter(Shape.of(inputs, 3), numbers));
    }

    @Override
    public Optional<Result> result() {
      return result;
    }

    @Override
    public List<String> classes() {
      return of.info().examples().targets() instanceof Targets.Classes classes
          ? classes.names()
          : List.of();
    }

    @Override
    public Shape inputShape() {
      return of.info().examples().inputShape();
    }

    @Override
    public Optional<Range> inputRange() {
      return of.info().examples().range();
    }

    @Override
    public Metric.Batch samples() {
      return of.rows(Data.rows(Predictions.ROWS), figure.needs());
    }

    @Override
    public float[] sampleInputs() {
      return of.info().examples().inputs().segment().toArray(ValueLayout.JAVA_FLOAT);
    }

    @Override
    public Figure.Shown worst(int count) {
      int rows = Math.min(count, Predictions.ROWS);
      int size = Math.toIntExact(inputShape().size());
      return new Figure.Shown(
          of.rows(Data.rows(rows), figure.needs()), Arrays.copyOf(sampleInputs(), rows * size));
    }

    @Override
    public Figure.Shown training(int count) {
      return worst(count);
    }

    @Override
    public Metric.Batch predicted(float[] inputs) {
      return of.predicted(inputs);
    }

    @Override
    public void skip(String reason) {
      skipped.add(reason);
    }
  }
}
