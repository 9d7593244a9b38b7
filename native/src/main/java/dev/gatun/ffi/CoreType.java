package dev.gatun.ffi;

import dev.gatun.ffi.Processor.Vectors;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells where a library runs slower kernels than the processor is made for.
final class CoreType {
  /// What the kernels of a core need, by the core's name in lower case. Source: OpenBLAS 0.3.31,
  /// `driver/others/dynamic.c`; BLIS 1.0, `config_registry`.
  private static final Map<String, Vectors> VECTORS = new HashMap<>();

  static {
    Map<Vectors, List<String>> cores =
        Map.of(
            Vectors.AVX512,
            List.of("skylakex", "cooperlake", "sapphirerapids", "skx", "knl", "zen4", "zen5"),
            Vectors.AVX2,
            List.of("haswell", "zen", "zen2", "zen3", "excavator"),
            Vectors.AVX,
            List.of("sandybridge", "bulldozer", "piledriver", "steamroller"),
            Vectors.NONE,
            List.of(
                "katmai",
                "coppermine",
                "northwood",
                "prescott",
                "banias",
                "atom",
                "core2",
                "penryn",
                "dunnington",
                "nehalem",
                "athlon",
                "opteron",
                "opteron_sse3",
                "barcelona",
                "bobcat",
                "nano",
                "generic"));
    cores.forEach((vectors, names) -> names.forEach(name -> VECTORS.put(name, vectors)));
  }

  private CoreType() {}

  /// {@return what is slower than it need be, and what to do about it; empty where nothing is}
  ///
  /// @param library `OpenBLAS`, `BLIS`, `MKL` or another
  /// @param core whose kernels the library runs, by its own name
  /// @param environment variables by name
  /// @param machine gives the processor of this machine; asked only where it matters
  static Optional<String> warning(
      String library,
      String core,
      Function<String, @Nullable String> environment,
      Supplier<Processor> machine) {
    if (library.equals("MKL")) {
      Processor processor = machine.get();
      return processor.vendor().equals("AuthenticAMD") && processor.vectors() == Vectors.AVX512
          ? Optional.of(
              "MKL does not use the AVX-512 of AMD processors, about twice as fast; take OpenBLAS")
          : Optional.empty();
    }
    Vectors used = VECTORS.getOrDefault(core.toLowerCase(Locale.ROOT), Vectors.AVX512);
    Vectors best = used == Vectors.AVX512 ? used : machine.get().vectors();
    if (used.compareTo(best) >= 0) {
      return Optional.empty();
    }
    String gain = best.speed == 2 * used.speed ? "about twice as fast" : "several times as fast";
    String variable = library.equals("BLIS") ? "BLIS_ARCH_TYPE" : "OPENBLAS_CORETYPE";
    String value = environment.apply(variable);
    if (value != null && !value.isBlank()) {
      return Optional.of(
          "%s=%s forces core %s although this CPU has %s, %s; unset it"
              .formatted(variable, value, core, best.title, gain));
    }
    String remedy =
        library.equals("BLIS") && best == Vectors.AVX512
            ? "set BLIS_ARCH_TYPE=skx"
            : "take a newer library";
    return Optional.of(
        "%s chose core %s although this CPU has %s, %s; %s"
            .formatted(library, core, best.title, gain, remedy));
  }
}
