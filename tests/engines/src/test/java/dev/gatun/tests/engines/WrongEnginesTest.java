package dev.gatun.tests.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Memory;
import dev.gatun.engine.StagedKernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.java.ScalarKernels;
import dev.gatun.kit.Outcome;
import dev.gatun.kit.engine.EngineKit;
import dev.gatun.kit.engine.EngineRules;
import dev.gatun.kit.engine.Result;
import dev.gatun.kit.engine.Rule;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Engines that do one thing wrong are told by the rule about it.
final class WrongEnginesTest {
  /// What `Engine` does in front of all kernels alike: no engine can get it wrong. It is tried on
  /// every engine to find an operation of the SPI that `Engine` does not check.
  private static final Set<String> IN_FRONT_OF_KERNELS =
      Set.of("ENG-42", "ENG-43", "ENG-44", "ENG-45", "ENG-46", "ENG-52");

  /// An engine whose fault is not one of its operations.
  ///
  /// @param rule which tells it
  /// @param what is wrong
  /// @param provider offers it
  record Wrong(String rule, String what, EngineProvider provider) {
    @Override
    public String toString() {
      return rule + ": " + what;
    }
  }

  /// A memory with a fault.
  ///
  /// @param filling what new memory holds
  /// @param lost bytes at the end of a copy that are not copied
  private record WrongMemory(int filling, int lost) implements Memory {
    @Override
    public MemorySegment allocate(long bytes, Arena arena) {
      return HOST.allocate(bytes, arena).fill((byte) filling);
    }

    @Override
    public void upload(MemorySegment host, MemorySegment engine) {
      long bytes = Math.max(host.byteSize() - lost, 0);
      MemorySegment.copy(host, 0, engine, 0, bytes);
    }

    @Override
    public void download(MemorySegment engine, MemorySegment host) {
      HOST.download(engine, host);
    }
  }

  /// Kernels that leave everything to others, and say less or more than that.
  private static class Lazy implements Kernels {
    private final Kernels fallback;

    Lazy(Kernels fallback) {
      this.fallback = fallback;
    }

    @Override
    public Kernels fallback() {
      return fallback;
    }

    @Override
    public Map<String, String> description() {
      return Map.of("kernels", "none");
    }
  }

  /// Kernels that make an object in one operation.
  private static final class Wasteful extends ScalarKernels {
    private volatile Object waste = "";

    @Override
    public void axpby(double alpha, Tensor x, double beta, Tensor y) {
      super.axpby(alpha, x, beta, y);
      waste = new double[] {alpha, beta, waste.hashCode()};
    }
  }

  static List<Fault> faults() {
    return Stream.of(
            ResultFaults.products(),
            ResultFaults.moves(),
            ResultFaults.elementwise(),
            ResultFaults.reductions(),
            LayerFaults.neural(),
            LayerFaults.images(),
            LayerFaults.normalization(),
            LayerFaults.randomness(),
            LayerFaults.updates(),
            LayerFaults.linearAlgebra(),
            DecompositionFaults.values(),
            DecompositionFaults.systems(),
            DecompositionFaults.factors(),
            ConductFaults.memory(),
            ConductFaults.determinism())
        .flatMap(List::stream)
        .toList();
  }

  static List<Wrong> engines() {
    return List.of(
        new Wrong(
            "ENG-60",
            "products on two threads lose an element",
            TestProvider.complete("wrong", ConductFaults.wrongOnThreads(new ScalarKernels()))),
        new Wrong(
            "ENG-57", "a call makes an object", TestProvider.complete("wrong", new Wasteful())),
        new Wrong("ENG-55", "copies lose a byte", inMemory(new WrongMemory(0, 1))),
        new Wrong("ENG-56", "new memory holds ones", inMemory(new WrongMemory(1, 0))),
        new Wrong(
            "ENG-62",
            "says nothing of itself",
            incomplete(host ->
                new Lazy(host) {
                  @Override
                  public Map<String, String> description() {
                    return Map.of();
                  }
                })),
        new Wrong(
            "ENG-63",
            "lists what its fallback does",
            incomplete(host ->
                new Lazy(host) {
                  @Override
                  public void fill(double value, Tensor y) {
                    fallback().fill(value, y);
                  }
                })));
  }

  private static EngineProvider incomplete(UnaryOperator<Kernels> opening) {
    return new TestProvider("wrong", false, opening);
  }

  private static EngineProvider inMemory(Memory memory) {
    return incomplete(host ->
        new Lazy(StagedKernels.over(host, memory)) {
          @Override
          public Memory memory() {
            return memory;
          }
        });
  }

  private static Result tried(EngineProvider provider, String rule) {
    TestProvider wrong = (TestProvider) provider;
    return EngineKit.open(wrong.beside(), provider.id()).run(EngineRules.named(rule));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aWrongOperationIsTold(Fault fault) {
    Kernels kernels = fault.in(new ScalarKernels());
    Result result = tried(TestProvider.complete("wrong", kernels), fault.rule());
    assertThat(result.outcome()).isInstanceOf(Outcome.Violated.class);
    assertThat(result.outcome().toString()).contains(fault.operation()).contains("seed");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aWrongEngineIsTold(Wrong wrong) {
    Result result = tried(wrong.provider(), wrong.rule());
    assertThat(result.outcome()).isInstanceOf(Outcome.Violated.class);
  }

  @Test
  void everyRuleTellsAFault() {
    Set<String> told = new HashSet<>(IN_FRONT_OF_KERNELS);
    faults().forEach(fault -> told.add(fault.rule()));
    engines().forEach(wrong -> told.add(wrong.rule()));
    assertThat(EngineRules.all().stream().map(Rule::id).collect(Collectors.toSet()))
        .isEqualTo(told);
  }
}
