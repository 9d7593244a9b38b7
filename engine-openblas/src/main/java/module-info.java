/// The engine `openblas`: matrix products by OpenBLAS through `java.lang.foreign`, the rest by
/// engine `java`. Start at [dev.gatun.engine.openblas.OpenBlasEngineProvider].
module dev.gatun.engine.openblas {
  requires transitive dev.gatun.engine;
  requires dev.gatun.engine.java;
  requires dev.gatun.ffi;
  requires static org.jspecify;

  provides dev.gatun.engine.EngineProvider with
      dev.gatun.engine.openblas.OpenBlasEngineProvider;
}
