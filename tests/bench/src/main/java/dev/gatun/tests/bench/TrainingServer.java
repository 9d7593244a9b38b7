package dev.gatun.tests.bench;

import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Gatun as a contender: answers requests with one engine, by the public API, until its input ends.
///
/// - [TrainingRequest]: `ok rate=EXAMPLES_PER_SECOND allocated=BYTES_PER_STEP choices=CHOICES`
/// - the same with `bits` for its first word and choices at its end: one epoch by these choices,
///   `ok checksum=HEX choices=CHOICES`
/// - `infer WIDTHS BATCH WARM SECONDS`: the median seconds of a batch, `ok seconds=SECONDS`
/// - `loop STEPS`: [LoopTraining], `ok seconds=SECONDS`
final class TrainingServer {
  private static final int THREADS = 2;

  private final Engine engine;

  private TrainingServer(Engine engine) {
    this.engine = engine;
  }

  /// Serves.
  ///
  /// @param arguments the engine's id
  /// @throws IOException if a request cannot be read
  public static void main(String[] arguments) throws IOException {
    Engine engine = Engines.load(TrainingServer.class.getClassLoader()).open(arguments[0]).engine();
    engine.threads(THREADS);
    TrainingServer server = new TrainingServer(engine);
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    @Nullable String line = requests.readLine();
    while (line != null) {
      System.out.println(server.answer(line.split(" ", -1)));
      System.out.flush();
      line = requests.readLine();
    }
  }

  private String answer(String[] words) {
    return switch (words[0]) {
      case TrainingRequest.WORD -> train(TrainingRequest.of(words));
      case "bits" -> bits(TrainingRequest.of(words), words[words.length - 1]);
      case "infer" ->
          seconds(
              Inference.seconds(
                  engine,
                  TrainingRequest.widths(words[1]),
                  Integer.parseInt(words[2]),
                  Double.parseDouble(words[3]),
                  Double.parseDouble(words[4])));
      case "loop" -> seconds(LoopTraining.seconds(engine, THREADS, Integer.parseInt(words[1])));
      default -> "none";
    };
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "ok seconds=%.9f", seconds);
  }

  private String train(TrainingRequest request) {
    try (Subject subject = Subject.of(engine, request)) {
      MeasuredTraining training = new MeasuredTraining(subject, THREADS, request);
      request.trainer(Integer.MAX_VALUE).train(training);
      return training.reply();
    }
  }

  /// Trains one epoch, by recorded choices where there are some.
  private String bits(TrainingRequest request, String recorded) {
    try (Subject subject = Subject.of(engine, request)) {
      PlainTraining training = new PlainTraining(subject, THREADS, Choices.of(recorded));
      request.trainer(1).train(training);
      CRC32C checksum = new CRC32C();
      checksum.update(subject.parameters().block().segment().asByteBuffer());
      return "ok checksum=%08x choices=%s"
          .formatted(checksum.getValue(), Choices.text(training.choices()));
    }
  }
}
