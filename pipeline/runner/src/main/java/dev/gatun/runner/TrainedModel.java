package dev.gatun.runner;

import dev.gatun.api.Range;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.plugin.PluginPath;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/// The model of a finished run, for predictions. The data it was trained on is not needed.
///
/// ```java
/// try (TrainedModel model = TrainedModel.open(Path.of("runs/readme"))) {
///   Predictions predictions = model.predict(new float[][] {image});
///   System.out.println(model.classes().get(predictions.label(0)));
/// }
/// ```
///
/// Any number of threads may predict at once. Each call computes with buffers of its own, of which
/// there are at most as many as threads to compute with; further calls wait for one. They are made
/// when first needed and then kept, so that a call sets nothing up. Buffers rather than a lock,
/// since a call for a few inputs hardly keeps more than one processor busy.
public final class TrainedModel implements AutoCloseable {
  /// Inputs computed at once; of more, one such part after the other.
  private static final int CAPACITY = 256;

  private final ModelForm form;
  private final Definitions definitions;
  private final Definitions.Request request;
  private final Definition definition;
  private final Engine engine;
  private final Workspace workspace;
  private final Network network;
  private final Parameters parameters;
  private final List<Value> results = new ArrayList<>();
  private final Value values;
  private final List<String> classes;
  private final int threads;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Pass> idle = new ConcurrentLinkedDeque<>();
  private final Installation installation;
  private boolean closed;

  private TrainedModel(
      Installation installation,
      Definitions.Request request,
      Safetensors.Content file,
      int threads,
      Event.Listener listener) {
    this.installation = installation;
    this.request = request;
    this.definitions = new Definitions(installation);
    this.form = ModelForm.read(file);
    this.threads = threads;
    permits = new Semaphore(threads);
    Decoder.Decoded<Definition> decoded = definitions.read(request);
    definition = decoded.value();
    Engines.Opened opened = installation.engines().open(definition.engine());
    engine = opened.engine();
    engine.threads(threads);
    opened.notes().forEach(note -> listener.on(new Event.Noted(note)));
    workspace = engine.workspace("model");
    try {
      Examples examples = form.examples(workspace, 1);
      network = Assembly.network(definition, examples);
      parameters = Parameters.allocate(network.graph(), engine, workspace);
      ModelFile.read(file, parameters, examples);
      classes = classes(form.classes(), network.scores().features());
      Value predictions = network.predictions();
      results.add(network.scores());
      if (classes.isEmpty()) {
        values = network.originalTarget(predictions).orElse(predictions);
        results.add(values);
        network.originalInputs().ifPresent(results::add);
      } else {
        values = predictions;
        results.add(values);
      }
      idle.push(new Pass());
    } catch (RuntimeException | Error e) {
      workspace.close();
      throw e;
    }
  }

  /// The data of a model that completes images, say, may have classes of which it tells nothing.
  private static List<String> classes(List<String> names, int outputs) {
    return outputs == names.size() || (outputs == 1 && names.size() == 2) ? names : List.of();
  }

  /// Opens the model of a run, to be closed by the caller, with the fastest engine there is unless
  /// the definition names one, and as many threads as there are processors.
  ///
  /// @param run the folder of a finished run
  /// @return the model
  /// @throws RuntimeException whatever stands in the way, in one sentence, see [Failure]
  public static TrainedModel open(Path run) {
    return open(
        Installation.load(TrainedModel.class.getClassLoader(), PluginPath.ofProcess(List.of())),
        run,
        List.of(),
        Runtime.getRuntime().availableProcessors(),
        event -> {});
  }

  /// Opens the model of a run, to be closed by the caller.
  ///
  /// @param installation what may be used
  /// @param run the folder of a finished run
  /// @param assignments changes to its definition, `path=value`, such as `engine=java`
  /// @param threads to use, at least 1
  /// @param listener is told what a person should know
  /// @return the model
  /// @throws RuntimeException whatever stands in the way, in one sentence, see [Failure]
  public static TrainedModel open(
      Installation installation,
      Path run,
      List<String> assignments,
      int threads,
      Event.Listener listener) {
    RunFolder folder = RunFolder.finished(run);
    UsedPlugins.check(installation, folder);
    return new TrainedModel(
        installation,
        new Definitions.Request(folder.definition().toString(), List.of(), assignments),
        Safetensors.read(folder.model()),
        threads,
        listener);
  }

  /// {@return the name of the run}
  public String name() {
    return form.name();
  }

  /// {@return the id of the engine that computes}
  public String engine() {
    return engine.id();
  }

  /// {@return the shape of one input, such as `[1, 28, 28]`}
  public Shape inputShape() {
    return form.input();
  }

