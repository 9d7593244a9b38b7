package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static dev.gatun.tests.cli.Command.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.collect.SyntheticDigits;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built-in definition `inpainting`: completes digits of which a part is hidden.
final class InpaintingRunTest {
  @TempDir private Path folder;

  @Test
  void completesDigitsFourDecibelsAboveTheTrainingMean() {
    Path out = folder.resolve("run");
    double found =
        number(
            gatun("run", "inpainting", "--json", "--out", out.toString()).done(), "test", "psnr");
    assertThat(found).isGreaterThan(psnrOfTrainingMean() + 4);
    assertThat(out.resolve("figures/reconstructions.png")).isNotEmptyFile();
  }

  /// Predicts the mean training image for every test image.
  static double psnrOfTrainingMean() {
    try (Workspace workspace = Workspace.open("baseline")) {
      Dataset data = new SyntheticDigits(12000, 2000).read(reading(workspace));
      return psnrOfTrainingMean(data);
    }
  }

  private static double psnrOfTrainingMean(Dataset data) {
    Tensor train = data.train().inputs();
    Tensor test = data.test().orElseThrow().inputs();
    double[] mean = new double[train.columns()];
    for (int i = 0; i < train.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += pixel(train, i, j) / train.rows();
      }
    }
    double sum = 0;
    for (int i = 0; i < test.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        double difference = pixel(test, i, j) - mean[j];
        sum += difference * difference;
      }
    }
    double error = sum / ((double) test.rows() * mean.length);
    return 10 * Math.log10(255 * 255 / error);
  }

  private static double pixel(Tensor images, int row, int column) {
    long at = (long) row * images.columns() + column;
    return Byte.toUnsignedInt(images.segment().get(ValueLayout.JAVA_BYTE, at));
  }

  private static Source.Reading reading(Workspace workspace) {
    return new Source.Reading() {
      @Override
      public Workspace workspace() {
        return workspace;
      }

      @Override
      public long seed() {
        return 7;
      }

      @Override
      public void used(Path file) {}
    };
  }
}
