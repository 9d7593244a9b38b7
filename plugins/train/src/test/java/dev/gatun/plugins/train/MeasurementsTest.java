package dev.gatun.plugins.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasurementsTest {
  @TempDir private Path folder;

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  @Test
  void whatIsWrittenIsReadBackUnderItsKeyAlone() throws IOException {
    Measurements measurements = new Measurements(Optional.of(folder.resolve("deep")));
    assertThat(measurements.read("a\nb")).isEmpty();
    measurements.write("a\nb", 3);
    assertThat(measurements.read("a\nb")).hasValue(3);
    assertThat(measurements.read("a\nc")).isEmpty();
    measurements.write("a\nb", 4);
    assertThat(measurements.read("a\nb")).hasValue(4);
    assertThat(file()).hasContent("4\na\nb");
  }

  @Test
  void aFileThatSaysSomethingElseSaysNothing() throws IOException {
    Measurements measurements = new Measurements(Optional.of(folder.resolve("deep")));
    measurements.write("key", 2);
    for (String content : List.of("", "2", "two\nkey", "2\nother key")) {
      Files.writeString(file(), content);
      assertThat(measurements.read("key")).as(content).isEmpty();
    }
    Files.write(file(), new byte[] {(byte) 0xff, '\n'});
    assertThat(measurements.read("key")).isEmpty();
  }

  @Test
  void whereNothingCanBeKeptNothingIsKnown() throws IOException {
    Path occupied = Files.writeString(folder.resolve("file"), "");
    for (Optional<Path> none : List.of(Optional.<Path>empty(), Optional.of(occupied))) {
      Measurements measurements = new Measurements(none);
      measurements.write("key", 1);
      assertThat(measurements.read("key")).isEmpty();
    }
    assertThat(occupied).isEmptyFile();
  }
}
