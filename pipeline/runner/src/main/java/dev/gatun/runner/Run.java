package dev.gatun.runner;

import dev.gatun.api.Named;
import dev.gatun.api.Result;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.Encoder;
import dev.gatun.runner.report.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Runs a definition through all five stages and leaves a run folder behind.
public final class Run {
  /// What to run.
  ///
  /// @param definition what to read
  /// @param out the run folder; empty for `runs/NAME-TIMESTAMP`
  /// @param threads to use, at least 1
  public record Request(Definitions.Request definition, Optional<Path> out, int threads) {}

  /// What came of a run.
  ///
  /// @param folder of the run
  /// @param metrics the tree of `metrics.json`; empty where the run was interrupted
  /// @param missed a sentence for each requirement that was missed
  /// @param interrupted whether it stopped before it was done
  public record Outcome(
      Path folder,
      SequencedMap<String, Object> metrics,
      List<String> missed,
      boolean interrupted) {}

  private final Installation installation;
  private final Request request;
  private final Interruption interruption;
  private final Event.Listener listener;

  /// Prepares a run.
  ///
  /// @param installation what may be used
  /// @param request what to run
  /// @param interruption stops it
  /// @param listener is told what happens
  public Run(
      Installation installation,
      Request request,
      Interruption interruption,
      Event.Listener listener) {
    this.installation = installation;
    this.request = request;
    this.interruption = interruption;
    this.listener = listener;
  }

  /// Runs.
  ///
  /// @return what came of it
  /// @throws RuntimeException whatever went wrong, see [Failure]
  public Outcome execute() {
    Instant started = Instant.now();
    Decoder.Decoded<Definition> decoded =
        new Definitions(installation.components()).read(request.definition());
    String name = Definitions.runName(decoded);
    request.out().ifPresent(RunFolder::check);
    try (Session session =
        new Session(decoded, installation.engines(), request.threads(), listener)) {
      RunFolder folder =
          request
              .out()
              .map(RunFolder::create)
              .orElseGet(() -> RunFolder.createNamed(Path.of("runs"), name));
      AtomicFile.write(
          folder.definition(), new Encoder(installation.components()).encode(decoded.value()));
      session.parameters().initialize(decoded.value().seed());
      session.parameters().learn(session.train().examples(), session.train().rows());
      return execute(session, name, folder, started);
    }
  }

  private Outcome execute(Session session, String name, RunFolder folder, Instant started) {
    var metrics = session.definition().evaluate().metrics();
    var needs = Evaluation.needs(metrics.stream().map(Named::component).toList());
    boolean watched = !session.validation().isEmpty() || !session.test().isEmpty();
    Evaluation evaluation = watched ? session.evaluation(needs, session.workspace()) : null;
    Training training =
        new Training(
            session,
            folder,
            session.validation().isEmpty() ? null : evaluation,
            interruption,
            listener);
    try {
      train(session, training);
    } catch (RunException e) {
      writeProvenance(session, training, folder, started);
      throw e;
    }
    if (training.isStopped()) {
      writeProvenance(session, training, folder, started);
      return new Outcome(folder.path(), new LinkedHashMap<>(), List.of(), true);
    }
    ModelFile.write(
        folder.model(),
        session.parameters(),
        Map.of("name", name, "classes", ModelFile.classes(session.train().examples())));
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("engine", session.engine().id());
    tree.put("seed", session.definition().seed());
    tree.put("train", training.metrics());
    if (!training.validation().isEmpty()) {
      tree.put("validation", Trees.of(training.validation()));
    }
    if (!session.test().isEmpty() && evaluation != null) {
      SequencedMap<String, Result> results =
          evaluation.run(session.test().examples(), session.test().rows(), metrics);
      tree.put("test", Trees.of(results));
    }
    finish(session, training, folder, tree, started);
    List<String> missed =
        session.definition().evaluate().require().stream()
            .flatMap(text -> Requirement.parse(text).missed(tree).stream())
            .toList();
    return new Outcome(folder.path(), tree, missed, false);
  }

  private void train(Session session, Training training) {
    try {
      session.definition().train().train(training);
    } catch (ArithmeticException e) {
      throw new RunException(ExitCode.NUMERIC, String.valueOf(e.getMessage()), e);
    }
  }

  private void finish(
      Session session,
      Training training,
      RunFolder folder,
      SequencedMap<String, Object> metrics,
      Instant started) {
    SequencedMap<String, Object> provenance = writeProvenance(session, training, folder, started);
    String name = String.valueOf(metrics.get("name"));
    SequencedMap<String, byte[]> figures =
        FigureRun.draw(session, name, training.history(), listener);
    figures.forEach((id, png) -> AtomicFile.write(folder.figures().resolve(id + ".png"), png));
    String definition = new Encoder(installation.components()).encode(session.definition());
    AtomicFile.write(
        folder.report(),
        Report.html(
            new Report.View(
                name,
                session.engineLine(),
                metrics,
                training.history(),
                definition,
                provenance,
                figures)));
    AtomicFile.write(folder.metrics(), Json.write(metrics) + "\n");
    listener.on(new Event.Finished(folder.path()));
  }

  private SequencedMap<String, Object> writeProvenance(
      Session session, Training training, RunFolder folder, Instant started) {
    SequencedMap<String, Object> provenance =
        Provenance.of(
            session, request.definition(), started, training.noted(), installation.plugins());
    AtomicFile.write(folder.provenance(), Json.write(provenance) + "\n");
    return provenance;
  }
}
