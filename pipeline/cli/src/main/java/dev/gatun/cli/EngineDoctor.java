package dev.gatun.cli;

import dev.gatun.engine.Availability;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Engines;
import dev.gatun.kit.Outcome;
import dev.gatun.kit.engine.EngineKit;
import dev.gatun.kit.engine.EngineRules;
import dev.gatun.kit.engine.Group;
import dev.gatun.kit.engine.Result;
import dev.gatun.kit.engine.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// Tries every rule of the conformance kit on the engines that can run here.
final class EngineDoctor {
  private final Screen screen;
  private final OutputOptions output;
  private final PassingLine line;

  EngineDoctor(Screen screen, OutputOptions output) {
    this.screen = screen;
    this.output = output;
    this.line = new PassingLine(screen, output);
  }

  /// An engine and what became of it.
  ///
  /// @param id the engine's
  /// @param availability what runs and what to know about it, or why nothing runs
  /// @param results of all rules; empty where the engine cannot run
  record Finding(String id, Availability availability, List<Result> results) {
    /// {@return whether the engine can run here}
    boolean runs() {
      return availability instanceof Availability.Available;
    }

    /// {@return whether it breaks no rule}
    boolean isSound() {
      return violations().isEmpty();
    }

    List<Result> violations() {
      return results.stream().filter(result -> !result.isKept()).toList();
    }

    double seconds() {
      return results.stream().mapToLong(Result::nanos).sum() / 1e9;
    }
  }

  /// Shows what is found to people.
  ///
  /// @param engines all of them
  /// @param chosen those to examine
  /// @return what is found
  List<Finding> examine(Engines engines, List<EngineProvider> chosen) {
    List<Finding> findings = new ArrayList<>();
    for (EngineProvider provider : chosen) {
      Finding finding = examine(engines, provider);
      findings.add(finding);
      if (output.forPeople()) {
        show(finding);
      }
    }
    return findings;
  }

  private Finding examine(Engines engines, EngineProvider provider) {
    Availability availability = provider.availability();
    List<Result> results = new ArrayList<>();
    if (availability instanceof Availability.Available) {
      EngineKit kit = EngineKit.open(engines, provider.id());
      for (Rule rule : EngineRules.all()) {
        line.show("%s: %s, %s ...".formatted(provider.id(), rule.id(), rule.group()));
        results.add(kit.run(rule));
      }
      line.clear();
    }
    return new Finding(provider.id(), availability, results);
  }

  private void show(Finding finding) {
    switch (finding.availability()) {
      case Availability.Unavailable(String reason, String remedy) ->
          screen.line(
              "%s  %s\n  %s; %s\n"
                  .formatted(screen.bold(finding.id()), screen.bad("unavailable"), reason, remedy));
      case Availability.Available(String detail, List<String> notes) -> {
        screen.line(screen.bold(finding.id()) + "  " + verdict(finding));
        screen.line("  " + screen.dim(detail));
        notes.forEach(note -> screen.line("  " + screen.bad("note") + "  " + note));
        screen.text(groups(finding.results()));
        for (Result result : finding.violations()) {
          screen.line("  %s  %s".formatted(screen.bad(result.rule().id()), result.rule().text()));
          screen.line("          " + result.outcome().reason());
        }
        if (!finding.isSound()) {
          screen.line("  do not rely on this engine here: take another, or another library for it");
        }
        screen.line("");
      }
    }
  }

  private String verdict(Finding finding) {
    int rules = finding.results().size();
    int broken = finding.violations().size();
    String time = "in " + Figures.seconds(finding.seconds());
    return broken == 0
        ? screen.good("keeps all %d rules".formatted(rules)) + " " + time
        : screen.bad("breaks %d of %d rules".formatted(broken, rules)) + " " + time;
  }

  private String groups(List<Result> results) {
    Map<Group, List<Result>> groups = new EnumMap<>(Group.class);
    results.forEach(result ->
        groups.computeIfAbsent(result.rule().group(), _ -> new ArrayList<>()).add(result));
    Table table = new Table("  ");
    groups.forEach((group, members) -> {
      long broken = members.stream().filter(result -> !result.isKept()).count();
      long exempt =
          members.stream().filter(result -> result.outcome() instanceof Outcome.Exempt).count();
      long nanos = members.stream().mapToLong(Result::nanos).sum();
      table.row(
          group.toString(),
          "%d %s".formatted(members.size(), members.size() == 1 ? "rule" : "rules"),
          (broken == 0 ? screen.good("kept") : screen.bad(broken + " broken"))
              + (exempt == 0 ? "" : ", %d not for this engine".formatted(exempt)),
          screen.dim(String.format(Locale.ROOT, "%.2f s", nanos / 1e9)));
    });
    return table.text();
  }

  /// {@return what is found as JSON}
  static SequencedMap<String, Object> tree(Finding finding) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", finding.id());
    EngineList.putAvailability(finding.availability(), tree);
    if (finding.runs()) {
      tree.put("sound", finding.isSound());
      tree.put("seconds", finding.seconds());
      tree.put("rules", finding.results().stream().map(EngineDoctor::tree).toList());
    }
    return tree;
  }

  private static SequencedMap<String, Object> tree(Result result) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", result.rule().id());
    tree.put("group", result.rule().group().toString());
    tree.put("rule", result.rule().text());
    tree.put("outcome", result.outcome().title());
    String reason = result.outcome().reason();
    if (!reason.isEmpty()) {
      tree.put("reason", reason);
    }
    tree.put("seconds", result.nanos() / 1e9);
    return tree;
  }
}
