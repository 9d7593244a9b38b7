package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts a tree together from the events of a parser.
final class NodeBuilder {
  /// A list or map that is still open.
  private static final class Open {
    final Position start;
    final @Nullable String anchor;
    final @Nullable Map<String, Position> keys;
    final List<Entry> entries = new ArrayList<>();
    final List<Node> items = new ArrayList<>();
    @Nullable ScalarNode key;
    boolean keyTwice;
    int size = 1;
    int height = 1;

    Open(Position start, boolean map, @Nullable String anchor) {
      this.start = start;
      this.anchor = anchor;
      this.keys = map ? new HashMap<>() : null;
    }
  }

  /// What an anchor names, with what its repetition costs.
  private record Anchored(Node node, int size, int height) {}

  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private @Nullable Node root;

  /// {@return the tree; null where nothing was read}
  @Nullable Node root() {
    return root;
  }

  /// {@return what did not end the reading}
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// Reports a problem at the place reached.
  void problem(Position position, String message) {
    problems.add(new Problem(position, path(), message));
  }

  void scalar(Position position, String text, boolean plain, @Nullable String anchor) {
    ScalarNode scalar = new ScalarNode(position, text, plain);
    Open top = open.peek();
    if (top != null && top.keys != null && top.key == null) {
      key(top, scalar);
    } else {
      add(scalar, 1, 0);
    }
    if (anchor != null) {
      anchors.put(anchor, new Anchored(scalar, 1, 0));
    }
  }

  void start(Position position, boolean map, @Nullable String anchor) {
    Open top = open.peek();
    if (top != null && top.keys != null && top.key == null) {
      throw new DefinitionException(
          position, path(), "a key must be text, got " + (map ? "a map" : "a list"));
    }
    if (open.size() >= YamlReader.MAXIMUM_DEPTH) {
      throw tooDeep(position);
    }
    open.push(new Open(position, map, anchor));
  }

  void end() {
    Open done = open.pop();
    Node node =
        done.keys == null
            ? new ListNode(done.start, done.items)
            : new MapNode(done.start, done.entries);
    add(node, done.size, done.height);
    if (done.anchor != null) {
      anchors.put(done.anchor, new Anchored(node, done.size, done.height));
    }
  }

  void alias(Position position, String name) {
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw new DefinitionException(
          position,
          path(),
          "no anchor '&%s' ends before '*%s'; write the value out".formatted(name, name));
    }
    Open top = open.peek();
    if (top != null && top.keys != null && top.key == null) {
      if (!(anchored.node() instanceof ScalarNode scalar)) {
        throw new DefinitionException(
            position, path(), "a key must be text, got " + anchored.node().shown());
      }
      key(top, new ScalarNode(position, scalar.text(), scalar.plain()));
      return;
    }
    if (open.size() + anchored.height() > YamlReader.MAXIMUM_DEPTH) {
      throw tooDeep(position);
    }
    Node node =
        anchored.node() instanceof ScalarNode scalar
            ? new ScalarNode(position, scalar.text(), scalar.plain())
            : anchored.node();
    add(node, anchored.size(), anchored.height());
  }

  private DefinitionException tooDeep(Position position) {
    return new DefinitionException(
        position,
        "",
        "lists and maps must nest at most %d deep".formatted(YamlReader.MAXIMUM_DEPTH));
  }

  private void key(Open map, ScalarNode key) {
    map.key = key;
    if (key.isNull()) {
      problem(key.position(), "a key must be text, got nothing before ':'");
      map.keyTwice = true;
      return;
    }
    Position first = Objects.requireNonNull(map.keys).putIfAbsent(key.text(), key.position());
    map.keyTwice = first != null;
    if (first != null) {
      problem(key.position(), "is given twice, first at " + first + "; remove one");
    }
  }

  private void add(Node node, int size, int height) {
    Open top = open.peek();
    if (top == null) {
      root = node;
      return;
    }
    top.size += size;
    top.height = Math.max(top.height, height + 1);
    if (top.size > YamlReader.MAXIMUM_VALUES) {
      throw new DefinitionException(
          node.position(),
          "",
          "a definition must have at most %d values, those repeated by aliases included"
              .formatted(YamlReader.MAXIMUM_VALUES));
    }
    ScalarNode key = top.key;
    if (key == null) {
      top.items.add(node);
      return;
    }
    if (!top.keyTwice) {
      top.entries.add(new Entry(key.text(), key.position(), node));
    }
    top.key = null;
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    for (Open level : (Iterable<Open>) open::descendingIterator) {
      if (level.keys == null) {
        path.append('[').append(level.items.size()).append(']');
      } else if (level.key != null && !level.key.isNull()) {
        path.append(path.isEmpty() ? "" : ".").append(level.key.text());
      }
    }
    return path.toString();
  }
}
