package dev.gatun.cli;

import dev.gatun.runner.report.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tree of `metrics.json` for a person: a table of splits by metrics, then what does not fit
/// in.
final class MetricsView {
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  /// Columns of counts that a terminal has room for.
  private static final int MOST_CLASSES = 12;

  private final Screen screen;
  private final Map<String, Object> metrics;

  MetricsView(Screen screen, Map<String, Object> metrics) {
    this.screen = screen;
    this.metrics = metrics;
  }

  void show() {
    Set<String> columns = new LinkedHashSet<>();
    for (String split : SPLITS) {
      split(split)
          .forEach((name, value) -> {
            if (isMetric(split, name, value)) {
              columns.add(name);
            }
          });
    }
    Table table = Table.ofNumbers("");
    List<String> head = new ArrayList<>(List.of(""));
    columns.forEach(name -> head.add(screen.bold(name)));
    table.row(head);
    for (String split : SPLITS) {
      Map<String, Object> values = split(split);
      if (!values.isEmpty()) {
        List<String> row = new ArrayList<>(List.of(screen.bold(split)));
        columns.forEach(name -> row.add(cell(split, name, values.get(name))));
        table.row(row);
      }
    }
    screen.text(table.text());
    // Of the splits the last is what counts; the others' tables are in the report.
    String last = SPLITS.stream().filter(split -> !split(split).isEmpty()).toList().getLast();
    split(last)
        .forEach((name, value) ->
            more(last + (name.equals("intervals") ? " 95 % intervals" : " " + name), value));
  }

  private static String cell(String split, String name, @Nullable Object value) {
    return value instanceof Number number && isMetric(split, name, number)
        ? Figures.metric(number.doubleValue())
        : "-";
  }

  /// The other numbers of `train` are about the training, not about its result.
  private static boolean isMetric(String split, String name, Object value) {
    return value instanceof Number && (!split.equals("train") || name.equals("loss"));
  }

  @SuppressWarnings("unchecked") // a split's keys are metrics' ids
  private Map<String, Object> split(String name) {
    return metrics.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private void more(String title, Object value) {
    if (!(value instanceof Map<?, ?> map) || map.containsKey("curves")) {
      return;
    }
    if (map.containsKey("counts") && map.get("classes") instanceof List<?> names) {
      counts(title, names, Trees.table(map.get("counts")));
      return;
    }
    Table table = Table.ofNumbers("  ");
    map.forEach((name, numbers) -> {
      List<?> row = numbers instanceof List<?> list ? list : List.of(numbers);
      if (row.stream().allMatch(Number.class::isInstance)) {
        List<String> cells = new ArrayList<>(List.of(String.valueOf(name)));
        row.forEach(number -> cells.add(Figures.metric(((Number) number).doubleValue())));
        table.row(cells);
      }
    });
    screen.line("");
    screen.line(screen.bold(title));
    screen.text(table.text());
  }

  private void counts(String title, List<?> names, long[][] counts) {
    if (names.size() > MOST_CLASSES) {
      return;
    }
    Table table = Table.ofNumbers("  ");
    List<String> head = new ArrayList<>(List.of(""));
    names.forEach(name -> head.add(screen.bold(String.valueOf(name))));
    table.row(head);
    for (int i = 0; i < counts.length; i++) {
      List<String> row = new ArrayList<>(List.of(screen.bold(String.valueOf(names.get(i)))));
      for (int j = 0; j < counts[i].length; j++) {
        String number = Long.toString(counts[i][j]);
        row.add(i == j ? number : counts[i][j] == 0 ? screen.dim("·") : screen.bad(number));
      }
      table.row(row);
    }
    screen.line("");
    screen.line(screen.bold(title) + screen.dim(" (rows: true, columns: predicted)"));
    screen.text(table.text());
  }
}
