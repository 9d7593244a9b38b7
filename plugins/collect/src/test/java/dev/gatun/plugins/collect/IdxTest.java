package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Range;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  private static final String REMEDY = "set collect.source to files in the IDX format";
  private static final int[] TWO_BY_THREE = {2, 3};

  @TempDir Path folder;
  private final TestReading reading = new TestReading(7);

  @AfterEach
  void close() {
    reading.close();
  }

  private Path file(String name, byte[] content) {
    return IdxBytes.write(folder.resolve(name), content);
  }

  private static Idx inputs(Path path) {
    return new Idx(
        path, Optional.empty(), Optional.empty(), Optional.empty(), Task.AUTO, List.of());
  }

  private static Idx labelled(Path path, Path labels, Task task, String... classes) {
    return new Idx(
        path, Optional.of(labels), Optional.empty(), Optional.empty(), task, List.of(classes));
  }

  private void fails(Idx idx, String message) {
    assertThatThrownBy(() -> idx.read(reading))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private Path images() {
    return file("images", IdxBytes.bytes(new int[] {2, 2, 2}, 0, 1, 2, 3, 4, 5, 6, 255));
  }

  @Test
  void imagesStayUnsignedBytesOfOneChannel() {
    Dataset data = inputs(images()).read(reading);
    assertThat(data.train().inputs().type()).isEqualTo(ElementType.U8);
    assertThat(data.train().inputs().shape()).isEqualTo(Shape.of(2, 1, 2, 2));
    assertThat(data.train().range()).contains(new Range(0, 255));
    assertThat(data.train().targets()).isEqualTo(new Targets.None());
    assertThat(Numbers.of(data.train().inputs())).containsExactly(0, 1, 2, 3, 4, 5, 6, 255);
    assertThat(data.test()).isEmpty();
    assertThat(reading.used).containsExactly(folder.resolve("images"));
  }

  @ParameterizedTest
  @CsvSource({"9,-100", "11,-1000", "12,-100000", "13,-0.5", "14,0.25"})
  void otherTypesBecomeFloats(int code, double number) {
    Path path = file("inputs", IdxBytes.of(code, TWO_BY_THREE, 1, 2, number, 4, 5, 6));
    Dataset data = inputs(path).read(reading);
    assertThat(data.train().inputs().type()).isEqualTo(ElementType.F32);
    assertThat(data.train().range()).isEmpty();
    assertThat(Numbers.of(data.train().inputs())).containsExactly(1, 2, number, 4, 5, 6);
  }

  @Test
  void filesMayBeGzippedWhateverTheirName() {
    byte[] content = IdxBytes.gzipped(IdxBytes.bytes(TWO_BY_THREE, 1, 2, 3, 4, 5, 6));
    Dataset data = inputs(file("inputs.bin", content)).read(reading);
    assertThat(Numbers.of(data.train().inputs())).containsExactly(1, 2, 3, 4, 5, 6);
    Dataset plain =
        inputs(file("plain.gz", IdxBytes.bytes(TWO_BY_THREE, 1, 2, 3, 4, 5, 6))).read(reading);
    assertThat(plain.train().count()).isEqualTo(2);
  }

  @Test
  void filesAreReadThatAreLargerThanTheBuffer() {
    int[] extents = {3, 50_000};
    double[] elements = new double[150_000];
    Arrays.setAll(elements, i -> i % 251);
    Dataset bytes = inputs(file("large", IdxBytes.bytes(extents, elements))).read(reading);
    assertThat(Numbers.of(bytes.train().inputs())).isEqualTo(elements);
    Dataset floats = inputs(file("larger", IdxBytes.of(0x0e, extents, elements))).read(reading);
    assertThat(Numbers.of(floats.train().inputs())).isEqualTo(elements);
  }

  @Test
  void integersOfOneAxisAreClassesOfBothParts() {
    Path labels = file("labels", IdxBytes.bytes(new int[] {2}, 0, 1));
    Path testLabels = file("test-labels", IdxBytes.of(0x0c, new int[] {2}, 2, 0));
    Dataset data =
        new Idx(
                images(),
                Optional.of(labels),
                Optional.of(images()),
                Optional.of(testLabels),
                Task.AUTO,
                List.of())
            .read(reading);
    assertThat(Numbers.classes(data.train())).containsExactly("0", "1", "2");
    assertThat(Numbers.labels(data.train())).containsExactly(0, 1);
    assertThat(Numbers.labels(data.test().orElseThrow())).containsExactly(2, 0);
    assertThat(reading.used).hasSize(4);
  }

  @Test
  void classesMayHaveNames() {
    Path labels = file("labels", IdxBytes.bytes(new int[] {2}, 1, 0));
    Dataset data = labelled(images(), labels, Task.AUTO, "cat", "dog", "eel").read(reading);
    assertThat(Numbers.classes(data.train())).containsExactly("cat", "dog", "eel");
  }

  @Test
  void otherTargetsAreValues() {
    Path floats = file("floats", IdxBytes.of(0x0d, new int[] {2}, 0.5, 1.5));
    assertThat(Numbers.values(labelled(images(), floats, Task.AUTO).read(reading).train()))
        .containsExactly(0.5, 1.5);
    Path integers = file("integers", IdxBytes.bytes(new int[] {2}, 3, 4));
    assertThat(Numbers.values(labelled(images(), integers, Task.VALUES).read(reading).train()))
        .containsExactly(3, 4);
  }

  @Test
  void saysWhichFileIsMissing() {
    Path gone = folder.resolve("gone");
    fails(inputs(gone), gone + ": no such file; " + REMEDY);
    fails(inputs(folder), folder + ": must be a file, got a folder; " + REMEDY);
  }

  @Test
  void saysThatAFileIsEmpty() {
    Path path = file("empty", new byte[0]);
    fails(inputs(path), path + ": is empty; " + REMEDY);
  }

  @Test
  void saysThatTheMagicNumberIsWrong() {
    Path path = file("page.gz", "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    fails(
        inputs(path), path + ": byte 0: must be 00 00 (IDX) or 1f 8b (gzip), got 3c 68; " + REMEDY);
    Path type = file("type", new byte[] {0, 0, 7, 1, 0, 0, 0, 1, 5});
    fails(
        inputs(type),
        type + ": byte 2: must be an element type (08, 09, 0b, 0c, 0d or 0e), got 07; " + REMEDY);
    Path axes = file("axes", new byte[] {0, 0, 8, 0});
    fails(
        inputs(axes), axes + ": byte 3: must be the number of axes, at least 1, got 0; " + REMEDY);
    Path none = file("none", IdxBytes.bytes(new int[] {0, 3}));
    fails(
        inputs(none),
        none + ": byte 4: the extent of axis 0 must be in [1, 2147483647], got 0; " + REMEDY);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysThatAFileIsTruncated(boolean gzipped) {
    byte[] content = Arrays.copyOf(IdxBytes.bytes(TWO_BY_THREE, 1, 2, 3, 4, 5, 6), 15);
    Path path = file("short", gzipped ? IdxBytes.gzipped(content) : content);
    fails(
        inputs(path),
        path
            + ": is truncated: must hold [2, 3] unsigned bytes after a header of 12 bytes, got "
            + (gzipped ? "" : "at most ")
            + "15 bytes in all; "
            + REMEDY);
    Path header = file("header", new byte[] {0, 0, 8, 2, 0, 0, 0, 1});
    fails(
        inputs(header),
        header + ": is truncated: the header of 2 axes must have 12 bytes, got 8; " + REMEDY);
  }

  @Test
  void takesNoMemoryForAHeaderThatPromisesMoreThanTheFileHolds() {
    Path path = file("huge", IdxBytes.bytes(new int[] {2_000_000_000, 2_000_000_000}, 1));
    fails(
        inputs(path),
        path
            + ": is truncated: must hold [2000000000, 2000000000] unsigned bytes after a header of"
            + " 12 bytes, got at most 13 bytes in all; "
            + REMEDY);
  }

  @Test
  void saysThatAGzippedFileIsTruncatedOrDamaged() {
    byte[] whole = IdxBytes.gzipped(IdxBytes.bytes(TWO_BY_THREE, 1, 2, 3, 4, 5, 6));
    Path cut = file("cut.gz", Arrays.copyOf(whole, whole.length - 12));
    assertThatThrownBy(() -> inputs(cut).read(reading))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(cut + ": gzip data is truncated after byte ")
        .hasMessageEndingWith(" of what it unpacks to; " + REMEDY);
    byte[] wrong = whole.clone();
    wrong[wrong.length - 7] ^= 1;
    Path damaged = file("damaged.gz", wrong);
    fails(
        inputs(damaged),
        damaged
            + ": gzip data is damaged after byte 18 of what it unpacks to: Corrupt GZIP trailer; "
            + REMEDY);
    Path start = file("start.gz", Arrays.copyOf(whole, 5));
    fails(inputs(start), start + ": cannot be read: gzip data is truncated; " + REMEDY);
  }

  @Test
  void saysThatAFileIsTooLong() {
    Path path = file("long", IdxBytes.bytes(TWO_BY_THREE, 1, 2, 3, 4, 5, 6, 7));
    fails(
        inputs(path),
        path + ": byte 18: must be the end, as [2, 3] in the header says, got more; " + REMEDY);
  }

  @Test
  void saysThatCountsDiffer() {
    Path images = images();
    Path labels = file("labels", IdxBytes.bytes(new int[] {3}, 0, 1, 1));
    fails(
        labelled(images, labels, Task.AUTO),
        labels
            + ": must have a target for each of the 2 inputs in "
            + images
            + ", got 3; set collect.source to files that belong together");
  }

  @Test
  void saysWhichLabelIsOutOfRange() {
    Path labels = file("labels", IdxBytes.bytes(new int[] {2}, 0, 5));
    fails(
        labelled(images(), labels, Task.AUTO, "cat", "dog"),
        labels
            + ": byte 9: the label of example 1 must be in [0, 2), got 5; name every class in"
            + " collect.source.classes");
    Path negative = file("negative", IdxBytes.of(0x0c, new int[] {2}, 0, -1));
    fails(
        labelled(images(), negative, Task.AUTO),
        negative
            + ": byte 12: the label of example 1 must be in [0, 65536], got -1; use task: values if"
            + " these are not the numbers of classes");
  }

  @Test
  void saysThatValuesAreNoClasses() {
    Path floats = file("floats", IdxBytes.of(0x0d, new int[] {2}, 0.5, 1.5));
    fails(
        labelled(images(), floats, Task.CLASSES),
        floats
            + ": class labels must be integers with one axis, got 32-bit floats with 1; use task:"
            + " values");
    fails(
        labelled(images(), floats, Task.AUTO, "cat"),
        floats
            + ": holds 32-bit floats with 1 axes, which are values; remove collect.source.classes");
  }

  @Test
  void saysWhereANumberIsNotFinite() {
    Path path = file("nan", IdxBytes.of(0x0e, TWO_BY_THREE, 1, 2, 3, 4, 1e300, 6));
    fails(
        inputs(path), path + ": byte 44: must be a number within ±3.4e38, got 1.0E300; " + REMEDY);
  }

  @Test
  void filesMustGoTogether() {
    Optional<Path> some = Optional.of(folder);
    Optional<Path> none = Optional.empty();
    assertThatThrownBy(() -> new Idx(folder, some, none, some, Task.AUTO, List.of()))
        .hasMessage("test-labels needs test-path, the inputs they belong to");
    assertThatThrownBy(() -> new Idx(folder, some, some, none, Task.AUTO, List.of()))
        .hasMessage("labels and test-labels must both be set, or neither; only labels is");
    assertThatThrownBy(() -> new Idx(folder, some, none, none, Task.VALUES, List.of("a")))
        .hasMessage("classes have no meaning with task: values; remove one");
  }
}
