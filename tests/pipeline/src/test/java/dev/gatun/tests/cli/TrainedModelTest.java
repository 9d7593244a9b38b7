package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gatun.engine.Shape;
import dev.gatun.runner.Installation;
import dev.gatun.runner.Predictions;
import dev.gatun.runner.RunException;
import dev.gatun.runner.TrainedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trained run as a library sees it.
final class TrainedModelTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void train() {
    assertThat(Command.quickRun(folder.resolve("digits"), "--quiet").err()).isEmpty();
  }

  private static TrainedModel open(int threads) {
    return TrainedModel.open(
        Installation.load(TrainedModel.class.getClassLoader()),
        folder.resolve("digits"),
        List.of("engine=java"),
        threads,
        event -> {});
  }

  private static float[][] images(int count, long seed) {
    Random random = new Random(seed);
    float[][] images = new float[count][28 * 28];
    for (float[] image : images) {
      for (int i = 0; i < image.length; i++) {
        image[i] = random.nextInt(256);
      }
    }
    return images;
  }

  @Test
  void saysWhatItTakesAndGives() {
    try (TrainedModel model = TrainedModel.open(folder.resolve("digits"))) {
      assertThat(model.name()).isEqualTo("digits");
      assertThat(model.inputShape()).isEqualTo(Shape.of(1, 28, 28));
      assertThat(model.inputRange().orElseThrow().to()).isEqualTo(255);
      assertThat(model.outputShape()).isEqualTo(Shape.of(10));
      assertThat(model.classes()).hasSize(10).startsWith("0", "1");
    }
  }

  @Test
  void batchesOfAnySizeGiveTheSame() {
    try (TrainedModel model = open(1)) {
      assertThat(model.predict(new float[0][]).count()).isZero();
      float[][] images = images(600, 1);
      Predictions all = model.predict(images);
      assertThat(all.probabilities()).isTrue();
      assertThat(all.inputs()).isEmpty();
      for (int row : new int[] {0, 255, 256, 599}) {
        Predictions one = model.predict(new float[][] {images[row]});
        assertThat(one.scores()[0]).containsExactly(all.scores()[row], offset());
        assertThat(one.label(0)).isEqualTo(all.label(row));
        assertThat(one.probability(0, 3)).isEqualTo(one.values()[0][3]);
      }
    }
  }

  private static org.assertj.core.data.Offset<Float> offset() {
    return org.assertj.core.data.Offset.offset(1e-4f);
  }

  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    try (TrainedModel model = open(2);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Predictions> expected = new ArrayList<>();
      List<Future<Predictions>> found = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        expected.add(model.predict(images(1 + i % 5, i)));
      }
      for (int i = 0; i < 64; i++) {
        float[][] images = images(1 + i % 5, i);
        found.add(threads.submit(() -> model.predict(images)));
      }
      for (int i = 0; i < 64; i++) {
        assertThat(found.get(i).get().scores()).isDeepEqualTo(expected.get(i).scores());
      }
    }
  }

  @Test
  void wrongInputsAreRefused() {
    try (TrainedModel model = open(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(new float[][] {new float[784], new float[10]}))
          .withMessage("inputs[1]: must have 784 numbers, for an input of [1, 28, 28], got 10");
      float[][] images = images(1, 1);
      images[0][5] = Float.NaN;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(images))
          .withMessage("inputs[0][5]: must be a finite number, got NaN");
    }
  }

  @Test
  void aClosedModelSaysSo() {
    TrainedModel model = open(2);
    model.close();
    model.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> model.predict(images(1, 1)))
        .withMessage("the model of 'digits' is closed; open it again");
  }

  @Test
  void aFolderWithoutAModelIsRefused() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThatExceptionOfType(RunException.class)
        .isThrownBy(() -> TrainedModel.open(empty))
        .withMessage(
            empty
                + ": not the folder of a finished run: it has no pipeline.yaml or no model.safetensors");
  }
}
