package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Adam;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many workers share a batch where the definition does not say.
final class DivisionTest {
  private static final String CACHES = "gatun.caches";

  @TempDir private Path caches;

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, 64, 100, 3, -1, 1);

  @BeforeEach
  void keepMeasurementsHere() {
    System.setProperty(CACHES, caches.toString());
  }

  @AfterEach
  void close() {
    System.clearProperty(CACHES);
    data.close();
  }

  private Network network(int units) {
    return Networks.of(examples, Networks.rectified(units, 3), Networks.CROSS_ENTROPY);
  }

  private static Trainer trainer(Optional<Integer> workers) {
    return trainer(2, workers);
  }

  private static Trainer trainer(int epochs, Optional<Integer> workers) {
    return new GradientDescent(
        epochs, 32, new Adam(0.01, 0.9, 0.999, 1e-8, 0), new Constant(), List.of(), workers);
  }

  private Recorder train(Network network, Optional<Integer> workers) {
    return new Recorder("java", network, examples, 2).train(trainer(workers));
  }

  /// The first epochs take so long that measuring pays.
  private static final class Slow extends Recorder {
    Slow(Network network, Examples examples) {
      super("java", network, examples, 2);
    }

    @Override
    public void progress(int epoch, long done, long steps, double loss) {
      super.progress(epoch, done, steps, loss);
      long end = System.nanoTime() + 1_200_000_000;
      while (epoch <= 3 && System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    }
  }

  private static String workers(Recorder recorder) {
    return Objects.requireNonNull(recorder.noted.get("train.parallel"));
  }

  private List<Path> kept() throws IOException {
    Path folder = caches.resolve("gatun").resolve("parallel");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aSmallGraphIsLeftToOneWorkerAndALargerOneIsShared() throws IOException {
    try (Recorder small = train(network(4), Optional.empty());
        Recorder large = train(network(64), Optional.empty())) {
      assertThat(workers(small)).isEqualTo("1");
      assertThat(workers(large)).isEqualTo("2");
    }
    assertThat(kept()).isEmpty();
  }

  @Test
  void whatALongTrainingMeasuresServesLaterOnesAndChangesNoBit() throws IOException {
    Network network = network(64);
    try (Recorder slow = new Slow(network, examples);
        Recorder plain =
            new Recorder("java", network, examples, 2).train(trainer(5, Optional.of(2)))) {
      slow.train(trainer(5, Optional.empty()));
      assertThat(workers(slow)).isEqualTo("2");
      assertThat(slow.flatValues()).containsExactly(plain.flatValues());
      assertThat(slow.stepLosses).isEqualTo(plain.stepLosses);
    }
    assertThat(kept()).hasSize(1);
    Path file = kept().getFirst();
    String content = Files.readString(file);
    try (Recorder next = train(network, Optional.empty())) {
      assertThat(content).startsWith(workers(next) + "\n");
    }
    Files.writeString(file, content.replaceFirst("^\\d+", "1"));
    try (Recorder next = train(network, Optional.empty());
        Recorder said = train(network, Optional.of(2));
        Recorder other = train(network(65), Optional.empty())) {
      assertThat(workers(next)).isEqualTo("1");
      assertThat(workers(said)).isEqualTo("2");
      assertThat(workers(other)).isEqualTo("2");
    }
    assertThat(kept()).isEqualTo(List.of(file));
  }

  @Test
  void aRunGoesOnWithWhatItBeganWith() {
    Network network = network(4);
    try (Recorder first = new Recorder("java", network, examples, 2);
        Recorder second = new Recorder("java", network, examples, 2)) {
      first.stopAfter = 1;
      first.train(trainer(Optional.of(2)));
      second.goOnFrom(first).train(trainer(Optional.empty()));
      assertThat(second.noted).isEqualTo(Map.of("train.parallel", "2"));
    }
  }
}
