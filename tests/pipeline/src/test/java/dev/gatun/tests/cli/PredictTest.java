package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.ImageLineInt;
import ar.com.hjg.pngj.PngReader;
import ar.com.hjg.pngj.PngWriter;
import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// New inputs of every format for a trained run.
final class PredictTest {
  private static final int SIDE = 28;

  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws IOException {
    assertThat(Command.quickRun(folder.resolve("digits"), "--quiet").err()).isEmpty();
    int[] image = seven();
    png("gray.png", image, true, 0);
    png("color.png", image, false, 0);
    png("inverted.png", Arrays.stream(image).map(pixel -> 255 - pixel).toArray(), true, 0);
    byte[] bytes = new byte[image.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) image[i];
    }
    Files.write(
        folder.resolve("seven.idx"),
        ByteBuffer.allocate(16 + 2 * bytes.length)
            .putInt(0x803)
            .putInt(2)
            .putInt(SIDE)
            .putInt(SIDE)
            .put(bytes)
            .put(bytes)
            .array());
    Files.write(folder.resolve("seven.npy"), npy("'|u1'", "(1, 28, 28)", ByteBuffer.wrap(bytes)));
    ByteBuffer floats = ByteBuffer.allocate(4 * image.length);
    Arrays.stream(image).forEach(pixel -> floats.putFloat(pixel / 255f));
    Files.write(folder.resolve("scaled.npy"), npy("'>f4'", "(1, 784)", floats.flip()));
    Files.writeString(
        folder.resolve("seven.csv"),
        Arrays.stream(image).mapToObj(Integer::toString).collect(Collectors.joining(",")) + "\n");
  }

  private static int[] seven() {
    int[] image = new int[SIDE * SIDE];
    for (int row = 5; row < 22; row++) {
      for (int column = 7; column < 21; column++) {
        boolean ink = row < 8 || Math.abs(column - 20 + (row - 7) * 9 / 15) < 2;
        image[row * SIDE + column] = ink ? 240 : 0;
      }
    }
    return image;
  }

  private static byte[] npy(String type, String shape, ByteBuffer data) {
    String header = "{'descr': %s, 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    byte[] text =
        (header + " ".repeat(118 - header.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(10 + text.length + data.remaining())
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .put((byte) text.length)
        .put((byte) 0)
        .put(text)
        .put(data)
        .array();
  }

  private static void png(String name, int[] image, boolean gray, int more) {
    int side = SIDE + more;
    PngWriter writer =
        new PngWriter(
            folder.resolve(name).toFile(), new ImageInfo(side, side, 8, false, gray, false));
    for (int row = 0; row < side; row++) {
      int[] line = new int[gray ? side : 3 * side];
      for (int i = 0; i < line.length && row < SIDE; i++) {
        int column = gray ? i : i / 3;
        line[i] = column < SIDE ? image[row * SIDE + column] : 0;
      }
      writer.writeRowInt(line);
    }
    writer.end();
  }

  private static Command predict(String... words) {
    String[] all = {"predict", folder.resolve("digits").toString(), "--engine=java", "--json"};
    return gatun(
        IntStream.range(0, all.length + words.length)
            .mapToObj(i -> i < all.length ? all[i] : words[i - all.length])
            .map(word -> word.replace("@", folder + "/"))
            .toArray(String[]::new));
  }

  @SuppressWarnings("unchecked") // what Json reads has string keys
  private static List<Map<String, Object>> predictions(Command command) {
    return (List<Map<String, Object>>) present(command.done().get("predictions"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"color.png", "seven.idx", "seven.npy", "seven.csv"})
  void anImageIsTheSameInEveryFormat(String file) {
    Map<String, Object> gray = predictions(predict("@gray.png")).getFirst();
    Map<String, Object> other = predictions(predict("@" + file)).getFirst();

    assertThat(other.get("class")).isEqualTo(gray.get("class"));
    Map<String, Object> expected = probabilities(gray);
    assertThat(expected).hasSize(10);
    assertThat(sum(expected)).isCloseTo(1, within(1e-5));
    probabilities(other)
        .forEach((name, value) ->
            assertThat((Double) value).isCloseTo((Double) expected.get(name), within(1e-4)));
  }

  @SuppressWarnings("unchecked") // what Json reads has string keys
  private static Map<String, Object> probabilities(Map<String, Object> prediction) {
    return (Map<String, Object>) present(prediction.get("probabilities"));
  }

  private static Object present(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }

  private static double sum(Map<String, Object> numbers) {
    return numbers.values().stream().mapToDouble(value -> ((Number) value).doubleValue()).sum();
  }

  @Test
  void eachRowOfAFileIsAnInput() {
    List<Map<String, Object>> rows = predictions(predict("@seven.idx", "@gray.png"));

    assertThat(rows).hasSize(3);
    assertThat(rows.get(1)).containsEntry("row", 1L);
    assertThat(rows.get(1).get("probabilities")).isEqualTo(rows.get(0).get("probabilities"));
    assertThat(rows.get(2)).containsEntry("input", folder + "/gray.png");
  }

  @Test
  void whatLooksUnlikeTheTrainingIsSaid() {
    assertThat((List<?>) predict("@gray.png").done().get("remarks")).isEmpty();
    assertThat(predict("@inverted.png").done().get("remarks"))
        .isEqualTo(
            List.of(
                folder
                    + "/inverted.png is mostly light, the images the model was trained on are mostly dark; --invert swaps black and white"));
    assertThat(predict("@scaled.npy").done().get("remarks"))
        .isEqualTo(
            List.of(
                folder
                    + "/scaled.npy has numbers from 0.000 to 0.9412, the model was trained on some from 0.000 to 255.0; scale them"));
    assertThat(predictions(predict("@inverted.png", "--invert")).getFirst().get("probabilities"))
        .isEqualTo(predictions(predict("@gray.png")).getFirst().get("probabilities"));
  }

  @Test
  void aPersonSeesTheThreeLikeliestClasses() {
    Command command =
        gatun(
            "predict", folder.resolve("digits").toString(), folder + "/gray.png", "--engine=java");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).matches("\\S+/gray\\.png( +\\d +\\d+\\.\\d %){3}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          big.png   | big.png: must be 28×28 pixels like the model's inputs, got 29×29 pixels; scale it
          none.png  | none.png: no such file; save it as PNG
          text.png  | text.png: must be a PNG image, got none or a damaged one: failed feed bytes; save it as PNG
          photo.jpg | photo.jpg: must be a file whose name ends in -ubyte, .csv, .idx, .npy, .png, .tsv, or one of these and .gz; convert it
          few.csv   | few.csv: must hold inputs of [1, 28, 28] numbers, as the model takes them, got [2]; give it data of the same form
          """)
  void whatCannotBeAnInputIsRefused(String file, String message) throws IOException {
    png("big.png", seven(), true, 1);
    Files.writeString(folder.resolve("text.png"), "hello");
    Files.writeString(folder.resolve("photo.jpg"), "hello");
    Files.writeString(folder.resolve("few.csv"), "1,2\n");
    Command command = predict("@" + file);

    assertThat(command.code()).isEqualTo(3);
    assertThat(command.error())
        .containsEntry("where", folder + "/" + file)
        .containsEntry("message", folder + "/" + message);
  }

  @Test
  void imagesAreForModelsThatMakeSome() {
    assertThat(predict("@gray.png", "--out", "@images").error())
        .containsEntry(
            "message",
            "--out: needs a model that makes images of images, got one that makes 10 classes of inputs of [1, 28, 28]; leave it out");
    assertThat(folder.resolve("images")).doesNotExist();
  }

  @Test
  void aModelThatMakesImagesWritesThem() {
    Path run = folder.resolve("inpainting");
    Path images = folder.resolve("completed");
    Command trained =
        gatun(
            "run",
            "inpainting",
            "--quiet",
            "--engine=java",
            "--set=train.epochs=1",
            "--set=collect.source.examples=200",
            "--set=collect.source.test-examples=50",
            "--out=" + run);
    assertThat(trained.err()).isEmpty();
    String input = folder.resolve("gray.png").toString();
    Command command = gatun("predict", run.toString(), input, "--out", images.toString(), "--json");

    assertThat(Json.write(command.done().get("images")))
        .isEqualTo(Json.write(List.of(images + "/gray-input.png", images + "/gray-predicted.png")));
    int[] damaged = pixels(images.resolve("gray-input.png"));
    int[] whole = seven();
    // A square of 11×11 is hidden, the rest is as it was.
    long changed = IntStream.range(0, whole.length).filter(i -> damaged[i] != whole[i]).count();
    assertThat(changed).isBetween(1L, 121L);
    assertThat(pixels(images.resolve("gray-predicted.png"))).hasSize(SIDE * SIDE);
    assertThat(predictionsOf(run, input)).hasSize(SIDE * SIDE);
  }

  private static List<?> predictionsOf(Path run, String input) {
    Command command = gatun("predict", run.toString(), input, "--json");
    return (List<?>) present(predictions(command).getFirst().get("values"));
  }

  private static int[] pixels(Path file) {
    PngReader reader = new PngReader(file.toFile());
    int[] pixels = new int[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      int[] line = ((ImageLineInt) reader.readRow(row)).getScanline();
      System.arraycopy(line, 0, pixels, row * SIDE, SIDE);
    }
    reader.end();
    return pixels;
  }
}
