package dev.gatun.runner.report;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A run as one self-contained HTML page.
public final class Report {
  private Report() {}

  /// What the page shows.
  public record View(
      String name,
      String engineLine,
      Map<String, Object> metrics,
      List<SequencedMap<String, Double>> history,
      String definition,
      Map<String, Object> provenance,
      SequencedMap<String, byte[]> figures) {}

  /// {@return the page}
  ///
  /// @param view what it shows
  public static String html(View view) {
    return "<!DOCTYPE html><title>" + view.name() + "</title>";
  }
}
