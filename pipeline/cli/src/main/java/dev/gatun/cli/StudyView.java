package dev.gatun.cli;

import dev.gatun.runner.Study;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// The runs of a study as one table, for a person.
final class StudyView {
  private final Screen screen;
  private final Study.Outcome outcome;

  StudyView(Screen screen, Study.Outcome outcome) {
    this.screen = screen;
    this.outcome = outcome;
  }

  void show() {
    Set<String> columns = new LinkedHashSet<>();
    outcome.members().forEach(member -> columns.addAll(Study.numbers(member).keySet()));
    Table table = Table.ofNumbers("", 0);
    List<String> head = new ArrayList<>();
    outcome.names().forEach(name -> head.add(screen.bold(name)));
    columns.forEach(name -> head.add(screen.bold(name.replace('.', ' '))));
    table.row(head);
    for (Study.Member member : outcome.members()) {
      SequencedMap<String, Double> numbers = Study.numbers(member);
      List<String> row = new ArrayList<>(member.values());
      for (String name : columns) {
        Double value = numbers.get(name);
        row.add(value == null ? screen.bad("-") : Figures.metric(value));
      }
      table.row(row);
    }
    screen.line("");
    screen.text(table.text());
    outcome
        .members()
        .forEach(member ->
            member
                .failure()
                .ifPresent(
                    failure -> screen.line(String.join(", ", member.values()) + ": " + failure)));
    screen.line("");
    screen.line("%s has a folder for each run and report.html".formatted(outcome.folder()));
  }
}
