package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MnistTest {
  private static final String REMEDY =
      "run 'gatun fetch mnist', or set collect.source.path to a folder with the original files";

  @TempDir Path folder;
  private final TestReading reading = new TestReading(7);

  @AfterEach
  void close() {
    reading.close();
    System.clearProperty("gatun.cache");
  }

  private void write(String imagesForm, String labelsForm, boolean gzipped) {
    for (String part : new String[] {"train", "t10k"}) {
      byte[] images = IdxBytes.bytes(new int[] {3, 2, 2}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      byte[] labels = IdxBytes.bytes(new int[] {3}, 9, 0, 5);
      IdxBytes.write(
          folder.resolve(part + "-images" + imagesForm),
          gzipped ? IdxBytes.gzipped(images) : images);
      IdxBytes.write(
          folder.resolve(part + "-labels" + labelsForm),
          gzipped ? IdxBytes.gzipped(labels) : labels);
    }
  }

  private Mnist mnist() {
    return new Mnist(Optional.of(folder));
  }

  private void fails(Mnist mnist, String message) {
    assertThatThrownBy(() -> mnist.read(reading))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"-,''", "-,.gz", ".,''", ".,.gz"})
  void findsTheFilesByAllOfTheirNames(String separator, String packing) {
    write(
        separator + "idx3-ubyte" + packing, separator + "idx1-ubyte" + packing, !packing.isEmpty());
    Dataset data = mnist().read(reading);
    assertThat(data.train().inputs().shape()).isEqualTo(Shape.of(3, 1, 2, 2));
    assertThat(Numbers.labels(data.train())).containsExactly(9, 0, 5);
    assertThat(Numbers.classes(data.train()))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(data.test()).isPresent();
    assertThat(reading.used)
        .containsExactly(
            folder.resolve("train-images" + separator + "idx3-ubyte" + packing),
            folder.resolve("train-labels" + separator + "idx1-ubyte" + packing),
            folder.resolve("t10k-images" + separator + "idx3-ubyte" + packing),
            folder.resolve("t10k-labels" + separator + "idx1-ubyte" + packing));
  }

  @Test
  void readsFromTheCacheWithoutAPath() {
    System.setProperty("gatun.data", folder.resolve("none").toString());
    System.setProperty("gatun.cache", folder.toString());
    Path cache = folder.resolve("mnist");
    fails(new Mnist(Optional.empty()), cache + ": no such folder; " + REMEDY);
    assertThat(mnist().folder()).isEqualTo(cache);
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    fails(mnist(), folder + ": no file 'train-images-idx3-ubyte.gz', nor unpacked; " + REMEDY);
    write("-idx3-ubyte", "-idx1-ubyte", false);
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    fails(mnist(), folder + ": no file 't10k-labels-idx1-ubyte.gz', nor unpacked; " + REMEDY);
  }

  @Test
  void saysThatImagesAreNoImages() {
    write("-idx3-ubyte", "-idx1-ubyte", false);
    Path images = folder.resolve("train-images-idx3-ubyte");
    IdxBytes.write(images, IdxBytes.of(0x0d, new int[] {3, 4}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    fails(
        mnist(),
        images
            + ": byte 2: must be 08 03 (unsigned bytes, 3 axes), got 0d 02 (32-bit floats, 2); "
            + REMEDY);
  }

  @Test
  void saysThatCountsDiffer() {
    write("-idx3-ubyte", "-idx1-ubyte", false);
    Path labels = folder.resolve("train-labels-idx1-ubyte");
    IdxBytes.write(labels, IdxBytes.bytes(new int[] {2}, 1, 2));
    fails(
        mnist(),
        "%s: must have a target for each of the 3 inputs in %s, got 2; %s"
            .formatted(labels, folder.resolve("train-images-idx3-ubyte"), REMEDY));
  }

  @Test
  void saysWhichLabelIsNoDigit() {
    write("-idx3-ubyte", "-idx1-ubyte", false);
    Path labels = folder.resolve("t10k-labels-idx1-ubyte");
    IdxBytes.write(labels, IdxBytes.bytes(new int[] {3}, 1, 10, 3));
    fails(
        mnist(), labels + ": byte 9: the label of example 1 must be in [0, 10), got 10; " + REMEDY);
  }

  @Test
  void saysWhatCanBeFetched() {
    Mnist mnist = new Mnist(Optional.empty());
    assertThat(mnist.dataset()).isEqualTo("mnist");
    assertThat(mnist.mirrors()).isNotEmpty();
    assertThat(mnist.files())
        .hasSize(4)
        .allSatisfy(file -> assertThat(file.sha256()).matches("[0-9a-f]{64}"));
  }

  @Test
  void readsTheOriginalFiles() {
    String data = System.getenv("GATUN_DATA");
    assumeTrue(data != null, "skipped: GATUN_DATA does not name a folder with mnist");
    long start = System.nanoTime();
    Dataset mnist = new Mnist(Optional.of(Path.of(data, "mnist"))).read(reading);
    System.out.printf("mnist read in %d ms%n", (System.nanoTime() - start) / 1_000_000);
    assertThat(mnist.train().inputs().type()).isEqualTo(ElementType.U8);
    assertThat(mnist.train().inputs().shape()).isEqualTo(Shape.of(60_000, 1, 28, 28));
    assertThat(mnist.test().orElseThrow().count()).isEqualTo(10_000);
    assertThat(Arrays.copyOf(Numbers.labels(mnist.train()), 5)).containsExactly(5, 0, 4, 1, 9);
    assertThat(Arrays.stream(Numbers.of(mnist.train().inputs())).average().orElseThrow() / 255)
        .isBetween(0.1306, 0.1307);
  }
}
