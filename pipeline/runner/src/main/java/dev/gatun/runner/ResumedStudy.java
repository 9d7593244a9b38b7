package dev.gatun.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Goes on with a study that was interrupted: with the run that was under way, then with those that
/// had not begun.
public final class ResumedStudy {
  private final Installation installation;
  private final StudyPlan plan;
  private final int threads;
  private final Interruption interruption;
  private final Event.Listener listener;

  /// Prepares to go on.
  ///
  /// @param installation what may be used
  /// @param folder of the study
  /// @param threads to use for runs that had not begun, at least 1
  /// @param interruption stops it
  /// @param listener is told what happens in each run
  public ResumedStudy(
      Installation installation,
      Path folder,
      int threads,
      Interruption interruption,
      Event.Listener listener) {
    this.installation = installation;
    this.plan = StudyPlan.read(folder);
    this.threads = threads;
    this.interruption = interruption;
    this.listener = listener;
  }

  /// {@return whether a folder is that of a study, finished or not}
  ///
  /// @param folder of a run or a study
  public static boolean isStudy(Path folder) {
    return Files.isRegularFile(StudyPlan.file(folder));
  }

  /// Goes on.
  ///
  /// @return what came of the study as a whole
  /// @throws RuntimeException whatever went wrong, see [Failure]
  public Study.Outcome execute() {
    return new StudyRuns(plan, listener).execute(index -> run(plan.member(index)));
  }

  private Run.Outcome run(Path member) {
    PastRun past =
        PastRun.read(member)
            .orElseThrow(() ->
                new RunException(
                    ExitCode.DATA,
                    member.toString(),
                    "%s: no such run of the study; run the definition anew".formatted(member),
                    null));
    return switch (past.status()) {
      case FINISHED -> finished(past);
      case FAILED ->
          throw new RunException(
              ExitCode.NUMERIC,
              "train",
              String.valueOf(past.provenance().get("outcome")).replaceFirst("^failed: ", ""),
              null);
      case RUNNING, INTERRUPTED ->
          new ResumedRun(installation, member, List.of(), threads, interruption, listener)
              .execute();
    };
  }

  private Run.Outcome finished(PastRun past) {
    SequencedMap<String, Object> metrics = new LinkedHashMap<>();
    past.metrics()
        .forEach((name, value) -> {
          if (value != null) {
            metrics.put(name, value);
          }
        });
    String definition = new RunFolder(past.path()).definition().toString();
    List<String> require =
        new Definitions(installation)
            .read(new Definitions.Request(definition, List.of(), List.of()))
            .value()
            .evaluate()
            .require();
    return new Run.Outcome(
        past.path(),
        metrics,
        Requirement.missed(require, Requirement.SPLITS, metrics),
        Optional.empty(),
        false);
  }
}
