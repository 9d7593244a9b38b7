package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Range;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImagesTest {
  private static final int GRAY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GRAY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  @TempDir private Path folder;
  private final TestReading reading = new TestReading(1);

  @AfterEach
  void close() {
    reading.close();
  }

  /// A PNG file made here, by its specification.
  private record Png(int width, int height, int depth, int type, boolean interlaced, byte[] raw) {
    byte[] bytes(byte[]... named) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
      byte[] tail = {(byte) depth, (byte) type, 0, 0, (byte) (interlaced ? 1 : 0)};
      chunk(file, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(tail).array());
      if (named.length > 0 && type == PALETTE) {
        chunk(file, "PLTE", named[0]);
      }
      if (named.length > (type == PALETTE ? 1 : 0)) {
        chunk(file, "tRNS", named[named.length - 1]);
      }
      chunk(file, "IDAT", deflated());
      chunk(file, "IEND", new byte[0]);
      return file.toByteArray();
    }

    private byte[] deflated() {
      try (Deflater deflater = new Deflater()) {
        deflater.setInput(raw);
        deflater.finish();
        byte[] packed = new byte[1000];
        return java.util.Arrays.copyOf(packed, deflater.deflate(packed));
      }
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
      byte[] name = type.getBytes(StandardCharsets.US_ASCII);
      CRC32 checksum = new CRC32();
      checksum.update(name);
      checksum.update(data);
      file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
      file.writeBytes(name);
      file.writeBytes(data);
      file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }
  }

  private static byte[] bytes(int... numbers) {
    byte[] bytes = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      bytes[i] = (byte) numbers[i];
    }
    return bytes;
  }

  private Path write(String name, byte[] png) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, png);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path gray(String name, int... row) {
    byte[] raw = new byte[row.length + 1];
    System.arraycopy(bytes(row), 0, raw, 1, row.length);
    return write(name, new Png(row.length, 1, 8, GRAY, false, raw).bytes());
  }

  private static Images images(Path path) {
    return new Images(path, Optional.empty(), Images.Color.AUTO);
  }

  private double[] pixels(Png png, byte[]... named) {
    return Numbers.of(images(write("one.png", png.bytes(named))).read(reading).train().inputs());
  }

  @Test
  void subFoldersAreClasses() {
    Path seven = gray("train/seven/b.png", 1, 2, 3);
    Path one = gray("train/one/a.png", 4, 5, 6);
    Path test = gray("test/seven/c.PNG", 7, 8, 9);
    write("train/one/notes.txt", bytes(1));
    Images source =
        new Images(folder.resolve("train"), Optional.of(folder.resolve("test")), Images.Color.AUTO);
    Dataset data = source.read(reading);

    assertThat(data.train().inputs().shape()).isEqualTo(Shape.of(2, 1, 1, 3));
    assertThat(data.train().range()).contains(new Range(0, 255));
    assertThat(Numbers.of(data.train().inputs())).containsExactly(4, 5, 6, 1, 2, 3);
    assertThat(Numbers.classes(data.train())).containsExactly("one", "seven");
    assertThat(Numbers.labels(data.train())).containsExactly(0, 1);
    assertThat(Numbers.labels(data.test().orElseThrow())).containsExactly(1);
    assertThat(reading.used).containsExactly(one, seven, test);
  }

  @Test
  void aFolderOfImagesHasNoTargets() {
    gray("b.png", 2);
    gray("a.png", 1);
    Examples examples = images(folder).read(reading).train();

    assertThat(Numbers.of(examples.inputs())).containsExactly(1, 2);
    assertThat(examples.targets()).isEqualTo(new Targets.None());
  }

  @Test
  void everyDepthBecomesEightBits() {
    assertThat(pixels(new Png(3, 1, 1, GRAY, false, bytes(0, 0b10100000))))
        .containsExactly(255, 0, 255);
    assertThat(pixels(new Png(4, 1, 2, GRAY, false, bytes(0, 0b00011011))))
        .containsExactly(0, 85, 170, 255);
    assertThat(pixels(new Png(2, 1, 4, GRAY, false, bytes(0, 0x1f)))).containsExactly(17, 255);
    assertThat(pixels(new Png(2, 1, 16, GRAY, false, bytes(0, 0xff, 0xff, 0x80, 0x80))))
        .containsExactly(255, 128);
  }

  @Test
  void interlacedImagesAreReadInOrder() {
    assertThat(pixels(new Png(2, 2, 8, GRAY, true, bytes(0, 10, 0, 20, 0, 30, 40))))
        .containsExactly(10, 20, 30, 40);
  }

  @Test
  void colorsAreThreePlanesUnlessAllAreGray() {
    assertThat(pixels(new Png(2, 1, 8, RGB, false, bytes(0, 1, 2, 3, 4, 5, 6))))
        .containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(pixels(new Png(2, 1, 8, RGB, false, bytes(0, 7, 7, 7, 9, 9, 9))))
        .containsExactly(7, 9);
    assertThat(
            pixels(new Png(2, 1, 8, PALETTE, false, bytes(0, 1, 0)), bytes(10, 20, 30, 40, 50, 60)))
        .containsExactly(40, 10, 50, 20, 60, 30);
  }

  @Test
  void whatIsTransparentIsLaidOnWhite() {
    assertThat(pixels(new Png(3, 1, 8, GRAY_ALPHA, false, bytes(0, 100, 255, 100, 0, 0, 128))))
        .containsExactly(100, 255, 127);
    assertThat(pixels(new Png(1, 1, 8, RGB_ALPHA, false, bytes(0, 9, 8, 7, 255))))
        .containsExactly(9, 8, 7);
    assertThat(pixels(new Png(2, 1, 8, GRAY, false, bytes(0, 5, 6)), bytes(0, 5)))
        .containsExactly(255, 6);
    assertThat(
            pixels(
                new Png(2, 1, 8, PALETTE, false, bytes(0, 0, 1)),
                bytes(10, 20, 30, 40, 50, 60),
                bytes(0)))
        .containsExactly(255, 40, 255, 50, 255, 60);
  }

  @Test
  void theChannelsMayBeChosen() {
    Path file = write("c.png", new Png(1, 1, 8, RGB, false, bytes(0, 100, 200, 50)).bytes());
    Images gray = new Images(file, Optional.empty(), Images.Color.GRAY);
    assertThat(Numbers.of(gray.read(reading).train().inputs())).containsExactly(153);
    Images color = new Images(gray("g.png", 8), Optional.empty(), Images.Color.RGB);
    assertThat(Numbers.of(color.read(reading).train().inputs())).containsExactly(8, 8, 8);
  }

  @Test
  void whatIsWrongIsSaid() {
    Path first = gray("sizes/a.png", 1, 2);
    Path second = gray("sizes/b.png", 1, 2, 3);
    fails(
        folder.resolve("sizes"),
        "%s: must be 2×1 pixels like %s, got 3×1; scale it".formatted(second, first));
    write("none/notes.txt", bytes(1));
    Path none = folder.resolve("none");
    fails(
        none,
        none + ": has no PNG image; set collect.source.path to PNG images, or a folder of them");
    Path missing = folder.resolve("missing.png");
    fails(missing, missing + ": no such file; save it as PNG");
    byte[] whole = new Png(2, 1, 8, GRAY, false, bytes(0, 5, 6)).bytes();
    Path cut = write("cut.png", java.util.Arrays.copyOf(whole, whole.length - 20));
    assertThatThrownBy(() -> images(cut).read(reading))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(cut + ": must be a PNG image, got none or a damaged one: ");
    gray("train/one/a.png", 1);
    gray("test/two/a.png", 1);
    Images other =
        new Images(folder.resolve("train"), Optional.of(folder.resolve("test")), Images.Color.AUTO);
    assertThatThrownBy(() -> other.read(reading))
        .hasMessage(
            folder.resolve("test")
                + ": must be one of the classes one, got 'two'; move its images");
  }

  private void fails(Path path, String message) {
    assertThatThrownBy(() -> images(path).read(reading))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }
}
