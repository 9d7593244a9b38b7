package dev.gatun.tests.bench;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// Kernels of the engines beside C: matrix products by the same library, calls, and kernels bound
/// by memory. Rounds are interleaved; medians are printed.
///
/// `--json` writes one JSON object instead of tables, `--rounds N` sets the rounds, `--only gemm`,
/// `calls` or `memory` measures one part, `--quick` a few products by short samples.
public final class KernelBench {
  private final BenchOptions options;
  private final SequencedMap<String, Object> surroundings = Surroundings.describe();
  private final List<Object> tables = new ArrayList<>();
  private final List<Object> remarks = new ArrayList<>();

  private KernelBench(BenchOptions options) {
    this.options = options;
  }

  /// Prints the tables.
  ///
  /// @param arguments options
  /// @throws IOException if no temporary folder can be made for the C compiler
  public static void main(String[] arguments) throws IOException {
    BenchOptions options = BenchOptions.of(arguments);
    if (!CleanStart.ranElsewhere(KernelBench.class, arguments)) {
      new KernelBench(options).run();
    }
  }

  private void run() throws IOException {
    Sides sides = Sides.open(compile());
    surroundings.put("rounds", options.rounds());
    if (!options.json()) {
      surroundings.forEach((key, value) -> System.out.println(key + ": " + value));
    }
    Rounds rounds = options.measuring();
    // Calls first: before other products have told the JIT of other receivers.
    part(BenchOptions.Part.CALLS, () -> new CallBench(sides, rounds).table());
    GemmBench products = new GemmBench(sides, rounds, options.quick());
    part(BenchOptions.Part.GEMM, () -> products.table(1));
    if (Runtime.getRuntime().availableProcessors() > 1) {
      part(BenchOptions.Part.GEMM, () -> products.table(2));
      products.remark().ifPresent(this::remark);
    }
    part(BenchOptions.Part.GEMM, () -> new ScalarBench(sides, rounds).table());
    part(BenchOptions.Part.MEMORY, () -> new MemoryBench(sides, rounds).table());
    if (options.json()) {
      SequencedMap<String, Object> tree = new LinkedHashMap<>(surroundings);
      tree.put("tables", tables);
      tree.put("remarks", remarks);
      System.out.println(Json.write(tree));
    }
  }

  private void part(BenchOptions.Part part, Supplier<Table> bench) {
    if (options.parts().contains(part)) {
      Table table = bench.get();
      tables.add(table.tree());
      if (!options.json()) {
        table.print(System.out);
      }
    }
  }

  private void remark(String line) {
    remarks.add(line);
    if (!options.json()) {
      System.out.println(line);
    }
  }

  private Optional<CLibrary> compile() throws IOException {
    Path folder = Files.createTempDirectory("gatun-bench");
    try {
      return switch (CCompiler.compile(folder)) {
        case CCompiler.Compiled(Path library, String description) -> {
          surroundings.put("C", description);
          yield Optional.of(CLibrary.load(library));
        }
        case CCompiler.Failed(String reason) -> {
          surroundings.put("C", reason);
          yield Optional.empty();
        }
      };
    } finally {
      Folders.delete(folder);
    }
  }
}
