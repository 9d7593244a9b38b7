package dev.gatun.runner;

import dev.gatun.engine.Engines;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.DefinitionException;
import dev.gatun.runner.definition.Document;
import dev.gatun.runner.definition.Node;
import dev.gatun.runner.definition.Paths;
import dev.gatun.runner.definition.Position;
import dev.gatun.runner.definition.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// Finds and reads definitions: files, and those that come with Gatun.
public final class Definitions {
  /// The built-in definitions by name, with what each does.
  public static final SequencedMap<String, String> BUILT_IN = builtIn();

  /// What trains where `train` does not say.
  static final String TRAINER = "gradient-descent";

  private final Components components;
  private final Set<String> engines;

  /// Makes a reader for those who will compute.
  ///
  /// @param installation what definitions may name
  public Definitions(Installation installation) {
    this.components = installation.components();
    this.engines = new TreeSet<>(Set.of(Engines.AUTO));
    installation.engines().providers().forEach(provider -> engines.add(provider.id()));
  }

  /// Makes a reader for those who will not compute: any engine may be named.
  ///
  /// @param components what definitions may name
  public Definitions(Components components) {
    this.components = components;
    this.engines = Set.of();
  }

  private static SequencedMap<String, String> builtIn() {
    SequencedMap<String, String> names = new LinkedHashMap<>();
    names.put("digits", "reads handwriting-like digits, drawn on the spot");
    names.put("inpainting", "completes digits of which a part is hidden, drawn on the spot");
    names.put("linear-softmax", "reads digits with a linear classifier and cross-entropy");
    names.put("linear-svm", "reads digits with a linear support vector machine");
    names.put("mlp-sigmoid", "reads digits with a hidden layer of sigmoid units");
    names.put("mlp-relu", "reads digits with three hidden layers of rectifiers");
    names.put("maxout", "reads digits with a hidden layer of maxout units and dropout");
    names.put("lenet", "reads digits with a small convolutional network");
    names.put("perceptron", "divides clouds of points by Rosenblatt's rule");
    names.put("logistic", "tells two half moons apart by logistic regression");
    names.put("two-layer", "learns random numbers by heart: the network of twenty lines");
    names.put("rings", "divides rings by a straight line in polar coordinates");
    names.put("xor", "divides a square by the signs of its coordinates: four hidden units");
    names.put("spirals", "divides spirals; nine runs vary hidden units and penalty");
    names.put("optimizers", "trains one network by six optimizers, for comparison");
    names.put("schedules", "trains one network with six schedules, for comparison");
    names.put("mnist", "reads MNIST digits with one hidden layer");
    names.put("mnist-linear", "reads MNIST digits with a linear classifier");
    names.put("mnist-inpainting", "completes MNIST digits of which a part is hidden");
    return names;
  }

  /// What to read.
  ///
  /// @param definition a file, or the name of a built-in definition
  /// @param overlays files laid over it, in order
  /// @param assignments `path=value`, in order, the last winning
  public record Request(String definition, List<Path> overlays, List<String> assignments) {
    /// Copies the lists.
    public Request {
      overlays = List.copyOf(overlays);
      assignments = List.copyOf(assignments);
    }
  }

  /// Finds and reads a definition, lays others over it and sets values, but does not decode it.
  ///
  /// @param request what to read
  /// @return the definition; mistakes in what it says are told when it is decoded
  /// @throws DefinitionException if a file cannot be read or is not YAML
  public OpenDefinition open(Request request) {
    DefinitionFiles.Found found = DefinitionFiles.find(request.definition());
    Document document = YamlReader.read(found.text(), found.name());
    for (Path overlay : request.overlays()) {
      String text = DefinitionFiles.read(overlay);
      document = document.overlay(YamlReader.read(text, overlay.toString()));
    }
    document =
        withTrainer(document).set("--set ", request.assignments(), components, Definition.class);
    return new OpenDefinition(request, found, document, components, engines);
  }

  /// Reads a definition.
  ///
  /// @param request what to read
  /// @return the definition, with where each value came from
  /// @throws DefinitionException with everything that is wrong with it
  public Decoder.Decoded<Definition> read(Request request) {
    return open(request).decode();
  }

  /// Completes what was begun of a `path=value`.
  ///
  /// @param components what definitions may name
  /// @param request the definition it is for; what cannot be read is passed over
  /// @param begun the beginning
  /// @return what it may become, with what each means, see [Paths#complete]
  public static SequencedMap<String, String> complete(
      Components components, Request request, String begun) {
    Node.MapNode root = new Node.MapNode(Position.DEFAULT, List.of());
    try {
      root = new Definitions(components).open(request).document().root();
    } catch (DefinitionException _) {
      // There may be nothing yet, or half of something.
    }
    return new Paths(components, Definition.class, root).complete(begun);
  }

  /// {@return the JSON Schema of definitions, see [Schema]}
  public SequencedMap<String, Object> schema() {
    return DefinitionSchema.of(components, engines);
  }

  /// {@return the text of a built-in definition}
  ///
  /// @param name one of [#BUILT_IN]
  public static String readBuiltIn(String name) {
    return DefinitionFiles.readBuiltIn(name);
  }

  /// Lets `train` do without a `type`, since nearly every training is gradient descent.
  static Document withTrainer(Document document) {
    List<Node.Entry> entries = new ArrayList<>();
    for (Node.Entry entry : document.root().entries()) {
      boolean isTrain = entry.key().equals("train");
      entries.add(
          isTrain && entry.value() instanceof Node.MapNode map && map.get("type") == null
              ? new Node.Entry(entry.key(), entry.position(), typed(map))
              : entry);
    }
    return new Document(
        new Node.MapNode(document.root().position(), entries),
        document.problems(),
        document.references());
  }

  private static Node typed(Node.MapNode map) {
    List<Node.Entry> entries = new ArrayList<>();
    Node type = new Node.ScalarNode(Position.DEFAULT, TRAINER, true);
    entries.add(new Node.Entry("type", Position.DEFAULT, type));
    entries.addAll(map.entries());
    return new Node.MapNode(map.position(), entries);
  }

  /// {@return the name of the run: the definition's, or else its file's without folder and ending}
  ///
  /// @param decoded as read
  public static String runName(Decoder.Decoded<Definition> decoded) {
    Path file = Path.of(decoded.file()).getFileName();
    String fallback = String.valueOf(file).replaceFirst("\\.ya?ml$", "");
    return decoded.value().name().orElse(fallback);
  }
}
