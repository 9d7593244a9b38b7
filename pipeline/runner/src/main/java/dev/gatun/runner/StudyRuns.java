package dev.gatun.runner;

import dev.gatun.runner.report.StudyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntFunction;

/// Goes through the runs of a study and puts the results side by side.
///
/// @param plan says which
/// @param listener is told what happens in each run
record StudyRuns(StudyPlan plan, Event.Listener listener) {
  /// Runs every member; one whose loss becomes NaN or infinite is part of the result.
  ///
  /// @param run runs the member of an index
  /// @return what came of all
  Study.Outcome execute(IntFunction<Run.Outcome> run) {
    List<Study.Member> members = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    boolean interrupted = false;
    int count = plan.members().size();
    for (Map.Entry<String, List<String>> planned : plan.members().entrySet()) {
      String folder = planned.getKey();
      List<String> values = planned.getValue();
      listener.on(new Event.Varied(members.size() + 1, count, plan.names(), values));
      try {
        Run.Outcome outcome = run.apply(members.size());
        interrupted = outcome.interrupted();
        if (interrupted) {
          break;
        }
        members.add(new Study.Member(folder, values, outcome.metrics(), Optional.empty()));
        outcome.missed().forEach(sentence -> missed.add(folder + ": " + sentence));
      } catch (RunException e) {
        if (e.code() != ExitCode.NUMERIC) {
          throw e;
        }
        String failure = String.valueOf(e.getMessage());
        members.add(new Study.Member(folder, values, new LinkedHashMap<>(), Optional.of(failure)));
      }
    }
    Study.Outcome outcome =
        new Study.Outcome(plan.folder(), plan.names(), members, missed, interrupted);
    write(outcome);
    return outcome;
  }

  private void write(Study.Outcome outcome) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", plan.name());
    tree.putAll(outcome.tree());
    Path folder = outcome.folder();
    AtomicFile.write(folder.resolve("report.html"), StudyReport.html(view(outcome)));
    if (!outcome.interrupted()) {
      AtomicFile.write(folder.resolve("metrics.json"), Json.write(tree) + "\n");
    }
  }

  private StudyReport.View view(Study.Outcome outcome) {
    List<StudyReport.Run> runs = new ArrayList<>();
    for (Study.Member member : outcome.members()) {
      Path figures = new RunFolder(outcome.folder().resolve(member.folder())).figures();
      runs.add(
          new StudyReport.Run(
              member.folder(), member.values(), Study.numbers(member), pictures(figures)));
    }
    return new StudyReport.View(plan.name(), outcome.names(), runs);
  }

  private static SequencedMap<String, byte[]> pictures(Path folder) {
    SequencedMap<String, byte[]> pictures = new LinkedHashMap<>();
    if (!Files.isDirectory(folder)) {
      return pictures;
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String id = String.valueOf(file.getFileName()).replaceFirst("\\.png$", "");
        pictures.put(id, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw AtomicFile.failure(folder, e);
    }
    return pictures;
  }
}
