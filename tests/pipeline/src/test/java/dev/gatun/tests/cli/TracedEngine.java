package dev.gatun.tests.cli;

import dev.gatun.engine.EngineProvider;
import java.nio.file.Path;

/// A third party's engine: takes every operation from its fallback and counts products, of which it
/// tells at the end of the process what the tests ask it for.
final class TracedEngine {
  private TracedEngine() {}

  /// {@return its jar, to be built}
  ///
  /// @param folder for the jar
  /// @param id of the engine
  static JarBuilder jar(Path folder, String id) {
    return new JarBuilder(folder)
        .source("Traced", source(id))
        .service(EngineProvider.class, "acme.Traced");
  }

  /// {@return its source}
  ///
  /// @param id of the engine
  static String source(String id) {
    return JarBuilder.IMPORTS
        + """
        public final class Traced implements EngineProvider {
          private static long products;
          public String id() { return "%s"; }
          public String summary() { return "counts products"; }
          public int preference() { return 1; }
          public Availability availability() { return new Availability.Available("counting"); }
          public Kernels open(Kernels fallback) {
            return new Kernels() {
              public Kernels fallback() { return fallback; }
              public Map<String, String> description() {
                return Map.of("products", Long.toString(products));
              }
              public void gemm(boolean transposeA, boolean transposeB, double alpha, Tensor a,
                  Tensor b, double beta, Tensor c) {
                products++;
                fallback.gemm(transposeA, transposeB, alpha, a, b, beta, c);
              }
            };
          }
        }
        """
            .formatted(id);
  }
}
