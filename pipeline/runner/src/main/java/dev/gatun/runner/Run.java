package dev.gatun.runner;

import dev.gatun.api.graph.ComponentException;
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
import org.jspecify.annotations.Nullable;

/// Runs a definition through all five stages and leaves a run folder behind.
public final class Run {
  /// What to run.
  ///
  /// @param definition what to run
  /// @param out the run folder; empty for `runs/NAME-TIMESTAMP`
  /// @param threads to use, at least 1
  /// @param profile whether to measure where the time of the training steps goes
  public record Request(
      OpenDefinition definition, Optional<Path> out, int threads, boolean profile) {}

  /// What came of a run.
  ///
  /// @param folder of the run
  /// @param metrics the tree of `metrics.json`; empty where the run was interrupted
  /// @param missed a sentence for each requirement that was missed
  /// @param profile where the time went, if that was asked for
  /// @param interrupted whether it stopped before it was done
  public record Outcome(
      Path folder,
      SequencedMap<String, Object> metrics,
      List<String> missed,
      Optional<StepProfile> profile,
      boolean interrupted) {}

  /// What a run that is under way writes about.
  ///
  /// @param session ready to train
  /// @param name of the run
  /// @param definition resolved, as YAML
  /// @param folder takes everything
  /// @param started when the command began
  private record Begun(
      Session session, String name, String definition, RunFolder folder, Instant started) {}

