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

class NpyTest {
  private static final String REMEDY = "set collect.source to files in the NPY format";

  @TempDir Path folder;
  private final TestReading reading = new TestReading(7);

  @AfterEach
  void close() {
    reading.close();
  }

  private Path file(String name, byte[] content) {
    return IdxBytes.write(folder.resolve(name), content);
  }

  private static Npy inputs(Path path) {
    return new Npy(
        path, Optional.empty(), Optional.empty(), Optional.empty(), Task.AUTO, List.of());
  }

  private void fails(byte[] content, String message) {
    Path path = file("faulty", content);
    assertThatThrownBy(() -> inputs(path).read(reading))
        .isInstanceOf(DataException.class)
        .hasMessage(path + ": " + message + "; " + REMEDY);
  }

  private static byte[] withDictionary(String dictionary) {
    return NpyBytes.of(1, dictionary, "|u1", 1, 2, 3, 4, 5, 6);
  }

  @Test
  void imagesStayUnsignedBytesOfOneChannel() {
    Path path = file("images.npy", NpyBytes.of("|u1", "(1, 2, 3)", 0, 1, 2, 3, 254, 255));
    Dataset data = inputs(path).read(reading);
    assertThat(data.train().inputs().type()).isEqualTo(ElementType.U8);
    assertThat(data.train().inputs().shape()).isEqualTo(Shape.of(1, 1, 2, 3));
    assertThat(data.train().range()).contains(new Range(0, 255));
    assertThat(Numbers.of(data.train().inputs())).containsExactly(0, 1, 2, 3, 254, 255);
    assertThat(reading.used).containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource({
    "|i1,-100", "<i2,-1000", ">i2,-1000", "<u2,65535", "<i4,-100000", ">i4,-100000",
    "<u4,4294967295", "<i8,-100000", "<f4,-0.5", ">f4,-0.5", "<f8,0.25", ">f8,0.25"
  })
  void otherTypesBecomeFloats(String code, double number) {
    Path path = file("x.npy", NpyBytes.of(code, "(2, 3)", 1, 2, number, 4, 5, 6));
    Dataset data = inputs(path).read(reading);
    assertThat(data.train().inputs().type()).isEqualTo(ElementType.F32);
    assertThat(data.train().range()).isEmpty();
    assertThat(Numbers.of(data.train().inputs())).containsExactly(1, 2, (float) number, 4, 5, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void allVersionsAreReadGzippedOrNot(int version) {
    String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }";
    byte[] content = NpyBytes.of(version, dictionary, "<f4", 1, 2, 3, 4, 5, 6);
    for (byte[] bytes : List.of(content, IdxBytes.gzipped(content))) {
      Dataset data = inputs(file("x", bytes)).read(reading);
      assertThat(data.train().inputs().shape()).isEqualTo(Shape.of(3, 2));
      assertThat(Numbers.of(data.train().inputs())).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void integersOfOneAxisAreLabelsOfBothParts() {
    Path x = file("x.npy", NpyBytes.of("<f4", "(2, 1)", 0.5, 1.5));
    Path labels = file("y.npy", NpyBytes.of("<i8", "(2,)", 2, 0));
    Dataset data =
        new Npy(x, Optional.of(labels), Optional.of(x), Optional.of(labels), Task.AUTO, List.of())
            .read(reading);
    Targets.Classes classes = (Targets.Classes) data.train().targets();
    assertThat(classes.names()).containsExactly("0", "1", "2");
    assertThat(classes.label(0)).isEqualTo(2);
    assertThat(data.test()).isPresent();
  }

  @Test
  void saysWhatIsNoNpyFile() {
    fails(
        new byte[] {0, 0, 8, 3, 0, 0, 0, 1},
        "byte 0: must be 93 4e 55 4d 50 59 (NPY) or 1f 8b (gzip), got 00 00 08 03 00 00");
    byte[] version = NpyBytes.of("|u1", "(1,)", 1);
    version[6] = 4;
    fails(version, "byte 6: must be a version from 1 to 3, got 4");
  }

  @Test
  void saysWhatIsWrongWithAHeader() {
    fails(
        withDictionary("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }"),
        "must be in C order, got Fortran order; save numpy.ascontiguousarray(x)");
    fails(
        withDictionary("{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }"),
        "elements must be of type u1, i1, u2, i2, u4, i4, i8, f4 or f8, got '|O'");
    fails(
        withDictionary("{'fortran_order': False, 'shape': (2, 3), }"),
        "the header must have descr, one element type, got {'fortran_order': False, 'shape': (2,"
            + " 3), }");
    fails(
        withDictionary("{'descr': '|u1', 'fortran_order': False, 'shape': (), }"),
        "must have at least one axis, got a single number");
    fails(
        withDictionary("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 9999999999), }"),
        "the extent of axis 1 must be in [1, 2147483647], got 9999999999");
    fails(
        Arrays.copyOf(NpyBytes.of("|u1", "(1,)", 1), 20),
        "is truncated: the header must have 128 bytes, got 20");
  }

  @Test
  void saysThatThereAreTooFewOrTooManyElements() {
    fails(
        NpyBytes.of("|u1", "(2, 3)", 1, 2, 3, 4, 5),
        "is truncated: must hold [2, 3] unsigned bytes after a header of 128 bytes, got at most 133"
            + " bytes in all");
    fails(
        NpyBytes.of("|u1", "(2, 2)", 1, 2, 3, 4, 5),
        "byte 132: must be the end, as [2, 2] in the header says, got more");
  }
}
