package dev.gatun.cli;

import dev.gatun.api.profile.Pass;
import dev.gatun.runner.StepProfile;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Where the time of a training went, as a table with a line for each operation of a step.
final class ProfileView {
  /// Of the time, less than this is not worth a line.
  private static final double LEAST_SHARE = 0.0005;

  private final Screen screen;
  private final StepProfile profile;

  ProfileView(Screen screen, StepProfile profile) {
    this.screen = screen;
    this.profile = profile;
  }

  void show() {
    Table table = Table.ofNumbers("", 3);
    table.row(
        Stream.of(
                "profile", "", "", "calls", "ms", "ms/step", "share", "GFLOP/s", "GB/s", "of limit")
            .map(title -> title.isEmpty() ? title : screen.bold(title))
            .toList());
    for (StepProfile.Line line : profile.lines()) {
      if (line.seconds() >= LEAST_SHARE * profile.seconds()) {
        table.row(cells(line));
      }
    }
    table.row(
        screen.bold("total"),
        "",
        "",
        Figures.count(profile.steps()) + " steps",
        milliseconds(profile.seconds()),
        perStep(profile.seconds()),
        "100.0 %");
    screen.text(table.text());
    screen.line(screen.dim(limits()));
  }

  private List<String> cells(StepProfile.Line line) {
    boolean pass = line.pass() == Pass.FORWARD || line.pass() == Pass.BACKWARD;
    return List.of(
        line.part(),
        line.operation(),
        pass ? line.pass().name().toLowerCase(Locale.ROOT) : "",
        line.pass() == Pass.REST ? "" : Figures.count(line.calls()),
        milliseconds(line.seconds()),
        perStep(line.seconds()),
        percent(line.seconds() / profile.seconds(), "%.1f %%"),
        line.operations() > 0 ? number(1e-9 * line.operations()) : "",
        line.operations() == 0 && line.bytes() > 0 ? number(1e-9 * line.bytes()) : "",
        Double.isNaN(line.ofLimit())
            ? ""
            : percent(line.ofLimit(), line.ofLimit() < 0.1 ? "%.1f %%" : "%.0f %%"));
  }

  /// What the last column is a share of.
  private String limits() {
    int workers = profile.workers();
    StringBuilder text = new StringBuilder();
    if (workers > 1) {
      text.append("%d workers: times are their mean, rates their sum; ".formatted(workers));
    }
    text.append(
        "limit: products at %s GFLOP/s".formatted(number(1e-9 * profile.operationsLimit())));
    SequencedMap<Long, Double> copies = profile.bytesLimit();
    if (!copies.isEmpty()) {
      text.append(
          ", the rest as fast as copies of its size, %s GB/s at %s, %s at %s"
              .formatted(
                  number(1e-9 * copies.firstEntry().getValue()),
                  Figures.bytes(copies.firstEntry().getKey()),
                  number(1e-9 * copies.lastEntry().getValue()),
                  Figures.bytes(copies.lastEntry().getKey())));
    }
    return text.toString();
  }

  private static String milliseconds(double seconds) {
    return String.format(Locale.ROOT, "%,.1f", 1e3 * seconds);
  }

  private String perStep(double seconds) {
    return String.format(Locale.ROOT, "%.4f", 1e3 * seconds / Math.max(1, profile.steps()));
  }

  private static String number(double value) {
    String form = value < 1 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, form, value);
  }

  private static String percent(double share, String form) {
    return String.format(Locale.ROOT, form, 100 * share);
  }
}
