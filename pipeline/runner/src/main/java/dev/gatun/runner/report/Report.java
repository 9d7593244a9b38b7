package dev.gatun.runner.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A run as one self-contained HTML page.
///
/// The page needs nothing but itself: no network, no fonts, no other files, and no scripts for
/// anything but conveniences. It is well-formed XML too.
public final class Report {
  private static final List<String> SPLITS = List.of("test", "validation", "train");

  private Report() {}

  /// What the page shows.
  ///
  /// @param name of the run
  /// @param engineLine which engine ran, and why
  /// @param metrics the tree of `metrics.json`: maps, numbers, strings, and tables of counts
  /// @param history the numbers of each epoch by full name, such as `train.loss`
  /// @param definition the resolved definition, YAML
  /// @param provenance the tree of `provenance.json`
  /// @param figures PNG files by the figures' ids
  public record View(
      String name,
      String engineLine,
      Map<String, ? extends @Nullable Object> metrics,
      List<SequencedMap<String, Double>> history,
      String definition,
      Map<String, ? extends @Nullable Object> provenance,
      SequencedMap<String, byte[]> figures) {}

  /// {@return the page}
  ///
  /// @param view what it shows
  public static String html(View view) {
    Markup page = new Markup();
    head(page, view.name());
    page.raw("<body>\n<header>\n<h1>").text(view.name()).raw("</h1>\n");
    page.raw("<p class=\"engine\">").text(view.engineLine()).raw("</p>\n</header>\n<main>\n");
    keyFigures(page, view.metrics());
    curves(page, view.history());
    splits(page, view.metrics());
    Confusion.tables(page, view.metrics());
    figures(page, view.figures());
    page.raw("<section>\n<details>\n<summary><h2>Definition</h2></summary>\n<pre><code>");
    page.text(view.definition()).raw("</code></pre>\n</details>\n</section>\n");
    provenance(page, view.provenance());
    page.raw("</main>\n<script>").raw(resource("report.js")).raw("</script>\n</body>\n</html>\n");
    return page.toString();
  }

  static void head(Markup page, String name) {
    page.raw(
        """
        <!DOCTYPE html>
        <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"/>
        """);
    page.raw("<title>").text(name).raw("</title>\n<style>\n");
    page.raw(resource("report.css")).raw("</style>\n</head>\n");
  }

  /// The numbers a reader came for: those of the test split, or of the best split there is.
  private static void keyFigures(Markup page, Map<String, ? extends @Nullable Object> metrics) {
    for (String split : SPLITS) {
      if (metrics.get(split) instanceof Map<?, ?> map) {
        SequencedMap<String, Object> numbers = Trees.numbers(map);
        if (numbers.isEmpty()) {
          continue;
        }
        Object loss = numbers.remove("loss");
        if (loss != null) {
          numbers.putLast("loss", loss);
        }
        page.raw("<section class=\"key\" aria-label=\"key figures\">\n");
        numbers.forEach(
            (name, value) -> keyFigure(page, split + " " + name, value, Trees.interval(map, name)));
        page.raw("</section>\n");
        return;
      }
    }
  }

  private static void keyFigure(Markup page, String name, Object value, List<?> interval) {
    page.raw("<div class=\"card\"><div class=\"value\" title=\"").text(Markup.exact(value));
    page.raw("\">").text(Markup.number(value)).raw("</div><div class=\"name\">").text(name);
    interval(page, interval);
    page.raw("</div></div>\n");
  }

  private static void interval(Markup page, List<?> ends) {
    if (!ends.isEmpty()) {
      page.raw(" <span class=\"interval\" title=\"95 % confidence interval\">");
      page.text(ends.stream().map(Markup::number).collect(Collectors.joining(" … ")));
      page.raw("</span>");
    }
  }

  private static void curves(Markup page, List<SequencedMap<String, Double>> history) {
    List<Chart> charts = Chart.of(history);
    if (charts.isEmpty()) {
      return;
    }
    page.raw("<section>\n<h2>Training</h2>\n<div class=\"charts\">\n");
    charts.forEach(chart -> chart.draw(page));
    page.raw("</div>\n</section>\n");
  }

  private static void splits(Markup page, Map<String, ? extends @Nullable Object> metrics) {
    SequencedMap<String, Map<?, ?>> tables = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of("train", "validation", "test"));
    names.addAll(metrics.keySet().stream().filter(name -> !names.contains(name)).toList());
    for (String name : names) {
      if (metrics.get(name) instanceof Map<?, ?> map) {
        if (!Trees.numbers(map).isEmpty()) {
          tables.put(name, map);
        }
      }
    }
    if (tables.isEmpty()) {
      return;
    }
    page.raw("<section>\n<h2>Metrics</h2>\n<div class=\"splits\">\n");
    tables.forEach((name, tree) -> split(page, name, tree));
    page.raw("</div>\n</section>\n");
  }

  private static void split(Markup page, String split, Map<?, ?> tree) {
    page.raw("<table class=\"split\">\n<caption>").text(split).raw("</caption>\n<tbody>\n");
    Trees.numbers(tree)
        .forEach((name, value) -> {
          page.raw("<tr><th scope=\"row\">").text(name).raw("</th><td title=\"");
          page.text(Markup.exact(value)).raw("\">").text(Markup.number(value));
          interval(page, Trees.interval(tree, name));
          page.raw("</td></tr>\n");
        });
    page.raw("</tbody>\n</table>\n");
  }

  private static void figures(Markup page, SequencedMap<String, byte[]> figures) {
    if (figures.isEmpty()) {
      return;
    }
    page.raw("<section>\n<h2>Figures</h2>\n<div class=\"figures\">\n");
    figures.forEach((name, png) -> figure(page, name, png));
    page.raw("</div>\n</section>\n");
  }

  static void figure(Markup page, String name, byte[] png) {
    String source = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    Optional<PngSize> size = PngSize.of(png);
    page.raw("<figure>\n");
    if (size.isPresent()) {
      int width = size.get().width();
      int height = size.get().height();
      page.empty("img", "alt", name, "width", width, "height", height, "src", source);
    } else {
      page.empty("img", "alt", name, "src", source);
    }
    page.raw("\n<figcaption>").text(name).raw("</figcaption>\n</figure>\n");
  }

  private static void provenance(Markup page, Map<String, ? extends @Nullable Object> provenance) {
    SequencedMap<String, String> facts = Trees.facts(provenance);
    if (facts.isEmpty()) {
      return;
    }
    page.raw("<section>\n<h2>Provenance</h2>\n<div class=\"wide\">\n<table class=\"facts\">\n");
    page.raw("<tbody>\n");
    facts.forEach((name, value) -> {
      page.raw("<tr><th scope=\"row\">").text(name).raw("</th><td>").text(value);
      page.raw("</td></tr>\n");
    });
    page.raw("</tbody>\n</table>\n</div>\n</section>\n");
  }

  private static String resource(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar of the runner lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
