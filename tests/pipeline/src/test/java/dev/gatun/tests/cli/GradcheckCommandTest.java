package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class GradcheckCommandTest {
  private static Command gradcheck(String... words) {
    List<String> all = new ArrayList<>(List.of("gradcheck"));
    all.addAll(Command.quickDigits());
    all.addAll(List.of(words));
    return gatun(all.toArray(String[]::new));
  }

  @Test
  void everyParameterIsCompared() {
    Command command = gradcheck();

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out())
        .contains("engine  reference")
        .containsPattern("(?m)^hidden.weight +\\[784, 8] +64 ")
        .containsPattern("(?m)^output.bias +\\[1, 10] +10 ")
        .contains("the gradients of digits agree with differences of its loss");
  }

  @Test
  void theTableIsJsonToo() {
    Command command = gradcheck("--coordinates", "8", "--json");

    assertThat(command.done()).containsEntry("passed", true).containsEntry("name", "digits");
    assertThat(command.json().get("parameters"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .hasSize(4)
        .extracting(parameter -> parameter.get("checked"))
        .allMatch(checked -> checked instanceof Number number && number.intValue() <= 8);
  }

  @Test
  void optionsHaveBounds() {
    assertThat(gradcheck("--examples", "0"))
        .isEqualTo(new Command(2, "", "gatun: --examples: must be at least 1, got 0\n"));
  }
}
