package dev.gatun.runner;

import dev.gatun.api.graph.Graph;
import dev.gatun.api.graph.Plan;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.Variations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Everything short of training: the definition decoded, the data read, the network built, one
/// batch run forward and backward by the trainer itself.
public final class Check {
  private Check() {}

  /// Checks a definition.
  ///
  /// @param installation what may be used
  /// @param request what to read
  /// @param threads to use, at least 1
  /// @param listener is told what happens
  /// @return what was found, as a tree for JSON: name, engine, data, layers with their shapes,
  ///   parameters, bytes, loss of the first batch
  /// @throws RuntimeException whatever is wrong, see [Failure]
  public static SequencedMap<String, Object> of(
      Installation installation,
      Definitions.Request request,
      int threads,
      Event.Listener listener) {
    OpenDefinition opened = new Definitions(installation).open(request);
    Decoder.Decoded<Definition> decoded = opened.decode();
    Variations variations = opened.variations();
    variations.combinations().forEach(values -> opened.varied(values).decode());
    try (Session session = new Session(decoded, installation.engines(), threads, listener)) {
      WatchedNumbers.check(session);
      session.parameters().initialize(decoded.value().seed());
      session.parameters().learn(session.train().examples(), session.train().rows());
      double loss = firstBatch(session);
      firstStep(session);
      SequencedMap<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", Definitions.runName(decoded));
      tree.put("engine", session.engine().id());
      tree.put("train", session.train().rows().length);
      tree.put("validation", session.validation().rows().length);
      tree.put("test", session.test().rows().length);
      tree.put("input", extents(session.train().examples().inputShape()));
      tree.put("output", session.network().scores().features());
      tree.put("layers", layers(session));
      tree.put("parameters", parameters(session));
      tree.put("memory", Provenance.memory(session));
      tree.put("firstLoss", loss);
      tree.put("runs", variations.combinations().size());
      return tree;
    }
  }

  private static double firstBatch(Session session) {
    int batch = Math.min(session.definition().train().batchSize(), session.train().rows().length);
    try (Workspace workspace = session.engine().workspace("first batch")) {
      Plan plan =
          Plan.training(
              session.network(),
              session.parameters(),
              workspace,
              Plan.Settings.of(batch, session.definition().seed()),
              true);
      plan.examples(session.train().examples());
      plan.epoch(1);
      plan.load(session.train().rows(), 0, batch, 1.0 / batch);
      plan.forward();
      plan.backward();
      double loss = plan.loss();
      if (!Double.isFinite(loss)) {
        throw new RunException(
            ExitCode.NUMERIC,
            "loss",
            "the loss of the first batch is %s; look for numbers out of range in the data, or scale them"
                .formatted(loss),
            null);
      }
      return loss;
    }
  }

  /// Allocates what the evaluation and the trainer need, as a run does, and goes one step.
  private static void firstStep(Session session) {
    if (!session.validation().isEmpty() || !session.test().isEmpty()) {
      Evaluation _ =
          session.evaluation(
              Evaluation.needs(session.definition().evaluate().measured()), session.workspace());
    }
    try {
      session.definition().train().train(new FirstStep(session));
    } catch (ArithmeticException e) {
      throw new RunException(ExitCode.NUMERIC, "train", String.valueOf(e.getMessage()), e);
    }
  }

  private static List<Object> layers(Session session) {
    SequencedMap<String, Shape> parameters = session.network().graph().parameterShapes();
    List<Object> layers = new ArrayList<>();
    for (Graph.Applied layer : session.network().graph().layers()) {
      long numbers = 0;
      for (Map.Entry<String, Shape> parameter : parameters.entrySet()) {
        boolean own = parameter.getKey().startsWith(layer.path() + ".");
        numbers += own ? parameter.getValue().size() : 0;
      }
      SequencedMap<String, Object> tree = new LinkedHashMap<>();
      tree.put("id", layer.path());
      tree.put("type", Definition.typeName(layer.layer()));
      tree.put("input", layer.input().toString());
      tree.put("output", layer.output().toString());
      tree.put("parameters", numbers);
      layers.add(tree);
    }
    return layers;
  }

  private static Map<String, Object> parameters(Session session) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    session
        .network()
        .graph()
        .parameterShapes()
        .forEach((name, shape) -> tree.put(name, extents(shape)));
    return tree;
  }

  private static List<Integer> extents(Shape shape) {
    return new ArrayList<>(Arrays.stream(shape.extents()).boxed().toList());
  }
}
