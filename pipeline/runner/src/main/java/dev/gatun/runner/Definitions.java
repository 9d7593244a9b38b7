package dev.gatun.runner;

import dev.gatun.engine.Engines;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.DefinitionException;
import dev.gatun.runner.definition.Document;
import dev.gatun.runner.definition.Near;
import dev.gatun.runner.definition.Node;
import dev.gatun.runner.definition.Position;
import dev.gatun.runner.definition.Problem;
import dev.gatun.runner.definition.Variations;
import dev.gatun.runner.definition.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds and reads definitions: files, and those that come with Gatun.
public final class Definitions {
  /// The built-in definitions by name, with what each does.
  public static final SequencedMap<String, String> BUILT_IN = builtIn();

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
  /// @param variation `path=value` for one of the runs that `vary` asks for, after the assignments
  public record Request(
      String definition, List<Path> overlays, List<String> assignments, List<String> variation) {
    /// Copies the lists.
    public Request {
      overlays = List.copyOf(overlays);
      assignments = List.copyOf(assignments);
      variation = List.copyOf(variation);
    }

    /// A request for the definition itself.
    ///
    /// @param definition a file, or the name of a built-in definition
    /// @param overlays files laid over it, in order
    /// @param assignments `path=value`, in order, the last winning
    public Request(String definition, List<Path> overlays, List<String> assignments) {
      this(definition, overlays, assignments, List.of());
    }

    /// {@return a request for one of the runs of a study}
    ///
    /// @param values `path=value`, see [Variations]
    Request varied(List<String> values) {
      return new Request(definition, overlays, assignments, values);
    }
  }

  /// Reads a definition.
  ///
  /// @param request what to read
  /// @return the definition, with where each value came from
  /// @throws DefinitionException with everything that is wrong with it
  public Decoder.Decoded<Definition> read(Request request) {
    Named text = find(request.definition());
    Document document =
        document(text, request)
            .set("vary ", request.variation(), components, Definition.class)
            .resolve(System::getenv);
    List<Problem> problems;
    try {
      Decoder.Decoded<Definition> decoded =
          new Decoder(components, text.folder()).decode(document, Definition.class);
      problems = requirements(decoded);
      if (problems.isEmpty()) {
        return decoded;
      }
    } catch (DefinitionException e) {
      problems = new ArrayList<>(e.problems());
    }
    problems.addAll(engine(document.root()));
    throw new DefinitionException(Problem.sorted(problems, document.root().position().file()));
  }

  /// Reads what a definition asks to vary.
  ///
  /// @param request what to read
  /// @return paths with their values; nothing where the definition asks for one run
  /// @throws DefinitionException if that part is wrong
  public Variations variations(Request request) {
    return Variations.of(document(find(request.definition()), request));
  }

  /// {@return a definition as it was written, overlaid and set}
  private Document document(Named text, Request request) {
    Document document = withTrainer(YamlReader.read(text.text(), text.name()));
    for (Path overlay : request.overlays()) {
      document = document.overlay(YamlReader.read(readFile(overlay), overlay.toString()));
    }
    return document.set("--set ", request.assignments(), components, Definition.class);
  }

  /// An engine that is not there is a mistake like any other where there are others; alone it is
  /// told by [Engines#open], with an exit code of its own.
  private List<Problem> engine(Node.MapNode root) {
    Node.Entry entry = root.entry("engine");
    if (engines.isEmpty()
        || entry == null
        || !(entry.value() instanceof Node.ScalarNode name)
        || name.isNull()
        || engines.contains(name.text())) {
      return List.of();
    }
    String hint = Near.hint(name.text(), engines, "engines are", "none are installed");
    String message = "no engine '%s'%s".formatted(name.text(), hint);
    return List.of(new Problem(entry.position(), "engine", message));
  }

  /// Finds requirements that no run could meet because they ask for what is not measured.
  private static List<Problem> requirements(Decoder.Decoded<Definition> decoded) {
    Definition.Evaluate evaluate = decoded.value().evaluate();
    Set<String> metrics = new TreeSet<>(Set.of("loss"));
    evaluate.metrics().forEach(metric -> metrics.add(metric.id()));
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < evaluate.require().size(); i++) {
      String path = "evaluate.require[%d]".formatted(i);
      Position position = Locator.position(path, decoded).orElse(Position.of(decoded.file()));
      Requirement.problem(evaluate.require().get(i), metrics)
          .ifPresent(message -> problems.add(new Problem(position, path, message)));
    }
    return problems;
  }

  private record Named(String name, Path folder, String text) {}

  private static Named find(String definition) {
    Path file = path(definition);
    boolean looksLikeFile = definition.contains("/") || definition.endsWith(".yaml");
    if (Files.isRegularFile(file)) {
      Path parent = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
      return new Named(definition, parent, readFile(file));
    }
    if (Files.exists(file) && !BUILT_IN.containsKey(definition)) {
      throw new DefinitionException(
          Position.of(definition),
          "",
          Files.isDirectory(file) ? "a folder, not a definition" : "not a regular file");
    }
    if (BUILT_IN.containsKey(definition)) {
      return new Named(definition + ".yaml", Path.of(""), readBuiltIn(definition));
    }
    throw new DefinitionException(
        Position.of(definition),
        "",
        looksLikeFile
            ? "no such file"
            : "neither a file nor a built-in definition; there are "
                + String.join(", ", BUILT_IN.keySet()));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new DefinitionException(Position.of(text), "", "not a path: " + e.getReason());
    }
  }

  private static String readFile(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException _) {
      throw new DefinitionException(
          Position.of(file.toString()), "", "must be text in UTF-8; save it as such");
    } catch (NoSuchFileException _) {
      throw new DefinitionException(Position.of(file.toString()), "", "no such file");
    } catch (IOException e) {
      throw new DefinitionException(
          Position.of(file.toString()), "", "cannot be read: " + e.getMessage());
    }
  }

  /// {@return the text of a built-in definition}
  ///
  /// @param name one of [#BUILT_IN]
  public static String readBuiltIn(String name) {
    String resource = "definitions/" + name + ".yaml";
    try (@Nullable InputStream stream = Definitions.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new AssertionError("the built-in definition is missing: " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + resource, e);
    }
  }

  /// Lets `train` do without a `type`, since nearly every training is gradient descent.
  private static Document withTrainer(Document document) {
    List<Node.Entry> entries = new ArrayList<>();
    for (Node.Entry entry : document.root().entries()) {
      boolean isTrain = entry.key().equals("train");
      entries.add(
          isTrain && entry.value() instanceof Node.MapNode map && map.get("type") == null
              ? new Node.Entry(entry.key(), entry.position(), typed(map, entry.position()))
              : entry);
    }
    return new Document(new Node.MapNode(document.root().position(), entries), document.problems());
  }

  private static Node typed(Node.MapNode map, Position position) {
    List<Node.Entry> entries = new ArrayList<>();
    entries.add(
        new Node.Entry("type", position, new Node.ScalarNode(position, "gradient-descent", true)));
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