  /// {@return the interval that inputs come from, such as `[0, 255]`; empty where it is not known}
  public Optional<Range> inputRange() {
    return form.range();
  }

  /// {@return the shape of one output, such as `[10]`}
  public Shape outputShape() {
    int[] extents = values.shape().extents();
    return Shape.of(IntStream.range(1, extents.length).map(axis -> extents[axis]).toArray());
  }

  /// {@return the names of the classes in the order of their labels; empty where the model gives
  /// numbers}
  public List<String> classes() {
    return classes;
  }

  /// Reads inputs from a file: with the run's own source where that reads such files, else with the
  /// installed source that does.
  ///
  /// @param file its name tells its format
  /// @return a row for each input
  /// @throws dev.gatun.api.data.DataException if it does not hold inputs of the model's form
  public Inputs read(Path file) {
    return new InputReader(installation, definitions, request, definition, form).read(file);
  }

  /// {@return what makes inputs look unlike those the model was trained on, a sentence each}
  ///
  /// @param inputs as [#read] gave them, or inverted
  public List<String> remarks(Inputs inputs) {
    return inputs.remarks(form);
  }

  /// Predicts.
  ///
  /// @param inputs a row for each input, `[n][features]`, as the source of the training gave them,
  ///   finite; not modified
  /// @return a row for each input
  /// @throws IllegalArgumentException if a row has not as many numbers as [#inputShape] tells, or
  ///   one that is NaN or infinite
  /// @throws IllegalStateException if the model is closed
  public Predictions predict(float[][] inputs) {
    check(inputs);
    float[][] scores = new float[inputs.length][];
    float[][] predicted = new float[inputs.length][];
    float[][] seen = new float[results.size() > 2 ? inputs.length : 0][];
    permits.acquireUninterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException(
            "the model of '%s' is closed; open it again".formatted(form.name()));
      }
      Pass free = idle.poll();
      Pass pass = free == null ? new Pass() : free;
      try {
        for (int from = 0; from < inputs.length; from += CAPACITY) {
          int count = Math.min(CAPACITY, inputs.length - from);
          pass.run(inputs, from, count);
          pass.read(network.scores(), scores, from, count);
          pass.read(values, predicted, from, count);
          if (seen.length > 0) {
            pass.read(results.getLast(), seen, from, count);
          }
        }
      } finally {
        idle.push(pass);
      }
    } finally {
      permits.release();
    }
    return new Predictions(
        scores,
        predicted,
        seen,
        classes,
        !classes.isEmpty() && definition.loss().getFirst().component().predictsProbabilities());
  }

  private void check(float[][] inputs) {
    int features = Math.toIntExact(form.input().size());
    for (int row = 0; row < inputs.length; row++) {
      if (inputs[row].length != features) {
        throw new IllegalArgumentException(
            "inputs[%d]: must have %d numbers, for an input of %s, got %d"
                .formatted(row, features, form.input(), inputs[row].length));
      }
      for (int i = 0; i < features; i++) {
        if (!Float.isFinite(inputs[row][i])) {
          throw new IllegalArgumentException(
              "inputs[%d][%d]: must be a finite number, got %s".formatted(row, i, inputs[row][i]));
        }
      }
    }
  }

  /// Waits for the calls under way, then frees everything. Closing twice does nothing.
  @Override
  public void close() {
    permits.acquireUninterruptibly(threads);
    try {
      closed = true;
      workspace.close();
    } finally {
      permits.release(threads);
    }
  }

  /// The buffers of one call at a time.
  private final class Pass {
    private final int[] rows = IntStream.range(0, CAPACITY).toArray();
    private final Examples examples = form.examples(workspace, CAPACITY);
    private final Plan plan =
        Plan.evaluation(
            parameters, workspace, Plan.Settings.of(CAPACITY, definition.seed()), results);
    private float[] numbers = new float[0];

    Pass() {
      plan.examples(examples);
    }

    void run(float[][] inputs, int from, int count) {
      MemorySegment segment = examples.inputs().segment();
      for (int i = 0; i < count; i++) {
        float[] row = inputs[from + i];
        long at = (long) i * row.length * Float.BYTES;
        MemorySegment.copy(row, 0, segment, ValueLayout.JAVA_FLOAT, at, row.length);
      }
      plan.load(rows, 0, count, 1);
      plan.forward();
    }

    void read(Value value, float[][] to, int from, int count) {
      numbers = Floats.download(engine, plan.output(value), numbers);
      int width = value.features();
      for (int i = 0; i < count; i++) {
        float[] row = new float[width];
        System.arraycopy(numbers, i * width, row, 0, width);
        to[from + i] = row;
      }
    }
  }
}
