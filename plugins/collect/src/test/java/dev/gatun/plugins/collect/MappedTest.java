package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Source;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Large files are mapped, and nobody can tell by the numbers.
class MappedTest {
  private static final int ROWS = 4_000;
  private static final int COLUMNS = 784;

  @TempDir Path folder;
  private final TestReading reading = new TestReading(7);

  @AfterEach
  void close() {
    reading.close();
  }

  private static Source idx(Path path) {
    return new Idx(
        path, Optional.empty(), Optional.empty(), Optional.empty(), Task.AUTO, List.of());
  }

  private static Source npy(Path path) {
    return new Npy(
        path, Optional.empty(), Optional.empty(), Optional.empty(), Task.AUTO, List.of());
  }

  private Path file(String name, byte[] content) {
    return IdxBytes.write(folder.resolve(name), content);
  }

  private Tensor read(Source source) {
    return source.read(reading).train().inputs();
  }

  private static double[] elements() {
    double[] elements = new double[ROWS * COLUMNS];
    Arrays.setAll(elements, i -> (i * 31 + i / COLUMNS) % 256);
    return elements;
  }

  @Test
  void bytesAreMappedAndEqualTheCopied() {
    byte[] content = IdxBytes.bytes(new int[] {ROWS, 28, 28}, elements());
    Tensor mapped = read(idx(file("plain", content)));
    assertThat(reading.workspace().allocatedBytes()).isZero();
    assertThat(mapped.segment().isMapped()).isTrue();
    assertThat(mapped.segment().isReadOnly()).isTrue();
    Tensor copied = read(idx(file("packed", IdxBytes.gzipped(content))));
    assertThat(reading.workspace().allocatedBytes()).isEqualTo(ROWS * COLUMNS);
    assertThat(copied.segment().isMapped()).isFalse();
    assertThat(mapped.type()).isEqualTo(ElementType.U8);
    assertThat(mapped.shape()).isEqualTo(copied.shape());
    assertThat(mapped.segment().mismatch(copied.segment())).isEqualTo(-1);
  }

  @Test
  void floatsOfTheMachinesOrderAreMappedAndEqualTheCopied() {
    String shape = "(%d, %d)".formatted(ROWS, COLUMNS);
    Tensor mapped = read(npy(file("little", NpyBytes.of("<f4", shape, elements()))));
    assertThat(reading.workspace().allocatedBytes()).isZero();
    Tensor copied = read(npy(file("big", NpyBytes.of(">f4", shape, elements()))));
    assertThat(reading.workspace().allocatedBytes()).isEqualTo(4L * ROWS * COLUMNS);
    assertThat(mapped.type()).isEqualTo(ElementType.F32);
    assertThat(mapped.segment().mismatch(copied.segment())).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "reference"})
  void rowsAreGatheredFromBeyondTwoGibibytes(String id) throws IOException {
    int rows = 3_000_000;
    Path path = folder.resolve("sparse");
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(IdxBytes.bytes(new int[] {rows, COLUMNS})));
      byte[] last = new byte[COLUMNS];
      for (int i = 0; i < COLUMNS; i++) {
        last[i] = (byte) (i + 1);
      }
      channel.write(ByteBuffer.wrap(last), 12 + (rows - 1L) * COLUMNS);
    }
    Examples examples = idx(path).read(reading).train();
    assertThat(examples.inputs().size()).isEqualTo(2_352_000_000L);
    Engine engine = Engines.load(MappedTest.class.getClassLoader()).open(id).engine();
    Tensor numbers = reading.workspace().allocate(ElementType.I32, Shape.of(2));
    numbers.segment().setAtIndex(ValueLayout.JAVA_INT, 1, rows - 1);
    Tensor one = reading.workspace().allocate(engine.type(), Shape.of(1, 1));
    Tensor zero = reading.workspace().allocate(engine.type(), Shape.of(1, 1));
    Tensor gathered = reading.workspace().allocate(engine.type(), Shape.of(2, COLUMNS));
    engine.fill(1, one);
    engine.gather(examples.inputs(), numbers, one, zero, gathered);
    double[] found = engine.download(gathered);
    double[] expected = new double[2 * COLUMNS];
    Arrays.setAll(expected, i -> i < COLUMNS ? 0 : (i - COLUMNS + 1) % 256);
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aFileOfAnotherLengthThanItsHeaderSaysIsNotMapped() {
    byte[] content = IdxBytes.bytes(new int[] {ROWS, COLUMNS}, elements());
    Path shorter = file("short", Arrays.copyOf(content, content.length - 1));
    assertThatThrownBy(() -> read(idx(shorter)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(shorter + ": is truncated: must hold [4000, 784] unsigned bytes");
    Path longer = file("long", Arrays.copyOf(content, content.length + 1));
    assertThatThrownBy(() -> read(idx(longer)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            longer
                + ": byte 3136012: must be the end, as [4000, 784] in the header says, got more");
  }

  @Test
  void mappedFloatsMustBeNumbersToo() {
    double[] elements = elements();
    elements[elements.length - 1] = Double.NaN;
    String shape = "(%d, %d)".formatted(ROWS, COLUMNS);
    Path path = file("nan", NpyBytes.of("<f4", shape, elements));
    assertThatThrownBy(() -> read(npy(path)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(path + ": byte 12544124: must be a number within ±3.4e38, got NaN");
  }

  @Test
  void onlyAlignedElementsAreMappedWhileTheWorkspaceIsOpen() throws IOException {
    Path path = file("bytes", new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    Workspace workspace = reading.workspace();
    Shape shape = Shape.of(2);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      assertThatThrownBy(() -> workspace.map(ElementType.F32, shape, channel, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("map: elements of F32 must begin at a multiple of 4 bytes, got 2");
      assertThatThrownBy(() -> workspace.map(ElementType.F32, shape, channel, 8))
          .isInstanceOf(IOException.class);
      Tensor tensor = workspace.map(ElementType.U8, shape, channel, 7);
      assertThat(Numbers.of(tensor)).containsExactly(7, 8);
      workspace.close();
      assertThat(tensor.isAlive()).isFalse();
      assertThatThrownBy(() -> workspace.map(ElementType.U8, shape, channel, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("workspace 'test' is closed; map [2] in an open one");
    }
  }
}
