package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong in an author's code while a definition is checked or run is told in one sentence
/// that names the component and the line.
final class AuthorErrorsTest {
  private static final String LAYER =
      """
      import dev.gatun.api.*;
      import dev.gatun.api.graph.*;
      import dev.gatun.engine.Shape;
      import java.util.List;

      @Component(name = "wrong", summary = "wrong on purpose")
      public record Wrong() implements Layer {
        record Broken() implements RowOp {
          public Shape shape(List<Shape> inputs) {
            return inputs.getFirst();
          }

          public void forward(Row[] inputs, Row output) {
            FORWARD
          }

          public void backward(Row[] inputs, Row output, Row gradient, Row[] inputGradients) {
            BACKWARD
          }
        }

        public Value apply(Scope scope, Value x) {
          APPLY
        }
      }
      """;

  private static final String OP = "return x.graph().apply(new Broken(), x.flatten());";

  @TempDir private Path folder;

  private static final String DEFINITION =
      """
      engine: java
      collect:
        source: {type: synthetic-digits, examples: 60, test-examples: 0}
      model:
        type: sequential
        layers:
          - {id: mine, type: wrong}
          - flatten
          - {id: out, type: linear, units: auto}
      loss: cross-entropy
      train: {epochs: 1, batch-size: 20, optimizer: sgd}
      """;

  private Command run(String command, String source) throws IOException {
    Path plugin = Files.writeString(folder.resolve("Wrong.java"), source);
    Path definition = Files.writeString(folder.resolve("wrong.yaml"), DEFINITION);
    List<String> words = new ArrayList<>(List.of(command, definition.toString()));
    words.addAll(List.of("--plugins", plugin.toString(), "--threads", "1"));
    if (command.equals("run")) {
      words.addAll(List.of("--out", folder.resolve("run").toString()));
    }
    return gatun(words.toArray(String[]::new));
  }

  private static String layer(String forward, String backward, String apply) {
    return LAYER.replace("FORWARD", forward).replace("BACKWARD", backward).replace("APPLY", apply);
  }

  private static void fails(Command result, int code, String... parts) {
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(code);
    assertThat(result.err()).hasLineCount(1).contains(parts);
  }

  @Test
  void anExceptionWhileTheGraphIsBuilt() throws IOException {
    fails(
        run("check", layer("", "", "return x.plus((Value) null);")),
        4,
        " model.layers[0]: must not throw, got NullPointerException at Wrong.java:23: ",
        "; mend it, or tell its author (input [n, 1, 28, 28])");
  }

  @Test
  void shapesThatDoNotSuitAreAMistakeOfTheDefinition() throws IOException {
    fails(
        run("check", layer("", "", "return x.flatten().plus(x.graph().constants(1, 2));")),
        2,
        " model.layers[0]: plus: shapes must be equal, or one [1, k], [n, 1] or [1, 1], got"
            + " [n, 784] and [1, 2] (input [n, 1, 28, 28], Wrong.java:23)");
  }

  @Test
  void nothingInsteadOfAValue() throws IOException {
    fails(
        run("check", layer("", "", "return null;")),
        4,
        " model.layers[0]: a layer must give a value, got null (input [n, 1, 28, 28])");
  }

  @Test
  void anExceptionInAStep() throws IOException {
    fails(
        run("run", layer("output.set(784, 1);", "", OP)),
        4,
        " model.layers[0]: op 'Broken' of [",
        ", 784], forward: must not throw, got IndexOutOfBoundsException at Wrong.java:14: Index"
            + " 784 out of bounds for length 784; mend it, or tell its author");
  }

  @Test
  void theFirstNumberThatIsNotFinite() throws IOException {
    fails(
        run("run", layer("output.set(0, Math.log(-1));", "", OP)),
        6,
        "epoch 1, batch 1: the loss is NaN at learning rate ",
        " (NaN comes first in op 'Broken' of 'mine', example ",
        "); lower train.optimizer.learning-rate, or look for numbers out of range in the data");
  }
}
