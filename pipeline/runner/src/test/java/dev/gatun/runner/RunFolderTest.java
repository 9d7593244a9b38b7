package dev.gatun.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
  @TempDir Path temporary;

  @Test
  void aNewFolderIsReadyToBeFilled() {
    Path out = temporary.resolve("a").resolve("b");
    RunFolder folder = RunFolder.create(out);
    assertThat(folder.checkpoints()).isEqualTo(out.resolve("checkpoints")).isEmptyDirectory();
    assertThat(folder.figures()).isEqualTo(out.resolve("figures")).isEmptyDirectory();
    assertThat(
            List.of(
                folder.definition(),
                folder.history(),
                folder.metrics(),
                folder.model(),
                folder.provenance(),
                folder.report()))
        .extracting(path -> out.relativize(path).toString())
        .containsExactly(
            "pipeline.yaml",
            "history.jsonl",
            "metrics.json",
            "model.safetensors",
            "provenance.json",
            "report.html");
    folder.appendHistory("{\"epoch\":1}");
    folder.appendHistory("{\"epoch\":2}");
    assertThat(folder.history()).hasContent("{\"epoch\":1}\n{\"epoch\":2}\n");
  }

  @Test
  void aRunThatWasNotFinishedIsBegunAnew() {
    RunFolder folder = RunFolder.create(temporary);
    folder.appendHistory("{\"epoch\":1}");
    assertThatCode(() -> RunFolder.check(temporary)).doesNotThrowAnyException();
    RunFolder.create(temporary);
    assertThat(folder.history()).doesNotExist();
  }

  @Test
  void aFinishedRunIsRefused() throws IOException {
    Files.createFile(RunFolder.create(temporary).metrics());
    assertThatExceptionOfType(RunException.class)
        .isThrownBy(() -> RunFolder.check(temporary))
        .withMessage(
            "--out %s: holds a finished run; choose another folder, or remove it", temporary)
        .matches(e -> e.code() == ExitCode.DEFINITION);
  }

  @Test
  void aFileInTheWayIsRefused() throws IOException {
    Path file = Files.createFile(temporary.resolve("out"));
    String message =
        file
            + ": cannot be written: a file of that name is in the way; free the disk, or choose"
            + " another folder with --out";
    assertThatExceptionOfType(RunException.class)
        .isThrownBy(() -> RunFolder.check(file))
        .withMessage(message)
        .matches(e -> e.code() == ExitCode.DISK);
    assertThatExceptionOfType(RunException.class)
        .isThrownBy(() -> RunFolder.create(file))
        .withMessage(message);
    assertThatCode(() -> RunFolder.check(temporary.resolve("new"))).doesNotThrowAnyException();
  }

  @Test
  void namesAreOfSafeCharactersAndUnique() {
    Path runs = temporary.resolve("runs");
    List<RunFolder> folders =
        List.of(
            RunFolder.createNamed(runs, "größe/1 a_b.c"),
            RunFolder.createNamed(runs, "größe/1 a_b.c"),
            RunFolder.createNamed(runs, "größe/1 a_b.c"));
    assertThat(folders).doesNotHaveDuplicates();
    for (RunFolder folder : folders) {
      assertThat(folder.path().getParent()).isEqualTo(runs);
      assertThat(String.valueOf(folder.path().getFileName()))
          .matches("gr--e-1-a_b\\.c-\\d{8}-\\d{6}(-[23])?");
      assertThat(folder.figures()).isDirectory();
    }
  }
}
