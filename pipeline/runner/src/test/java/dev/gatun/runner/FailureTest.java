package dev.gatun.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.EngineException;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.runner.definition.DefinitionException;
import dev.gatun.runner.definition.PluginException;
import dev.gatun.runner.definition.Position;
import dev.gatun.runner.definition.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FailureTest {
  private static void assertMeans(Throwable thrown, ExitCode code, String where, String message) {
    assertThat(Failure.of(thrown)).isEqualTo(new Failure(code, where, message));
  }

  @ParameterizedTest
  @EnumSource
  void aRunExceptionKeepsItsCodeAndPlace(ExitCode code) {
    assertMeans(new RunException(code, "a.txt", "why", null), code, "a.txt", "why");
  }

  @Test
  void exitCodesDiffer() {
    var codes = new HashSet<Integer>();
    EnumSet.allOf(ExitCode.class).forEach(code -> codes.add(code.code()));
    assertThat(codes).hasSize(ExitCode.values().length).contains(0, 1, 130, 143);
  }

  @Test
  void aDefinitionIsNamedByItsFirstProblem() {
    DefinitionException thrown =
        new DefinitionException(
            List.of(
                new Problem(new Position("a.yaml", 2, 3), "seed", "must be a number"),
                new Problem(Position.of("--set seed=x"), "seed", "must be a number")));
    assertMeans(
        thrown,
        ExitCode.DEFINITION,
        "a.yaml:2:3",
        "a.yaml:2:3 seed: must be a number\n--set seed=x: must be a number");
  }

  @Test
  void aComponentIsNamedByItsPath() {
    try (Workspace data = Workspace.open("data")) {
      Examples examples =
          new Examples(
              data.allocate(ElementType.F32, Shape.of(1, 2)),
              Optional.empty(),
              new Targets.None(),
              Optional.empty());
      Throwable thrown =
          catchThrowable(() ->
              Network.prepare(examples, List.of())
                  .model((_, _) -> {
                    throw new IllegalArgumentException("does not fit");
                  }));
      assertMeans(thrown, ExitCode.DEFINITION, "model", "model: does not fit (input [n, 2])");
    }
  }

  @Test
  void otherExceptionsHaveACodeOfTheirKind() {
    assertMeans(new DataException("no data"), ExitCode.DATA, "collect", "no data");
    assertMeans(new PluginException("bad plugin"), ExitCode.PLUGIN, "plugins", "bad plugin");
    assertMeans(new EngineException("no engine"), ExitCode.ENGINE, "engine", "no engine");
    assertMeans(
        new OutOfMemoryError("Java heap space"),
        ExitCode.INTERNAL,
        "memory",
        "out of memory: Java heap space; use a smaller train.batch-size or fewer examples");
  }

  @Test
  void theRestAreMistakesOfGatun() {
    for (Throwable thrown :
        List.of(
            new IllegalStateException(),
            new IllegalArgumentException("x"),
            new ArithmeticException("/ by zero"),
            new UncheckedIOException(new IOException("disk")),
            new AssertionError("no"))) {
      assertMeans(
          thrown,
          ExitCode.INTERNAL,
          FailureTest.class.getName() + ":" + thrown.getStackTrace()[0].getLineNumber(),
          "internal error: %s; run again with --stacktrace and report it".formatted(thrown));
      thrown.setStackTrace(new StackTraceElement[0]);
      assertThat(Failure.of(thrown).where()).isEqualTo("gatun");
    }
  }
}
