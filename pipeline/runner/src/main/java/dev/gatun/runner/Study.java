package dev.gatun.runner;

import dev.gatun.runner.definition.Encoder;
import dev.gatun.runner.definition.Variations;
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
    StudyPlan plan = new StudyPlan(folder, name, variations.names(), members(combinations));
    plan.write(definitions, new Encoder(installation.components()));
    return new StudyRuns(plan, listener).execute(i -> run(definitions.get(i), plan.member(i)));
  }

  private Run.Outcome run(OpenDefinition definition, Path member) {
    Run.Request each =
        new Run.Request(definition, Optional.of(member), request.threads(), request.profile());
    return new Run(installation, each, interruption, listener).execute();
  }

  private SequencedMap<String, List<String>> members(List<List<String>> combinations) {
    SequencedMap<String, List<String>> members = new LinkedHashMap<>();
    for (int i = 0; i < combinations.size(); i++) {
      List<String> values = combinations.get(i);
      members.put(memberName(i, combinations.size(), values), values);
    }
    return members;
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
}
