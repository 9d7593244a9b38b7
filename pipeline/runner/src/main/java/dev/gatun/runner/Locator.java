package dev.gatun.runner;

import dev.gatun.api.Named;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.DefinitionException;
import dev.gatun.runner.definition.Position;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds where in a definition a component stands that rejected what it was given.
final class Locator {
  private Locator() {}

  /// {@return the same mistake as one of the definition, with its position}
  static DefinitionException locate(ComponentException e, Decoder.Decoded<Definition> decoded) {
    // Layers first: a layer may have the id of a loss or of a key, whereas a loss comes as loss.id.
    String path = walk(decoded.value().model(), "model", ids(e));
    if (path.equals("model")) {
      path = walk(decoded.value(), "", ids(e));
    }
    return new DefinitionException(
        position(path, decoded).orElse(Position.of(decoded.file())), path, e.detail());
  }

  private static Deque<String> ids(ComponentException e) {
    return new ArrayDeque<>(Arrays.asList(e.path().split("\\.")));
  }

  /// Follows option names and ids as far as they lead.
  private static String walk(Object at, String path, Deque<String> ids) {
    if (ids.isEmpty() || !(at instanceof Record record)) {
      return path;
    }
    String id = ids.getFirst();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = read(record, component);
      String name = kebab(component.getName());
      String child = path.isEmpty() ? name : path + "." + name;
      if (name.equals(id)) {
        ids.removeFirst();
        return value instanceof List<?> list ? walkList(list, child, ids) : walk(value, child, ids);
      }
      if (value instanceof List<?> list && indexOf(list, id) >= 0) {
        return walkList(list, child, ids);
      }
    }
    return path;
  }

  private static String walkList(List<?> list, String path, Deque<String> ids) {
    if (ids.isEmpty()) {
      return path;
    }
    int index = indexOf(list, ids.removeFirst());
    if (index < 0 || !(list.get(index) instanceof Named<?> named)) {
      return path;
    }
    return walk(named.component(), path + "[" + index + "]", ids);
  }

  private static int indexOf(List<?> list, String id) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof Named<?> named && named.id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /// {@return the value of a record's component}
  static Object read(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record's accessor cannot be called: " + component, e);
    }
  }

  static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /// The position of a value, or of the first thing in it, or of what it is in; of things in
  /// several sources, that in the definition file.
  static Optional<Position> position(String path, Decoder.Decoded<Definition> decoded) {
    for (String at = path; !at.isEmpty(); at = parent(at)) {
      String prefix = at;
      Optional<Position> found =
          decoded.positions().entrySet().stream()
              .filter(entry -> isAt(entry.getKey(), prefix))
              .map(Map.Entry::getValue)
              .min(
                  Comparator.<Position>comparingInt(
                          position -> position.file().equals(decoded.file()) ? 0 : 1)
                      .thenComparing(Comparator.naturalOrder()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// {@return a value's position and path in brackets, to put behind a message}
  static String suffix(String path, Decoder.Decoded<Definition> decoded) {
    return position(path, decoded)
        .map(position -> " (%s)".formatted(position.hasLine() ? position + " " + path : position))
        .orElse("");
  }

  private static boolean isAt(String key, String prefix) {
    return key.equals(prefix) || key.startsWith(prefix + ".") || key.startsWith(prefix + "[");
  }

  private static String parent(String path) {
    int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return cut < 0 ? "" : path.substring(0, cut);
  }
}
