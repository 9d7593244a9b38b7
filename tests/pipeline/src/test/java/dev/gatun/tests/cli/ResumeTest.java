package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.runner.Definitions;
import dev.gatun.runner.Event;
import dev.gatun.runner.Installation;
import dev.gatun.runner.Interruption;
import dev.gatun.runner.Json;
import dev.gatun.runner.ResumedRun;
import dev.gatun.runner.Run;
import dev.gatun.runner.RunException;
import dev.gatun.runner.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run that was interrupted and goes on ends where it would have ended, bit by bit.
final class ResumeTest {
  private static final Installation INSTALLATION =
      Installation.load(ResumeTest.class.getClassLoader());

  @TempDir private Path folder;

  private static Definitions.Request digits(String... changes) {
    List<String> assignments =
        new ArrayList<>(
            List.of(
                "engine=java",
                "collect.source.examples=150",
                "collect.source.test-examples=40",
                "model.layers.hidden.units=8",
                "train.batch-size=32",
                "train.epochs=5"));
    assignments.addAll(List.of(changes));
    return new Definitions.Request("digits", List.of(), assignments);
  }

  private static Run run(
      Definitions.Request request, Path out, Interruption interruption, Event.Listener listener) {
    Run.Request wanted =
        new Run.Request(new Definitions(INSTALLATION).open(request), Optional.of(out), 2, false);
    return new Run(INSTALLATION, wanted, interruption, listener);
  }

  private void whole(Definitions.Request request) {
    var _ = run(request, folder.resolve("whole"), new Interruption(), event -> {}).execute();
  }

  /// Interrupts a run when an event comes; the step under way is finished.
  private void interrupt(Definitions.Request request, Predicate<Event> when) {
    Interruption interruption = new Interruption();
    Run.Outcome outcome =
        run(request, folder.resolve("parts"), interruption, requesting(interruption, when))
            .execute();
    assertThat(outcome.interrupted()).isTrue();
  }

  private static Event.Listener requesting(Interruption interruption, Predicate<Event> when) {
    return event -> {
      if (when.test(event)) {
        interruption.request();
      }
    };
  }

  private static boolean isEpoch(Event event, int epoch) {
    return event instanceof Event.EpochDone done && done.epoch() == epoch;
  }

  private ResumedRun resumed(Interruption interruption, Event.Listener listener, String... set) {
    return new ResumedRun(
        INSTALLATION, folder.resolve("parts"), List.of(set), 1, interruption, listener);
  }

  private void resume(String... set) {
    Run.Outcome outcome = resumed(new Interruption(), event -> {}, set).execute();
    assertThat(outcome.interrupted()).isFalse();
  }

  private void assertSame() throws IOException {
    for (String run : List.of("whole", "parts")) {
      assertThat(folder.resolve(run).resolve("metrics.json")).exists();
    }
    assertThat(folder.resolve("parts/model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/model.safetensors"));
    assertThat(history("parts")).isEqualTo(history("whole"));
    assertThat(metrics("parts")).isEqualTo(metrics("whole"));
    assertThat(choices("parts")).isEqualTo(choices("whole"));
  }

