package dev.gatun.runner;

import dev.gatun.api.Metric;
import dev.gatun.api.Named;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Source;
import dev.gatun.api.Split;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.DefinitionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A definition made ready: engine open, data collected, network built, parameters allocated. Owns
/// all memory of a run.
final class Session implements AutoCloseable {
  /// Some rows of some examples.
  ///
  /// @param examples hold them
  /// @param rows their numbers
  record Part(Examples examples, int[] rows) {
    boolean isEmpty() {
      return rows.length == 0;
    }
  }

  /// What a source may use.
  ///
  /// @param files takes what was read
  record Reading(Workspace workspace, long seed, List<Path> files) implements Source.Reading {
    @Override
    public void used(Path file) {
      files.add(file);
    }
  }

  private final Decoder.Decoded<Definition> decoded;
  private final Engines.Opened opened;
  private final int threads;
  private final Workspace data = Workspace.open("data");
  private final Workspace workspace;
  private final List<Path> files = new ArrayList<>();
  private final Part train;
  private final Part validation;
  private final Part test;
  private final boolean testGiven;
  private final Network network;
  private final Parameters parameters;

  /// Makes everything ready.
  ///
  /// @param decoded the definition
  /// @param engines to choose from
  /// @param threads to use
  /// @param listener is told
  /// @throws RuntimeException whatever stands in the way, see [Failure]
  Session(
      Decoder.Decoded<Definition> decoded, Engines engines, int threads, Event.Listener listener) {
    this.decoded = decoded;
    this.threads = threads;
    Definition definition = decoded.value();
    opened = engines.open(definition.engine());
    engine().threads(threads);
    workspace = engine().workspace("run");
    try {
      listener.on(new Event.EngineChosen(engineLine()));
      opened.notes().forEach(note -> listener.on(new Event.Noted(note)));
      Dataset dataset = collect(definition);
      Split.Parts parts = split(definition, dataset.train());
      testGiven = dataset.test().isPresent();
      train = new Part(dataset.train(), parts.train());
      validation = new Part(dataset.train(), parts.validation());
      test =
          dataset
              .test()
              .map(examples -> new Part(examples, IntStream.range(0, examples.count()).toArray()))
              .orElseGet(() -> new Part(dataset.train(), parts.test()));
      if (train.isEmpty()) {
        throw new DataException("there are no examples to train with; look at collect.split");
      }
      listener.on(new Event.Collected(dataLine(definition.collect().source())));
      Network built =
          located(
              "collect.transforms",
              () -> Network.prepare(train.examples(), definition.collect().transforms()));
      network = located("loss", () -> Assembly.complete(definition, built));
      Needs.check(decoded, network, train.examples());
      parameters = Parameters.allocate(network.graph(), engine(), workspace);
      listener.on(new Event.Built(modelLine()));
    } catch (ComponentException e) {
      close();
      throw located(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /// {@return what a component threw, with its position in the definition: a mistake of whoever
  /// wrote that, or of the component's author}
  RuntimeException located(ComponentException e) {
    DefinitionException located = Locator.locate(e, decoded);
    return e.isFault()
        ? new RunException(
            ExitCode.PLUGIN,
            located.problems().getFirst().position().toString(),
            String.valueOf(located.getMessage()),
            e)
        : located;
  }

  String engineLine() {
    return "%s: %s, %d %s (%s)"
        .formatted(
            engine().id(),
            opened.detail(),
            threads,
            threads == 1 ? "thread" : "threads",
            opened.why());
  }

  private Dataset collect(Definition definition) {
    Source source = definition.collect().source();
    Dataset dataset;
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      // Drivers and readers of a plugin's libraries are looked up through the thread.
      thread.setContextClassLoader(source.getClass().getClassLoader());
      Reading reading = new Reading(data, definition.seed(), files);
      dataset = located("collect.source", () -> source.read(reading));
    } finally {
      thread.setContextClassLoader(before);
    }
    if (dataset.train().count() == 0) {
      throw new DataException(
          "source '%s' has no examples"
              .formatted(Definition.typeName(definition.collect().source())));
    }
    return dataset;
  }

  /// Says of a mistake in the data which part of the definition it does not suit.
  private <T> T located(String path, Supplier<T> work) {
    try {
      return work.get();
    } catch (DataException e) {
      throw new DataException(e.getMessage() + Locator.suffix(path, decoded), e);
    }
  }

  private static Split.Parts split(Definition definition, Examples examples) {
    return definition
        .collect()
        .split()
        .map(split -> split.split(examples, PhiloxRandom.of(definition.seed(), "split")))
        .orElseGet(() ->
            new Split.Parts(
                IntStream.range(0, examples.count()).toArray(), new int[0], new int[0]));
  }

  private String dataLine(Source source) {
    return "%s: %s train, %s validation, %s test; inputs %s, target %s"
        .formatted(
            Definition.typeName(source),
            count(train),
            count(validation),
            count(test),
            train.examples().inputShape(),
            train.examples().targets().form());
  }

  private static String count(Part part) {
    return String.format(Locale.US, "%,d", part.rows().length);
  }

  private String modelLine() {
    long numbers = network.graph().parameterShapes().values().stream().mapToLong(Shape::size).sum();
    return String.format(
        Locale.US,
        "%s → %s, %,d parameters in %d tensors, %s",
        network.prepared().inputs().shape(),
        network.scores().shape(),
        numbers,
        network.graph().parameterShapes().size(),
        decoded.value().loss().stream().map(Named::id).collect(Collectors.joining(" + ")));
  }

  Definition definition() {
    return decoded.value();
  }

  Decoder.Decoded<Definition> decoded() {
    return decoded;
  }

  Engine engine() {
    return opened.engine();
  }

  String why() {
    return opened.why();
  }

  int threads() {
    return threads;
  }

  Workspace workspace() {
    return workspace;
  }

  Workspace data() {
    return data;
  }

  List<Path> files() {
    return files;
  }

  Part train() {
    return train;
  }

  Part validation() {
    return validation;
  }

  Part test() {
    return test;
  }

  /// {@return the source's own test examples, or all of its examples where it has none}
  Part whole() {
    int count = train.examples().count();
    return testGiven ? test : new Part(train.examples(), IntStream.range(0, count).toArray());
  }

  Network network() {
    return network;
  }

  Parameters parameters() {
    return parameters;
  }

  /// {@return a plan and meters for some metrics}
  Evaluation evaluation(EnumSet<Metric.Need> needs, Workspace owner) {
    int watched = Math.max(validation.rows().length, test.rows().length);
    int largest = watched == 0 ? train.rows().length : watched;
    return new Evaluation(network, parameters, owner, decoded.value().seed(), needs, largest);
  }

  @Override
  public void close() {
    workspace.close();
    data.close();
  }
}
