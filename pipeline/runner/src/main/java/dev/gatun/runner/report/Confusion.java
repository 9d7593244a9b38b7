package dev.gatun.runner.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Tables of counts, each cell shaded by its share of its row.
///
/// @param title of the table
/// @param names of rows and columns
/// @param counts a row for each name, a column for each name
record Confusion(String title, List<String> names, long[][] counts) {
  private static final int MOST = 60;

  /// Adds a table for every confusion matrix of the best split that has one.
  static void tables(Markup page, Map<String, ? extends @Nullable Object> metrics) {
    for (String split : List.of("test", "validation", "train")) {
      if (metrics.get(split) instanceof Map<?, ?> map) {
        List<Confusion> found =
            map.entrySet().stream()
                .map(entry -> of(split + " " + entry.getKey(), entry.getValue()))
                .filter(table -> table.counts().length > 0)
                .toList();
        if (!found.isEmpty()) {
          found.forEach(table -> table.draw(page));
          return;
        }
      }
    }
  }

  private static Confusion of(String title, @Nullable Object value) {
    long[][] counts =
        value instanceof Map<?, ?> map ? Trees.table(map.get("counts")) : new long[0][];
    List<String> names =
        value instanceof Map<?, ?> map
                && map.get("classes") instanceof List<?> list
                && list.size() == counts.length
            ? list.stream().map(String::valueOf).toList()
            : IntStream.range(0, counts.length).mapToObj(Integer::toString).toList();
    return new Confusion(title, names, counts);
  }

  private void draw(Markup page) {
    page.raw("<section>\n<h2>").text(title.replace('-', ' ')).raw("</h2>\n");
    if (counts.length > MOST) {
      page.raw("<p>").text(counts.length + " classes are too many for a table here; ");
      page.raw("metrics.json has all counts.");
      page.raw("</p>\n</section>\n");
      return;
    }
    page.raw("<p class=\"note\">A row for each true class, a column for each predicted one; ");
    page.raw("shaded by share of the true class.</p>\n<div class=\"wide\">\n");
    page.raw("<table class=\"confusion\">\n<thead><tr><th></th>");
    names.forEach(name -> page.raw("<th scope=\"col\">").text(name).raw("</th>"));
    page.raw("<th scope=\"col\" class=\"right\">right</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < counts.length; i++) {
      row(page, i);
    }
    page.raw("</tbody>\n</table>\n</div>\n</section>\n");
  }

  private void row(Markup page, int row) {
    long total = Arrays.stream(counts[row]).sum();
    page.raw("<tr><th scope=\"row\">").text(names.get(row)).raw("</th>");
    for (int column = 0; column < counts.length; column++) {
      double share = total == 0 ? 0 : (double) counts[row][column] / total;
      String kind = counts[row][column] == 0 ? "none" : share > 0.45 ? "strong" : "some";
      page.open(
          "td",
          "class",
          kind,
          "style",
          String.format(Locale.ROOT, "--share:%.3f", share),
          "title",
          "true " + names.get(row) + ", predicted " + names.get(column));
      page.text(Long.toString(counts[row][column])).raw("</td>");
    }
    String right =
        total == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * counts[row][row] / total);
    page.raw("<td class=\"right\">").text(right).raw("</td></tr>\n");
  }
}
