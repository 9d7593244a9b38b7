package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.GradientReport;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every method of [Value] has the gradient that differences of its output have.
final class ValueGradientTest {
  private static final int ROWS = 5;
  private static final int FEATURES = 6;

  static List<Operation> operations() {
    return Operation.all();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void gradientEqualsDifferences(Operation operation) {
    try (Workspace data = Workspace.open("data")) {
      Examples examples = Numbers.classes(data, ROWS, FEATURES, 2, 0.2, 1.2);
      Network network =
          Networks.of(
              examples,
              GradientCheck.withInputs((scope, x) -> projected(scope, x, operation)),
              Networks.SUM);
      GradientReport report =
          GradientCheck.run(
              network, examples, Numbers.firstRows(ROWS), GradientCheck.Settings.DEFAULT);
      assertThat(report.passed()).as("%s%n%s", operation, report.table()).isTrue();
      assertThat(report.rows()).allSatisfy(row -> assertThat(row.kinks()).isZero());
    }
  }

  /// Gives each number of the output a weight of its own, and each example its part in a closed
  /// output.
  private static Value projected(Scope scope, Value x, Operation operation) {
    Value output = operation.output().apply(scope, x);
    Value open = output.shape().isOpen() ? output : x.times(output);
    Shape shape = Shape.of(1, open.features());
    return open.flatten().times(scope.parameter("projection", shape, Networks.CENTERED));
  }

  @Test
  void everyOperationOfAValueIsChecked() {
    TreeSet<String> methods =
        Arrays.stream(Value.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> method.getReturnType() == Value.class)
            // An operation of one's own has its own gradient.
            .filter(method -> !method.getName().equals("apply"))
            .map(method ->
                Arrays.stream(method.getParameterTypes())
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining(", ", method.getName() + "(", ")")))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(methods).hasSizeGreaterThan(30);
    assertThat(Operation.all().stream().map(Operation::method).distinct())
        .containsExactlyInAnyOrderElementsOf(methods);
  }
}
