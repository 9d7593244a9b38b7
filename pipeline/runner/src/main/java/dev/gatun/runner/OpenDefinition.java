package dev.gatun.runner;

import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.DefinitionException;
import dev.gatun.runner.definition.Document;
import dev.gatun.runner.definition.Near;
import dev.gatun.runner.definition.Node;
import dev.gatun.runner.definition.Position;
import dev.gatun.runner.definition.Problem;
import dev.gatun.runner.definition.Variations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A definition that was read, with what is laid over it and set, but not yet decoded.
///
/// Used by one thread.
public final class OpenDefinition {
  private final Definitions.Request request;
  private final DefinitionFiles.Found found;
  private final Document document;
  private final Components components;
  private final Set<String> engines;
  private Decoder.@Nullable Decoded<Definition> decoded;

  /// Makes one of what was read.
  ///
  /// @param request what was asked for
  /// @param found where it was
  /// @param document with what is laid over it and set
  /// @param components what it may name
  /// @param engines that it may name; empty for any
  OpenDefinition(
      Definitions.Request request,
      DefinitionFiles.Found found,
      Document document,
      Components components,
      Set<String> engines) {
    this.request = request;
    this.found = found;
    this.document = document;
    this.components = components;
    this.engines = engines;
  }

  /// {@return what was asked for}
  public Definitions.Request request() {
    return request;
  }

  /// {@return what is written, not resolved}
  Document document() {
    return document;
  }

  /// {@return its file's name, with a note where it comes with Gatun}
  public String origin() {
    return found.builtIn() ? "built-in " + found.name() : found.name();
  }

  /// {@return what the definition asks to vary; nothing where it asks for one run}
  ///
  /// @throws DefinitionException if that part is wrong
  public Variations variations() {
    return Variations.of(document);
  }

  /// {@return one of the runs of a study}
  ///
  /// @param values one for each axis of [#variations]
  OpenDefinition varied(List<String> values) {
    Document varied = document.vary(variations(), values, components, Definition.class);
    return new OpenDefinition(request, found, varied, components, engines);
  }

  /// Decodes the definition, once however often it is called.
  ///
  /// @return the definition, with where each value came from
  /// @throws DefinitionException with everything that is wrong with it
  public Decoder.Decoded<Definition> decode() {
    if (decoded == null) {
      decoded = read(Definitions.withTrainer(document.resolve(System::getenv)));
    }
    return decoded;
  }

  private Decoder.Decoded<Definition> read(Document resolved) {
    List<Problem> problems;
    try {
      Decoder.Decoded<Definition> read =
          new Decoder(components, found.folder()).decode(resolved, Definition.class);
      problems = requirements(read);
      if (problems.isEmpty()) {
        return read;
      }
    } catch (DefinitionException e) {
      problems = new ArrayList<>(e.problems());
    }
    problems.addAll(engine(resolved.root()));
    throw new DefinitionException(Problem.sorted(problems, resolved.root().position().file()));
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
}
