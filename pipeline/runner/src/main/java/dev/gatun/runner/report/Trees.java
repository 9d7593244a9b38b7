package dev.gatun.runner.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Trees of maps and lists as rows of a table; the path to a leaf is its name.
public final class Trees {
  private Trees() {}

  /// {@return the leaves of a tree that are numbers, or null for want of one (as NaN is in JSON)}
  ///
  /// Tables of counts are left out, see [Confusion].
  ///
  /// @param tree of one split
  public static SequencedMap<String, Object> numbers(Map<?, ?> tree) {
    SequencedMap<String, Object> numbers = new LinkedHashMap<>();
    collect("", tree, numbers);
    return numbers;
  }

  private static void collect(String path, Map<?, ?> tree, Map<String, Object> numbers) {
    tree.forEach((key, value) -> {
      String name = path + key;
      switch (value) {
        case null -> numbers.put(name, "–");
        case Number number -> numbers.put(name, number);
        case Map<?, ?> map when map.containsKey("counts") -> {}
        case Map<?, ?> map -> collect(name + ".", map, numbers);
        default -> {}
      }
    });
  }

  /// {@return the two ends of the confidence interval of a number; empty where it has none}
  ///
  /// @param tree of one split
  /// @param name of the number
  static List<?> interval(Map<?, ?> tree, String name) {
    return tree.get("intervals") instanceof Map<?, ?> intervals
            && intervals.get(name) instanceof List<?> ends
            && ends.size() == 2
        ? ends
        : List.of();
  }

  /// {@return every leaf of a tree as text}
  ///
  /// @param tree maps, collections, arrays and anything that has a text
  public static SequencedMap<String, String> facts(Map<?, ?> tree) {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    tree.forEach((key, value) -> collect(String.valueOf(key), value, facts));
    return facts;
  }

  private static void collect(String name, @Nullable Object tree, Map<String, String> facts) {
    switch (tree) {
      case null -> facts.put(name, "–");
      case Map<?, ?> map -> map.forEach((key, value) -> collect(name + "." + key, value, facts));
      case Collection<?> list when list.stream().anyMatch(Trees::isTree) -> {
        int i = 0;
        for (Object item : list) {
          collect(name + "[" + i++ + "]", item, facts);
        }
      }
      case Collection<?> list ->
          facts.put(name, String.join(", ", list.stream().map(String::valueOf).toList()));
      case Double number -> facts.put(name, Markup.exact(number));
      default -> facts.put(name, tree.toString());
    }
  }

  private static boolean isTree(@Nullable Object item) {
    return item instanceof Map || item instanceof Collection;
  }

  /// {@return the rows of a table of counts; empty where it is none, or not square}
  ///
  /// @param counts `long[][]`, or lists of lists of numbers as JSON has them
  public static long[][] table(@Nullable Object counts) {
    long[][] rows =
        switch (counts) {
          case long[][] given -> given;
          case List<?> lists -> lists.stream().map(Trees::row).toArray(long[][]::new);
          case null, default -> new long[0][];
        };
    boolean square = Arrays.stream(rows).allMatch(row -> row.length == rows.length);
    return square ? rows : new long[0][];
  }

  private static long[] row(@Nullable Object row) {
    return switch (row) {
      case long[] given -> given;
      case List<?> list ->
          list.stream().mapToLong(x -> x instanceof Number n ? n.longValue() : 0).toArray();
      case null, default -> new long[0];
    };
  }
}