  private final Installation installation;
  private final Request request;
  private final Optional<SavedTraining> saved;
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
    this(installation, request, Optional.empty(), interruption, listener);
  }

  /// Prepares a run that goes on, in the folder it began in.
  ///
  /// @param saved where to go on; empty to begin
  Run(
      Installation installation,
      Request request,
      Optional<SavedTraining> saved,
      Interruption interruption,
      Event.Listener listener) {
    this.installation = installation;
    this.request = request;
    this.saved = saved;
    this.interruption = interruption;
    this.listener = listener;
  }

  /// Runs.
  ///
  /// @return what came of it
  /// @throws RuntimeException whatever went wrong, see [Failure]
  public Outcome execute() {
    Instant started = Instant.now();
    Decoder.Decoded<Definition> decoded = request.definition().decode();
    String name = Definitions.runName(decoded);
    if (saved.isEmpty()) {
      request.out().ifPresent(RunFolder::check);
    }
    // Another engine than before would compute other bits.
    Decoder.Decoded<Definition> pinned =
        saved
            .map(earlier ->
                new Decoder.Decoded<>(
                    decoded.value().on(earlier.engine()),
                    decoded.file(),
                    decoded.positions(),
                    decoded.references()))
            .orElse(decoded);
    try (Session session =
        new Session(pinned, installation.engines(), request.threads(), listener)) {
      WatchedNumbers.check(session);
      saved.ifPresentOrElse(earlier -> goOn(earlier, session), () -> begin(session));
      RunFolder folder = folder(name);
      try (RunFolder.Lock _ = folder.lock()) {
        folder.reopen();
        String definition =
            new Encoder(installation.components()).encode(decoded.value().named(name));
        AtomicFile.write(folder.definition(), definition);
        return execute(new Begun(session, name, definition, folder, started));
      }
    }
  }

  private RunFolder folder(String name) {
    if (saved.isPresent()) {
      return new RunFolder(request.out().orElseThrow());
    }
    return request
        .out()
        .map(RunFolder::create)
        .orElseGet(() -> RunFolder.createNamed(Path.of("runs"), name));
  }

  private static void begin(Session session) {
    session.parameters().initialize(session.definition().seed());
    session.parameters().learn(session.train().examples(), session.train().rows());
  }

  private void goOn(SavedTraining earlier, Session session) {
    earlier.restore(session);
    listener.on(
        new Event.Noted(
            "goes on after step %d, in epoch %d".formatted(earlier.step(), earlier.epoch() + 1)));
    earlier.differs(session.engine()).ifPresent(note -> listener.on(new Event.Noted(note)));
    session
        .definition()
        .train()
        .refuses(earlier.planned(), earlier.step(), session.train().rows().length)
        .filter(_ -> earlier.planned() != session.definition().train().epochs())
        .ifPresent(why -> {
          throw new RunException(
              ExitCode.DEFINITION,
              "train.epochs",
              "train.epochs: must stay %d, since %s; run the definition anew with --set train.epochs=%d"
                  .formatted(earlier.planned(), why, session.definition().train().epochs()),
              null);
        });
  }

  private Outcome execute(Begun run) {
    Session session = run.session();
    Definition.Evaluate evaluate = session.definition().evaluate();
    boolean watched = !session.validation().isEmpty() || !session.test().isEmpty();
    Evaluation evaluation =
        watched
            ? session.evaluation(Evaluation.needs(evaluate.measured()), session.workspace())
            : null;
    Training training =
        new Training(
            session,
            run.folder(),
            session.validation().isEmpty() ? null : evaluation,
            interruption,
            listener,
            request.profile(),
            saved);
    if (!UsedPlugins.of(installation, session.definition(), session.engine().id()).isEmpty()) {
      // Where the process is killed, whoever goes on must know which plugins were used.
      writeProvenance(run, training, "begun");
    }
    try {
      if (!training.isOver()) {
        train(session, training);
      }
    } catch (RunException e) {
      writeProvenance(run, training, "failed: " + e.getMessage());
      throw e;
    }
    if (training.isStopped()) {
      writeProvenance(run, training, "interrupted");
      return new Outcome(
          run.folder().path(), new LinkedHashMap<>(), List.of(), Optional.empty(), true);
    }
    training.finish();
    ModelFile.write(
        run.folder().model(),
        session.parameters(),
        ModelForm.of(run.name(), session.train()).metadata());
    Optional<Evaluation.Outcome> tested = test(session, evaluation);
    SequencedMap<String, Object> metrics = metrics(run, training, tested);
    Optional<StepProfile> profile = profile(run, training);
    finish(run, training, metrics, tested);
    List<String> missed = Requirement.missed(evaluate.require(), Requirement.SPLITS, metrics);
    return new Outcome(run.folder().path(), metrics, missed, profile, false);
  }

  private static Optional<Evaluation.Outcome> test(
      Session session, @Nullable Evaluation evaluation) {
    return evaluation == null || session.test().isEmpty()
        ? Optional.empty()
        : Optional.of(evaluation.run(session.test(), session.definition().evaluate().measured()));
  }

  private void train(Session session, Training training) {
    try {
      session.definition().train().train(training);
    } catch (ArithmeticException e) {
      throw new RunException(ExitCode.NUMERIC, "train", String.valueOf(e.getMessage()), e);
    } catch (ComponentException e) {
      throw session.located(e);
    }
  }

  private static Optional<StepProfile> profile(Begun run, Training training) {
    Session session = run.session();
    Optional<StepProfile> profile =
        training
            .profile()
            .filter(timed -> timed.workers() > 0)
            .map(timed ->
                StepProfile.of(
                    timed, session.engine(), session.threads(), training.examplesTrained()));
    profile.ifPresent(
        steps -> AtomicFile.write(run.folder().profile(), Json.write(steps.tree()) + "\n"));
    return profile;
  }

  private static SequencedMap<String, Object> metrics(
      Begun run, Training training, Optional<Evaluation.Outcome> tested) {
    Definition definition = run.session().definition();
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", run.name());
    tree.put("engine", run.session().engine().id());
    tree.put("seed", definition.seed());
    tree.put("train", training.metrics());
    if (!training.validation().isEmpty()) {
      tree.put("validation", Trees.of(training.validation()));
    }
    tested.ifPresent(
        outcome -> tree.put("test", Trees.of(outcome.named(definition.evaluate().metrics()))));
    return tree;
  }

  private void finish(
      Begun run,
      Training training,
      SequencedMap<String, Object> metrics,
      Optional<Evaluation.Outcome> tested) {
    RunFolder folder = run.folder();
    SequencedMap<String, Object> provenance = writeProvenance(run, training, "finished");
    SequencedMap<String, byte[]> figures =
        FigureRun.draw(run.session(), run.name(), training.history().epochs(), tested, listener);
    figures.forEach((id, png) -> AtomicFile.write(folder.figures().resolve(id + ".png"), png));
    AtomicFile.write(
        folder.report(),
        Report.html(
            new Report.View(
                run.name(),
                run.session().engineLine(),
                metrics,
                training.history().epochs(),
                run.definition(),
                provenance,
                figures)));
    AtomicFile.write(folder.metrics(), Json.write(metrics) + "\n");
    listener.on(new Event.Finished(folder.path()));
  }

  private SequencedMap<String, Object> writeProvenance(
      Begun run, Training training, String outcome) {
    SequencedMap<String, Object> provenance =
        Provenance.of(
            run.session(),
            request.definition().request(),
            run.started(),
            training.noted(),
            UsedPlugins.of(installation, run.session().definition(), run.session().engine().id()));
    provenance.put("outcome", outcome);
    saved.ifPresent(earlier -> {
      // Where the run came from, its first part knew.
      Map<String, @Nullable Object> first = run.folder().tree(run.folder().provenance());
      for (String key : List.of("started", "definition", "overlays", "assignments")) {
        Object known = first.get(key);
        provenance.put(key, known == null ? provenance.get(key) : known);
      }
      provenance.put("resumed", Map.of("epoch", earlier.epoch(), "step", earlier.step()));
    });
    training
        .firstStep()
        .ifPresent(seconds -> provenance.put("start", Map.of("firstStepSeconds", seconds)));
    AtomicFile.write(run.folder().provenance(), Json.write(provenance) + "\n");
    return provenance;
  }
}
