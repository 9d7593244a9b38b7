package dev.gatun.engine.openblas;

import dev.gatun.engine.Availability;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Kernels;
import dev.gatun.ffi.BlasLibrary;
import java.util.ArrayList;
import java.util.List;

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
    return "products and decompositions of matrices by OpenBLAS or another CBLAS library";
  }

  @Override
  public int preference() {
    return 20;
  }

  @Override
  public Availability availability() {
    return switch (BlasLibrary.load()) {
      case BlasLibrary.Loaded library ->
          new Availability.Available(OpenBlasKernels.name(library), notes(library));
      case BlasLibrary.Missing(String reason, String remedy) ->
          new Availability.Unavailable(reason, remedy);
    };
  }

  private static List<String> notes(BlasLibrary.Loaded library) {
    List<String> notes = new ArrayList<>(library.warning().stream().toList());
    if (!library.hasLapack()) {
      notes.add("this library has no LAPACK: linear algebra is done in Java; take OpenBLAS or MKL");
    }
    return notes;
  }

  @Override
  public Kernels open(Kernels fallback) {
    return switch (BlasLibrary.load()) {
      case BlasLibrary.Loaded library ->
          library.hasLapack()
              ? new LapackKernels(library, fallback)
              : new OpenBlasKernels(library, fallback);
      case BlasLibrary.Missing(String reason, String _) -> throw new IllegalStateException(reason);
    };
  }
}
