package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gatun verify` tries the contract of components, and finds what is wrong on purpose.
final class VerifyCommandTest {
  private static final String DOUBLED =
      """
      import dev.gatun.api.Component;
      import dev.gatun.api.Layer;
      import dev.gatun.api.graph.Row;
      import dev.gatun.api.graph.RowOp;
      import dev.gatun.api.graph.Scope;
      import dev.gatun.api.graph.Value;
      import dev.gatun.engine.Shape;
      import java.util.List;

      /// Twice the input; the backward pass forgets the factor.
      @Component(name = "doubled", summary = "twice the input", formula = "2·x")
      public record Doubled() implements Layer {
        record Twice() implements RowOp {
          @Override
          public Shape shape(List<Shape> inputs) {
            return inputs.getFirst();
          }

          @Override
          public void forward(Row[] inputs, Row output) {
            for (int i = 0; i < output.size(); i++) {
              output.set(i, 2 * inputs[0].get(i));
            }
          }

          @Override
          public void backward(Row[] inputs, Row output, Row gradient, Row[] inputGradients) {
            for (int i = 0; i < output.size(); i++) {
              inputGradients[0].add(i, gradient.get(i));
            }
          }
        }

        @Override
        public Value apply(Scope scope, Value x) {
          return x.graph().apply(new Twice(), x);
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void aWrongGradientIsFound() throws IOException {
    Path source = Files.writeString(folder.resolve("Doubled.java"), DOUBLED);
    Command result = gatun("verify", source.toString());
    assertThat(result.code()).as(result.err()).isEqualTo(4);
    assertThat(result.out())
        .startsWith("layer doubled  breaks 1 of 17 rules\n")
        .contains(
            "\n  CMP-15   BROKEN           inputs [n, 6]: the gradient of 'doubled.inputs' at [0, 0]"
                + " must be 1.49466 by differences, got 0.747328 (relative error 5.0e-01); look at"
                + " backward of op 'Twice'\n")
        .contains("\n1 broken: 1 component, 17 rules, engines reference");
  }

  @Test
  void withTheFactorItKeepsTheContract() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Doubled.java"),
            DOUBLED.replace("gradient.get(i));", "2 * gradient.get(i));"));
    Command result = gatun("verify", source.toString());
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    assertThat(result.out())
        .startsWith("layer doubled  keeps its contract\n")
        .contains("\n  CMP-05   not applicable   no option has a bound\n")
        .contains("\nall kept: 1 component, 17 rules, engines reference");
  }

  @Test
  void aComponentIsNamedWithItsOptions() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "a,b,y\n1,2,x\n3,4,z\n5,6,x\n7,8,z\n");
    String csv = "{type: csv, path: %s, target: y}".formatted(table);
    Command result = gatun("verify", csv, "--json");
    assertThat(result.code()).as(result.err()).isZero();
    List<?> components = (List<?>) requireNonNull(result.json().get("components"));
    Map<?, ?> component = (Map<?, ?>) components.getFirst();
    assertThat(result.json().get("sound")).isEqualTo(true);
    assertThat(component.get("name")).isEqualTo("csv");
    assertThat((List<?>) component.get("rules"))
        .anySatisfy(
            rule -> assertThat(rule.toString()).contains("id=CMP-95").contains("outcome=kept"))
        .noneSatisfy(rule -> assertThat(rule.toString()).contains("outcome=broken"));
  }

  @Test
  void enginesOfAPluginAreTriedToo() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Traced.java"),
            TracedEngine.source("inexact")
                .replace("transposeB, alpha, a", "transposeB, alpha * 1.01, a"));
    Command result = gatun("verify", source.toString());
    assertThat(result.code()).as(result.err()).isEqualTo(4);
    assertThat(result.out())
        .containsPattern("^inexact  breaks \\d+ of \\d+ rules in ")
        .containsPattern("\n  products +4 rules +\\d broken")
        .containsPattern("\n  ENG-01  .*\n +gemm\\(.* which is off by ")
        .doesNotContain("0 components");
  }

  @Test
  void anEngineThatCannotRunHereIsNotSaidToBeSound() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Traced.java"),
            TracedEngine.source("absent")
                .replace(
                    "Availability.Available(\"counting\")",
                    "Availability.Unavailable(\"no library\", \"install one\")"));
    Command result = gatun("verify", source.toString());
    assertThat(result.code()).as(result.err()).isEqualTo(5);
    assertThat(result.out()).startsWith("absent  unavailable\n  no library; install one\n");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(gatun("verify", "focall").err())
        .isEqualTo("gatun: no component 'focall'; 'gatun plugins' lists them\n");
    assertThat(gatun("verify", "focall").code()).isEqualTo(2);
    Command missing = gatun("verify", folder.resolve("no.jar").toString());
    assertThat(missing.code()).isEqualTo(4);
    assertThat(missing.err()).hasLineCount(1).contains("no.jar");
    assertThat(gatun("verify").err())
        .isEqualTo(
            "gatun: verify: PLUGIN is missing: a jar or a .java file, a component that 'gatun"
                + " plugins' lists, one with its options such as '{type: csv, path: iris.csv}', or"
                + " all\n");
  }
}
