package dev.gatun.cli;

import dev.gatun.engine.Engine;
import dev.gatun.kit.bench.EngineBench;
import dev.gatun.kit.bench.EngineBench.Figure;
import dev.gatun.kit.bench.Workload;
import dev.gatun.runner.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// What the engines reach here, as a table, and which one that speaks for.
final class EngineSpeeds {
  private final Screen screen;
  private final OutputOptions output;
  private final PassingLine line;

  EngineSpeeds(Screen screen, OutputOptions output) {
    this.screen = screen;
    this.output = output;
    this.line = new PassingLine(screen, output);
  }

  void measure(List<Engine> engines) {
    int processors = Runtime.getRuntime().availableProcessors();
    int[] threads = IntStream.of(1, processors).distinct().toArray();
    List<Figure> figures =
        EngineBench.measure(
            engines, threads, workload -> line.show("measuring " + workload.name() + " ..."));
    line.clear();
    Optional<Figure> best = EngineBench.best(figures);
    if (output.json) {
      screen.line(json(figures, best));
    } else if (!output.quiet) {
      screen.text(table(figures));
      best.ifPresent(figure -> screen.line("\n" + recommendation(figure, figures)));
    }
  }

  private String table(List<Figure> figures) {
    Table table = Table.ofNumbers("");
    List<String> title = new ArrayList<>(List.of("", ""));
    List<String> row = new ArrayList<>();
    Workload workload = figures.getFirst().workload();
    List<List<String>> rows = new ArrayList<>();
    for (Figure figure : figures) {
      if (figure.workload().equals(figures.getFirst().workload())) {
        title.add("%s ×%d".formatted(figure.engine(), figure.threads()));
      }
      if (row.isEmpty() || !figure.workload().equals(workload)) {
        workload = figure.workload();
        row = new ArrayList<>(List.of(workload.name(), screen.dim(workload.unit())));
        rows.add(row);
      }
      row.add(number(figure.value()));
    }
    table.row(title.stream().map(screen::bold).toList());
    rows.forEach(table::row);
    return table.text();
  }

  private static String number(double value) {
    return value < 100
        ? String.format(Locale.ROOT, "%.1f", value)
        : Figures.count(Math.round(value));
  }

  private String recommendation(Figure best, List<Figure> figures) {
    String sentence =
        "fastest here: engine %s with %d %s, %s training steps/s"
            .formatted(
                best.engine(),
                best.threads(),
                best.threads() == 1 ? "thread" : "threads",
                number(best.value()));
    Optional<Figure> other =
        EngineBench.best(
            figures.stream().filter(figure -> !figure.engine().equals(best.engine())).toList());
    return screen.good(sentence)
        + other
            .map(figure ->
                String.format(
                    Locale.ROOT,
                    ", %.2f times the best of engine %s",
                    best.value() / figure.value(),
                    figure.engine()))
            .orElse("");
  }

  private static String json(List<Figure> figures, Optional<Figure> best) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("figures", figures.stream().map(EngineSpeeds::tree).toList());
    best.ifPresent(figure -> tree.put("fastest", tree(figure)));
    return Json.write(tree);
  }

  private static SequencedMap<String, Object> tree(Figure figure) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("engine", figure.engine());
    tree.put("threads", figure.threads());
    tree.put("workload", figure.workload().name());
    tree.put("unit", figure.workload().unit());
    tree.put("value", figure.value());
    return tree;
  }
}
