package dev.gatun.engine.openblas;

import dev.gatun.engine.Availability;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Kernels;
import dev.gatun.ffi.BlasLibrary;

/// Offers the engine `openblas`, where a library with the CBLAS interface can be loaded.
public final class OpenBlasEngineProvider implements EngineProvider {
  /// Makes the provider.
  public OpenBlasEngineProvider() {}

  @Override
  public String id() {
    return "openblas";
  }

  @Override
  public String summary() {
    return "matrix products by OpenBLAS or another CBLAS library, the rest by engine java";
  }

  @Override
  public int preference() {
    return 20;
  }

  @Override
  public Availability availability() {
    return switch (BlasLibrary.load()) {
      case BlasLibrary.Loaded library ->
          new Availability.Available(
              OpenBlasKernels.name(library), library.warning().stream().toList());
      case BlasLibrary.Missing(String reason, String remedy) ->
          new Availability.Unavailable(reason, remedy);
    };
  }

  @Override
  public Kernels open(Kernels fallback) {
    return switch (BlasLibrary.load()) {
      case BlasLibrary.Loaded library -> new OpenBlasKernels(library, fallback);
      case BlasLibrary.Missing(String reason, String _) -> throw new IllegalStateException(reason);
    };
  }
}