  private List<Map<String, @Nullable Object>> history(String run) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve("history.jsonl")).stream()
        .map(Json::readObject)
        .map(ResumeTest::timeless)
        .toList();
  }

  private Map<String, @Nullable Object> metrics(String run) throws IOException {
    return timeless(Json.readObject(Files.readString(folder.resolve(run).resolve("metrics.json"))));
  }

  private @Nullable Object choices(String run) throws IOException {
    Path file = folder.resolve(run).resolve("provenance.json");
    return Json.readObject(Files.readString(file)).get("choices");
  }

  private static Map<String, @Nullable Object> timeless(Map<String, @Nullable Object> tree) {
    if (tree.get("train") instanceof Map<?, ?> train) {
      train.remove("seconds");
      train.remove("examplesPerSecond");
    }
    return tree;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train.optimizer={type: sgd, learning-rate: 0.05, momentum: 0.9, nesterov: true}",
        "train.optimizer={type: adam, learning-rate: 0.01}",
        "train.optimizer={type: adadelta}",
        "train={type: lbfgs, epochs: 5, history: 3}",
        "train={type: lbfgs, epochs: 5, penalties: [{type: l2, weight: 0.01, parameters: '*'}]}",
        "train.schedule={type: cosine}",
        "train.schedule={type: warm-up, steps: 7, then: {type: one-cycle}}",
        "train.schedule={type: plateau, patience: 0, factor: 0.5, watch: train.loss, threshold: 0.3}",
        "train.clip={type: norm, max: 0.5}",
        "train.average={type: exponential, decay: 0.9}",
        "train.average=mean",
        "train.parallel=2",
        "train.accumulate=2",
        "collect.transforms=[standardize]",
        "model.layers=[{type: linear, units: 8}, batch-norm, relu, {type: dropout, rate: 0.3}, {type: linear, units: auto}]",
      })
  void endsWhereItWouldHaveEnded(String change) throws IOException {
    Definitions.Request request = digits(change);
    whole(request);
    interrupt(request, Event.FirstStep.class::isInstance);
    Interruption again = new Interruption();
    Run.Outcome second = resumed(again, requesting(again, event -> isEpoch(event, 3))).execute();
    assertThat(second.interrupted()).isTrue();
    resume();

    assertSame();
  }

  @Test
  void thePerceptronGoesOnWithinAnEpoch() throws IOException {
    Definitions.Request request =
        new Definitions.Request("perceptron", List.of(), List.of("engine=java"));
    whole(request);
    interrupt(request, Event.FirstStep.class::isInstance);
    resume();

    assertSame();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void earlyStoppingAndTheBestEpochAreKept(int epoch) throws IOException {
    Definitions.Request request =
        digits(
            "train.epochs=40",
            "train.optimizer.learning-rate=0.5",
            "train.stop={type: early, patience: 2}",
            "train.keep={type: best}");
    whole(request);
    interrupt(request, event -> isEpoch(event, epoch));
    resume();

    assertSame();
    assertThat(String.valueOf(choices("parts"))).contains("train.keep", "train.stop");
  }

  /// What SIGKILL leaves: a checkpoint that is older than the history, and a line that was cut.
  @Test
  void aProcessThatWasKilledLosesWhatCameAfterTheCheckpoint() throws IOException {
    Definitions.Request request = digits("train.keep={type: best, watch: train.loss}");
    whole(request);
    Path parts = folder.resolve("parts");
    Path copy = folder.resolve("copy");
    Interruption never = new Interruption();
    var _ =
        run(
                request,
                parts,
                never,
                event -> {
                  if (isEpoch(event, 3)) {
                    copy(parts.resolve("checkpoints/best.safetensors"), copy);
                  }
                })
            .execute();
    for (String file : List.of("metrics.json", "model.safetensors", "provenance.json")) {
      Files.delete(parts.resolve(file));
    }
    Files.delete(parts.resolve("checkpoints/last.safetensors"));
    copy(copy, parts.resolve("checkpoints/best.safetensors"));
    Files.writeString(
        parts.resolve("history.jsonl"), "{\"epoch\":6,\"tra", StandardOpenOption.APPEND);
    resume();

    assertSame();
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRunThatIsKilledBetweenTrainingAndEvaluationTrainsNoMore() throws IOException {
    Definitions.Request request =
        digits("train.epochs=40", "train.stop={type: early, patience: 1, threshold: 0.5}");
    whole(request);
    copyWhole();
    Files.delete(folder.resolve("parts/metrics.json"));
    Files.delete(folder.resolve("parts/model.safetensors"));
    resume();

    assertSame();
  }

  private void copyWhole() throws IOException {
    Path whole = folder.resolve("whole");
    try (var files = Files.walk(whole)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("parts").resolve(whole.relativize(file).toString()));
      }
    }
  }

  @Test
  void aFinishedRunIsTrainedOnAsIfMoreEpochsHadBeenAskedFor() throws IOException {
    whole(digits("train.epochs=7"));
    var _ =
        run(digits("train.epochs=4"), folder.resolve("parts"), new Interruption(), event -> {})
            .execute();
    resume("train.epochs=7");

    assertSame();
    assertThat(folder.resolve("parts/pipeline.yaml")).content().contains("epochs: 7");
  }

  @Test
  void aScheduleThatDependsOnTheNumberOfEpochsForbidsThat() {
    Definitions.Request request = digits("train.schedule={type: cosine}");
    interrupt(request, event -> isEpoch(event, 2));

    assertThatExceptionOfType(RunException.class)
        .isThrownBy(() -> resume("train.epochs=9"))
        .withMessage(
            "train.epochs: must stay 5, since the schedule would have made other steps from the beginning; run the definition anew with --set train.epochs=9");
  }

  @Test
  void aStudyGoesOnAsAWhole() throws IOException {
    Path file = folder.resolve("study.yaml");
    Files.writeString(
        file,
        Definitions.readBuiltIn("digits")
            + "\nvary:\n  train.optimizer.learning-rate: [0.01, 1e30, 0.05, 0.1]\n");
    List<String> words =
        List.of(
            "collect.source.examples=150",
            "collect.source.test-examples=40",
            "model.layers.hidden.units=8",
            "train.epochs=3",
            "engine=java");
    Definitions.Request request = new Definitions.Request(file.toString(), List.of(), words);
    Study.Outcome whole =
        study(request, folder.resolve("whole"), new Interruption(), event -> {}).execute();
    Interruption interruption = new Interruption();
    AtomicInteger run = new AtomicInteger();
    Study.Outcome part =
        study(
                request,
                folder.resolve("parts"),
                interruption,
                event -> {
                  if (event instanceof Event.Varied) {
                    run.incrementAndGet();
                  } else if (run.get() == 3 && isEpoch(event, 2)) {
                    interruption.request();
                  }
                })
            .execute();
    assertThat(part.interrupted()).isTrue();
    assertThat(part.members()).hasSize(2);
    assertThat(folder.resolve("parts/metrics.json")).doesNotExist();
    String parts = folder.resolve("parts").toString();
    assertThat(gatun("resume", parts, "--set", "train.epochs=4").err())
        .isEqualTo(
            "gatun: %s: --set is for one run, got a study; name one of its folders\n"
                .formatted(parts));
    assertThat(gatun("resume", parts, "--quiet")).isEqualTo(new Command(0, "", ""));

    assertThat(whole.members()).hasSize(4);
    assertThat(whole.members().get(1).failure()).isPresent();
    for (Study.Member member : whole.members()) {
      if (member.failure().isEmpty()) {
        assertThat(folder.resolve("parts").resolve(member.folder()).resolve("model.safetensors"))
            .hasSameBinaryContentAs(
                folder.resolve("whole").resolve(member.folder()).resolve("model.safetensors"));
      }
    }
    assertThat(members("parts")).isEqualTo(members("whole"));
    assertThat(gatun("resume", parts).out()).isEqualTo(parts + " is finished\n");
  }

  private static Study study(
      Definitions.Request request, Path out, Interruption interruption, Event.Listener listener) {
    Run.Request wanted =
        new Run.Request(new Definitions(INSTALLATION).open(request), Optional.of(out), 2, false);
    return new Study(INSTALLATION, wanted, interruption, listener);
  }

  @SuppressWarnings("unchecked") // what Json reads has string keys
  private List<?> members(String study) throws IOException {
    String json = Files.readString(folder.resolve(study).resolve("metrics.json"));
    List<?> runs = (List<?>) Objects.requireNonNull(Json.readObject(json).get("runs"));
    runs.forEach(run -> timeless((Map<String, @Nullable Object>) run));
    return runs;
  }

  @Test
  void nothingElseMayChange() {
    interrupt(digits(), event -> isEpoch(event, 2));
    String parts = folder.resolve("parts").toString();

    assertThat(gatun("resume", parts, "--set", "seed=3"))
        .isEqualTo(
            new Command(
                2,
                "",
                "gatun: %s: only train.epochs may change, got --set seed=3; run the definition anew\n"
                    .formatted(parts)));
    assertThat(gatun("resume", parts, "--set", "train.epochs=1").err())
        .isEqualTo(
            "gatun: %s: train.epochs must be at least the 2 that are done, got 1\n"
                .formatted(parts));
    assertThat(gatun("resume", parts, "--quiet")).isEqualTo(new Command(0, "", ""));
    assertThat(gatun("resume", parts).out())
        .isEqualTo(parts + " is finished; --set train.epochs=N trains it on\n");
    assertThat(gatun("resume", parts, "--json").done()).containsKeys("train", "test");
  }

  @Test
  void anInterruptedRunIsNotOverwritten() {
    interrupt(digits(), event -> isEpoch(event, 2));
    String parts = folder.resolve("parts").toString();

    assertThat(Command.quickRun(Path.of(parts)))
        .isEqualTo(
            new Command(
                2,
                "",
                "gatun: --out %s: holds an interrupted run; 'gatun resume %s' goes on with it; else choose another folder, or remove it\n"
                    .formatted(parts, parts)));
    resume();
  }

  @Test
  void aRunUnderWayIsLeftAlone() {
    List<Throwable> thrown = new ArrayList<>();
    Interruption interruption = new Interruption();
    var _ =
        run(
                digits(),
                folder.resolve("parts"),
                interruption,
                event -> {
                  if (isEpoch(event, 1)) {
                    try {
                      resume();
                    } catch (RunException e) {
                      thrown.add(e);
                    }
                  }
                })
            .execute();

    assertThat(thrown)
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo(
            folder.resolve("parts")
                + ": the run is under way in another process; wait for it, or stop that");
  }

  @Test
  void whatIsNoRunIsRefused() throws IOException {
    String empty = Files.createDirectories(folder.resolve("empty")).toString();

    assertThat(gatun("resume", empty))
        .isEqualTo(
            new Command(
                3,
                "",
                "gatun: %s: not the folder of a run: it has no pipeline.yaml\n".formatted(empty)));
  }
}
