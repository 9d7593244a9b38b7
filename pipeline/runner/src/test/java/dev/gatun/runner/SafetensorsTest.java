package dev.gatun.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SafetensorsTest {
  @TempDir Path folder;

  /// Memory without operations: a file needs no more.
  private record Store(ElementType type) implements Kernels {
    @Override
    public Kernels fallback() {
      return this;
    }

    @Override
    public Map<String, String> description() {
      return Map.of();
    }
  }

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  private SequencedMap<String, Tensor> write(ElementType type, Workspace workspace) {
    Engine engine = new Engine("store", new Store(type));
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    Tensor weight = workspace.allocate(type, Shape.of(2, 3));
    Tensor alpha = workspace.allocate(type, Shape.of(1));
    engine.upload(new double[] {1, -2.5, 0, -0.0, 1e-30, Double.NaN}, weight);
    engine.upload(new double[] {Double.NEGATIVE_INFINITY}, alpha);
    tensors.put("out.weight", weight);
    tensors.put("α", alpha);
    tensors.put("none", workspace.allocate(type, Shape.of(0, 4)));
    Safetensors.write(file(), tensors, Map.of("name", "digits"), engine);
    return tensors;
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void whatIsWrittenIsRead(ElementType type) {
    Engine engine = new Engine("store", new Store(type));
    try (Workspace workspace = Workspace.open("test")) {
      SequencedMap<String, Tensor> tensors = write(type, workspace);
      Safetensors.Content content = Safetensors.read(file());
      assertThat(content.metadata()).isEqualTo(Map.of("name", "digits"));
      assertThat(content.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
      tensors.forEach((name, tensor) -> {
        Tensor copy = workspace.allocate(type, tensor.shape());
        content.upload(name, copy, engine);
        assertThat(copy.segment().mismatch(tensor.segment())).as(name).isEqualTo(-1);
      });
    }
  }

  @Test
  void theLayoutIsTheFormats() throws IOException {
    try (Workspace workspace = Workspace.open("test")) {
      write(ElementType.F32, workspace);
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(bytes.getLong(0));
    assertThat(length % 8).isZero();
    assertThat(bytes.limit()).isEqualTo(8 + length + 7 * 4);
    String header = UTF_8.decode(bytes.slice(8, length)).toString();
    assertThat(header).startsWith("{").matches("(?s).*\\} *");
    var tree = Json.readObject(header);
    assertThat(tree.get("out.weight"))
        .isEqualTo(
            Map.of("dtype", "F32", "shape", List.of(2L, 3L), "data_offsets", List.of(0L, 24L)));
    assertThat(bytes.getFloat(8 + length + 4)).isEqualTo(-2.5f);
    assertThat(bytes.getFloat(8 + length + 24)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void anotherShapeOrNameIsRejected() {
    try (Workspace workspace = Workspace.open("test")) {
      write(ElementType.F32, workspace);
      Engine engine = new Engine("store", new Store(ElementType.F32));
      Safetensors.Content content = Safetensors.read(file());
      Tensor other = workspace.allocate(ElementType.F32, Shape.of(3, 2));
      assertBroken(
          () -> content.upload("out.weight", other, engine),
          "tensor 'out.weight' is [2, 3], not [3, 2]");
      assertBroken(
          () -> content.upload("bias", other, engine),
          "has no tensor 'bias', only [out.weight, α, none]");
    }
  }

  private void assertBroken(ThrowingCallable work, String why) {
    assertThatExceptionOfType(RunException.class)
        .isThrownBy(work)
        .withMessage("%s: %s; name the folder of a finished run", file(), why)
        .matches(e -> e.code() == ExitCode.DATA);
  }

  private void write(String header) throws IOException {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file(), bytes.putLong(json.length).put(json).array());
  }

  /// Of files whose data has eight bytes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | damaged: not a JSON object",
        "{\"a\" | damaged: not JSON at line 1, column 5:",
        "{\"a\": 1} | damaged: its header is not of the safetensors form",
        "{\"a\": null} | damaged: something is missing in the header",
        "{\"a\": {}} | damaged: something is missing in the header",
        "{\"a\": {\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | damaged: 8 bytes for"
            + " F32 [3]",
        "{\"a\": {\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}} | damaged: it ends"
            + " before the numbers its header tells of",
        "{\"a\": {\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | damaged: it",
        "{\"a\": {\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}} | damaged: it",
        "{\"a\": {\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}} | damaged: numbers of"
            + " type F16",
        "{\"a\": {\"shape\":[2],\"data_offsets\":[0,8]}} | damaged: something is missing in the"
            + " header",
        "{\"a\": {\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]}} | damaged: numbers of"
            + " type I32",
        "{\"a\": {\"dtype\":\"F32\",\"shape\":[-1,2],\"data_offsets\":[0,8]}} | damaged: a shape of"
            + " [-1, 2]",
        "{\"a\": {\"dtype\":\"F32\",\"shape\":[2,-1],\"data_offsets\":[0,8]}} | damaged: a shape of"
            + " [2, -1]",
        "{\"a\": {\"dtype\":\"F32\",\"shape\":[99999999999],\"data_offsets\":[0,8]}} | damaged: a"
            + " shape of [99999999999]",
        "{\"a\":"
            + " {\"dtype\":\"F32\",\"shape\":[2000000000,2000000000,2000000000],\"data_offsets\":[0,8]}}"
            + " | damaged: a shape of [2000000000, 2000000000, 2000000000]",
        "{\"a\": {\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}} | damaged: its"
            + " header is not of the safetensors form"
      })
  void wrongHeadersAreToldInASentence(String header, String why) throws IOException {
    write(header);
    assertThatExceptionOfType(RunException.class)
        .isThrownBy(() -> Safetensors.read(file()))
        .withMessageStartingWith(file() + ": " + why)
        .withMessageEndingWith("; name the folder of a finished run")
        .matches(e -> e.code() == ExitCode.DATA);
  }

  @Test
  void whatIsNoFileIsRejected() throws IOException {
    assertBroken(() -> Safetensors.read(file()), "no such file");
    Files.createDirectory(file());
    assertBroken(() -> Safetensors.read(file()), "no such file");
  }

  @Test
  void lengthsThatCannotBeAreRejected() throws IOException {
    for (long length : new long[] {0, 1, 9, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      Files.write(file(), bytes.putLong(length).array());
      assertBroken(
          () -> Safetensors.read(file()), "damaged: a header of %d bytes".formatted(length));
    }
  }

  /// Wherever a file is cut or changed, it is read or rejected, and never anything else.
  @Test
  void damageIsNeverTakenForAMistakeOfGatun() throws IOException {
    try (Workspace workspace = Workspace.open("test")) {
      write(ElementType.F32, workspace);
    }
    byte[] whole = Files.readAllBytes(file());
    for (int i = 0; i < whole.length; i++) {
      Files.write(file(), Arrays.copyOf(whole, i));
      assertThat(catchThrowable(() -> Safetensors.read(file())))
          .as("cut at %d", i)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("damaged: ");
      for (int flip : new int[] {0x01, 0x10, 0x7f, 0x80}) {
        byte[] changed = whole.clone();
        changed[i] ^= (byte) flip;
        Files.write(file(), changed);
        Throwable thrown = catchThrowable(() -> Safetensors.read(file()));
        if (thrown != null) {
          assertThat(thrown).as("byte %d ^ %d", i, flip).isInstanceOf(RunException.class);
        }
      }
    }
  }
}
