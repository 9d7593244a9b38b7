package dev.gatun.runner;

import dev.gatun.runner.definition.Variations;
import dev.gatun.runner.report.StudyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Runs a definition once for every combination of what its `vary` part names, each in a folder of
/// its own, and puts the results side by side.
public final class Study {
  /// One run of the study.
  ///
  /// @param folder of the run, its name
  /// @param values of the varied paths, as YAML
  /// @param metrics the tree of its `metrics.json`; empty where it failed
  /// @param failure why its loss became NaN or infinite; empty where it did not
  public record Member(
      String folder,
      List<String> values,
      SequencedMap<String, Object> metrics,
      Optional<String> failure) {}

  /// What came of a study.
  ///
  /// @param folder of the study, with a folder for each run
  /// @param names of what was varied
  /// @param members in the order they ran
  /// @param missed a sentence for each requirement that a run missed
  /// @param interrupted whether it stopped before it was done
  public record Outcome(
      Path folder,
      List<String> names,
      List<Member> members,
      List<String> missed,
      boolean interrupted) {
    /// {@return the tree of the study's `metrics.json`}
    public SequencedMap<String, Object> tree() {
      List<SequencedMap<String, Object>> runs = new ArrayList<>();
      for (Member member : members) {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
          values.put(names.get(i), member.values().get(i));
        }
        SequencedMap<String, Object> run = new LinkedHashMap<>();
        run.put("folder", member.folder());
        run.put("values", values);
        member.failure().ifPresent(failure -> run.put("failure", failure));
        member.metrics().forEach(run::putIfAbsent);
        runs.add(run);
      }
      SequencedMap<String, Object> tree = new LinkedHashMap<>();
      tree.put("vary", names);
      tree.put("runs", runs);
      return tree;
    }
  }

  private final Installation installation;
  private final Run.Request request;
  private final Variations variations;
  private final Interruption interruption;
  private final Event.Listener listener;

  /// Prepares a study.
  ///
  /// @param installation what may be used
  /// @param request what to run
  /// @param interruption stops it
  /// @param listener is told what happens in each run
  public Study(
      Installation installation,
      Run.Request request,
      Interruption interruption,
      Event.Listener listener) {
    this.installation = installation;
    this.request = request;
    this.variations = request.definition().variations();
    this.interruption = interruption;
    this.listener = listener;
  }

  /// Runs every combination; one whose loss becomes NaN or infinite is part of the result.
  ///
  /// @return what came of it
  /// @throws RuntimeException whatever else went wrong, see [Failure]
  public Outcome execute() {
    List<List<String>> combinations = variations.combinations();
    List<OpenDefinition> definitions =
        combinations.stream().map(request.definition()::varied).toList();
    String name = "";
    // A mistake in the last combination must not show after hours of the others.
    for (OpenDefinition definition : definitions) {
      name = Definitions.runName(definition.decode());
    }
    request.out().ifPresent(RunFolder::check);
    Path folder = request.out().orElse(RunFolder.named(Path.of("runs"), name));
    List<Member> members = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    boolean interrupted = false;
    for (int i = 0; i < combinations.size() && !interrupted; i++) {
      List<String> values = combinations.get(i);
      String member = memberName(i, combinations.size(), values);
      listener.on(
          new Event.Varied(i + 1, combinations.size(), variations.names(), List.copyOf(values)));
      Run.Request each =
          new Run.Request(
              definitions.get(i),
              Optional.of(folder.resolve(member)),
              request.threads(),
              request.profile());
      try {
        Run.Outcome outcome = new Run(installation, each, interruption, listener).execute();
        interrupted = outcome.interrupted();
        if (!interrupted) {
          members.add(new Member(member, values, outcome.metrics(), Optional.empty()));
        }
        outcome.missed().forEach(sentence -> missed.add(member + ": " + sentence));
      } catch (RunException e) {
        if (e.code() != ExitCode.NUMERIC) {
          throw e;
        }
        members.add(
            new Member(
                member,
                values,
                new LinkedHashMap<>(),
                Optional.of(String.valueOf(e.getMessage()))));
      }
    }
    Outcome outcome = new Outcome(folder, variations.names(), members, missed, interrupted);
    write(outcome, name);
    return outcome;
  }

  private String memberName(int index, int count, List<String> values) {
    StringBuilder name =
        new StringBuilder(("%0" + Integer.toString(count).length() + "d").formatted(index + 1));
    for (int i = 0; i < values.size(); i++) {
      name.append('-').append(variations.names().get(i)).append('=').append(values.get(i));
    }
    String safe = name.toString().replaceAll("[^A-Za-z0-9._=-]+", "-");
    return safe.substring(0, Math.min(safe.length(), 100));
  }

  private static void write(Outcome outcome, String name) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.putAll(outcome.tree());
    Path folder = outcome.folder();
    AtomicFile.write(folder.resolve("report.html"), StudyReport.html(view(outcome, name)));
    AtomicFile.write(folder.resolve("metrics.json"), Json.write(tree) + "\n");
  }

  private static StudyReport.View view(Outcome outcome, String name) {
    List<StudyReport.Run> runs = new ArrayList<>();
    for (Member member : outcome.members()) {
      Path figures = new RunFolder(outcome.folder().resolve(member.folder())).figures();
      runs.add(
          new StudyReport.Run(
              member.folder(), member.values(), numbers(member), pictures(figures)));
    }
    return new StudyReport.View(name, outcome.names(), runs);
  }

  /// {@return the losses and metrics of a run by full name, such as `test.accuracy`}
  ///
  /// @param member of a study
  public static SequencedMap<String, Double> numbers(Member member) {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    for (String split : List.of("train", "validation", "test")) {
      if (member.metrics().get(split) instanceof SequencedMap<?, ?> map) {
        map.forEach((metric, value) -> {
          boolean result = !split.equals("train") || String.valueOf(metric).equals("loss");
          if (result && value instanceof Number number) {
            numbers.put(split + "." + metric, number.doubleValue());
          }
        });
      }
    }
    return numbers;
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
