package dev.gatun.runner.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// The runs of a study as one self-contained HTML page: a table, and each figure of all runs side
/// by side.
public final class StudyReport {
  private StudyReport() {}

  /// One run.
  ///
  /// @param folder its report lies in, relative to the page
  /// @param values of what was varied
  /// @param numbers by full name, such as `test.accuracy`; empty where the run failed
  /// @param figures PNG files by the figures' ids
  public record Run(
      String folder,
      List<String> values,
      SequencedMap<String, Double> numbers,
      SequencedMap<String, byte[]> figures) {}

  /// What the page shows.
  ///
  /// @param name of the study
  /// @param varied names of what was varied
  /// @param runs in the order they ran
  public record View(String name, List<String> varied, List<Run> runs) {}

  /// {@return the page}
  ///
  /// @param view what it shows
  public static String html(View view) {
    Markup page = new Markup();
    Report.head(page, view.name());
    page.raw("<body>\n<header>\n<h1>").text(view.name()).raw("</h1>\n<p class=\"engine\">");
    page.text(
        "%d runs, varying %s".formatted(view.runs().size(), String.join(" and ", view.varied())));
    page.raw("</p>\n</header>\n<main>\n");
    table(page, view);
    figures(page, view);
    page.raw("</main>\n</body>\n</html>\n");
    return page.toString();
  }

  private static void table(Markup page, View view) {
    Set<String> numbers = new LinkedHashSet<>();
    view.runs().forEach(run -> numbers.addAll(run.numbers().keySet()));
    page.raw(
        "<section>\n<h2>Runs</h2>\n<div class=\"wide\">\n<table class=\"study\">\n<thead><tr>");
    view.varied().forEach(name -> page.raw("<th scope=\"col\">").text(name).raw("</th>"));
    numbers.forEach(name -> page.raw("<th scope=\"col\">").text(name).raw("</th>"));
    page.raw("<th></th></tr></thead>\n<tbody>\n");
    for (Run run : view.runs()) {
      page.raw("<tr>");
      run.values().forEach(value -> page.raw("<th scope=\"row\">").text(value).raw("</th>"));
      for (String name : numbers) {
        Double value = run.numbers().get(name);
        page.raw("<td>").text(value == null ? "–" : Markup.number(value)).raw("</td>");
      }
      if (run.numbers().isEmpty()) {
        page.raw("<td>NaN or infinite</td></tr>\n");
      } else {
        page.raw("<td>");
        page.open("a", "href", run.folder() + "/report.html").text("report");
        page.raw("</a></td></tr>\n");
      }
    }
    page.raw("</tbody>\n</table>\n</div>\n</section>\n");
  }

  private static void figures(Markup page, View view) {
    Set<String> ids = new LinkedHashSet<>();
    view.runs().forEach(run -> ids.addAll(run.figures().keySet()));
    for (String id : ids) {
      page.raw("<section>\n<h2>").text(id).raw("</h2>\n<div class=\"figures side\">\n");
      for (Run run : view.runs()) {
        byte[] png = run.figures().get(id);
        if (png != null) {
          Report.figure(page, settings(view.varied(), run), png);
        }
      }
      page.raw("</div>\n</section>\n");
    }
  }

  private static String settings(List<String> names, Run run) {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      settings.add(names.get(i) + " " + run.values().get(i));
    }
    return String.join(", ", settings);
  }
}
