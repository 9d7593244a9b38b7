package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Reads YAML 1.2 into nodes that know their positions.
///
/// Works on the parser's events rather than its nodes, so that nesting and repetition are bounded
/// while reading. A mistake in the syntax ends the reading; a key given twice or a tag is reported
/// together with what the decoder finds.
public final class YamlReader {
  /// How many values a definition may have; those repeated by aliases and parameters count each
  /// time.
  static final int MAXIMUM_VALUES = 100_000;

  /// How deep lists and maps may nest.
  static final int MAXIMUM_DEPTH = 64;

  /// How long a definition may be.
  static final int MAXIMUM_CHARACTERS = 1_000_000;

  private final Position source;
  private final boolean lines;
  private final NodeBuilder builder = new NodeBuilder();
  private Position last;
  private int documents;

  private YamlReader(Position source, boolean lines) {
    this.source = source;
    this.lines = lines;
    this.last = source;
  }

  /// Reads a definition.
  ///
  /// @param text YAML
  /// @param file its name in messages
  /// @return the definition, not yet merged or resolved
  /// @throws DefinitionException if it is not YAML, is empty or is not a map
  public static Document read(String text, String file) {
    YamlReader reader = new YamlReader(Position.of(file), true);
    Node root = reader.root(text.startsWith("\uFEFF") ? text.substring(1) : text);
    if (root == null || (root instanceof ScalarNode scalar && scalar.isNull())) {
      throw new DefinitionException(
          new Position(file, 1, 1),
          "",
          "the definition is empty; give it keys such as 'collect' and 'model', or start from what"
              + " 'gatun show digits' prints");
    }
    if (root instanceof MapNode map) {
      return new Document(map, reader.builder.problems());
    }
    throw new DefinitionException(
        root.position(),
        "",
        "a definition must be a map with keys such as 'collect' and 'model', got " + root.shown());
  }

  /// Reads one value, everything in which has the same position.
  ///
  /// @param text YAML
  /// @param source where the value is from
  /// @return the value; a null scalar where there is none
  /// @throws DefinitionException if it is not YAML
  static Node value(String text, Position source) {
    if (isSimple(text)) {
      return new ScalarNode(source, text, true);
    }
    YamlReader reader = new YamlReader(source, false);
    Node root = reader.root(text);
    List<Problem> problems = reader.builder.problems();
    if (!problems.isEmpty()) {
      throw new DefinitionException(problems);
    }
    return root == null ? new ScalarNode(source, "", true) : root;
  }

  /// Most defaults are plain words and numbers, not worth starting a parser for.
  private static boolean isSimple(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inside = c == '.' || c == '/' || c == '-' || c == '_';
      if (!Names.isLetterOrDigit(c) && (i == 0 || !inside)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private @Nullable Node root(String text) {
    if (text.length() > MAXIMUM_CHARACTERS) {
      throw new DefinitionException(
          source,
          "",
          "a definition must have at most %d characters, got %d"
              .formatted(MAXIMUM_CHARACTERS, text.length()));
    }
    try {
      LoadSettings settings = LoadSettings.builder().setParseComments(false).build();
      for (Event event : new Parse(settings).parseString(text)) {
        last = position(event.getStartMark());
        take(event);
      }
    } catch (DefinitionException e) {
      throw withEarlier(e);
    } catch (RuntimeException e) {
      // Not only the parser's own exceptions: on some inputs it throws what it never declares.
      throw withEarlier(YamlSyntax.explained(e, text, source.file(), lines, last));
    }
    return builder.root();
  }

  private DefinitionException withEarlier(DefinitionException e) {
    List<Problem> all = new ArrayList<>(builder.problems());
    all.addAll(e.problems());
    return new DefinitionException(Problem.sorted(all, source.file()));
  }

  private void take(Event event) {
    switch (event.getEventId()) {
      case Scalar -> {
        ScalarEvent scalar = (ScalarEvent) event;
        rejectTag(scalar.getTag());
        builder.scalar(last, scalar.getValue(), scalar.isPlain(), anchor(scalar));
      }
      case MappingStart -> start((CollectionStartEvent) event, true);
      case SequenceStart -> start((CollectionStartEvent) event, false);
      case MappingEnd, SequenceEnd -> builder.end();
      case Alias -> builder.alias(last, ((AliasEvent) event).getAlias().getValue());
      case DocumentStart -> {
        if (++documents > 1) {
          throw new DefinitionException(
              last, "", "a file must hold one definition, got another after '---'; split the file");
        }
      }
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
    }
  }

  private void start(CollectionStartEvent event, boolean map) {
    rejectTag(event.getTag());
    builder.start(last, map, anchor(event));
  }

  private void rejectTag(Optional<String> tag) {
    if (tag.isPresent()) {
      builder.problem(
          last, "tags have no meaning here, got '%s'; remove it".formatted(shortTag(tag.get())));
    }
  }

  private static String shortTag(String tag) {
    return tag.startsWith("tag:yaml.org,2002:")
        ? "!!" + tag.substring("tag:yaml.org,2002:".length())
        : tag;
  }

  private static @Nullable String anchor(NodeEvent event) {
    Optional<Anchor> anchor = event.getAnchor();
    return anchor.isPresent() ? anchor.get().getValue() : null;
  }

  private Position position(Optional<Mark> mark) {
    return lines && mark.isPresent()
        ? new Position(source.file(), mark.get().getLine() + 1, mark.get().getColumn() + 1)
        : source;
  }
}
