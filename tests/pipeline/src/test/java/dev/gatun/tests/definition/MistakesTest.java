package dev.gatun.tests.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every mistake is told in one sentence, with its place and a remedy.
final class MistakesTest {
  @TempDir private static Path folder;

  static List<Mistake> mistakes() {
    return Mistake.all();
  }

  /// {@return what a command says on standard error, and its exit code in front}
  private static String failure(String command, String definition, List<String> words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      Path file = Files.writeString(folder.resolve("wrong.yaml"), definition);
      List<String> all = new ArrayList<>(List.of(command, file.toString(), "--threads", "1"));
      words.forEach(word -> all.add(word.replace("FOLDER", folder.toString())));
      int code =
          Main.run(
              all.toArray(String[]::new),
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8));
      String said = err.toString(StandardCharsets.UTF_8).replace(file.toString(), "FILE");
      return code + "\n" + said.replace(folder.toString(), "FOLDER");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothingIsWrongWithWhatTheyAreChangesOf() {
    assertThat(failure("check", Mistake.good(), List.of())).isEqualTo("0\n");
    assertThat(mistakes()).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isToldInOneSentence(Mistake mistake) {
    StringBuilder expected = new StringBuilder().append(mistake.code()).append('\n');
    mistake.messages().forEach(line -> expected.append("gatun: ").append(line).append('\n'));

    assertThat(failure("check", mistake.definition(), mistake.words()))
        .isEqualTo(expected.toString());

    Path out = folder.resolve("out");
    List<String> words = new ArrayList<>(mistake.words());
    words.addAll(List.of("--out", out.toString()));
    assertThat(failure("run", mistake.definition(), words)).isEqualTo(expected.toString());
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          digts                | digts: neither a file nor a built-in definition; did you mean 'digits'?
          FOLDER/wron.yaml     | FOLDER/wron.yaml: no such file; did you mean 'FOLDER/wrong.yaml'?
          FOLDER/digits.yaml   | FOLDER/digits.yaml: no such file; did you mean the built-in definition 'digits'?
          FOLDER/none/one.yaml | FOLDER/none/one.yaml: no such file; there is no folder 'FOLDER/none'
          FOLDER               | FOLDER: must be a definition, got a folder; name a file in it
          """)
  void aFileThatIsNotThere(String name, String message) throws IOException {
    Files.writeString(folder.resolve("wrong.yaml"), Mistake.good());
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[] {"check", name.replace("FOLDER", folder.toString())},
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).replace(folder.toString(), "FOLDER"))
        .isEqualTo("gatun: " + message + "\n");
  }
}
