package dev.gatun.runner;

import dev.gatun.api.data.DataException;
import dev.gatun.runner.definition.Decoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// A finished run, used again.
public final class TrainedRun {
  /// What came of an evaluation.
  ///
  /// @param metrics a tree of the shape of `metrics.json`
  /// @param missed a sentence for each requirement on the test split that was missed
  public record Outcome(SequencedMap<String, Object> metrics, List<String> missed) {}

  private TrainedRun() {}

  /// Evaluates a run on its own test split, or on what `--set collect.source=…` names: its test
  /// examples, or all of them where it has no test examples.
  ///
  /// @param installation what may be used
  /// @param run the folder of the run
  /// @param assignments changes to its definition, `path=value`
  /// @param threads to use, at least 1
  /// @param listener is told what happens
  /// @return name, engine, seed and test, and what of `evaluate.require` they miss
  /// @throws RuntimeException whatever went wrong, see [Failure]
  public static Outcome evaluate(
      Installation installation,
      Path run,
      List<String> assignments,
      int threads,
      Event.Listener listener) {
    RunFolder folder = RunFolder.finished(run);
    UsedPlugins.check(installation, folder);
    Definitions.Request request =
        new Definitions.Request(folder.definition().toString(), List.of(), assignments);
    Decoder.Decoded<Definition> decoded = new Definitions(installation).read(request);
    try (Session session = new Session(decoded, installation.engines(), threads, listener)) {
      ModelFile.read(folder.model(), session.parameters(), session.train().examples());
      Session.Part part = isElsewhere(assignments) ? session.whole() : session.test();
      if (part.isEmpty()) {
        throw new DataException(
            "%s: the run has no test split; set collect.split.test in its definition, or name another source with --set"
                .formatted(run));
      }
      Definition.Evaluate evaluate = decoded.value().evaluate();
      Evaluation evaluation =
          new Evaluation(
              session.network(),
              session.parameters(),
              session.workspace(),
              decoded.value().seed(),
              Evaluation.needs(evaluate.reported()),
              part.rows().length);
      SequencedMap<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", Definitions.runName(decoded));
      tree.put("engine", session.engine().id());
      tree.put("seed", decoded.value().seed());
      tree.put(
          "test", Trees.of(evaluation.run(part, evaluate.reported()).named(evaluate.metrics())));
      // Of the training and its validation only the run itself could tell.
      return new Outcome(tree, Requirement.missed(evaluate.require(), Set.of("test"), tree));
    }
  }

  private static boolean isElsewhere(List<String> assignments) {
    return assignments.stream().anyMatch(text -> text.startsWith("collect.source"));
  }
}
