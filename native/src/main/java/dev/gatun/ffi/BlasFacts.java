package dev.gatun.ffi;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a library what it is, in the way of each kind.
final class BlasFacts {
  /// After the name, or in MKL's words after the word `Version`.
  private static final Pattern VERSION =
      Pattern.compile("(?:OpenBLAS|BLIS|Version) (\\d+(?:\\.\\d+)*)");

  /// What `MKL_Get_Version_String` may need, by its documentation.
  private static final int MKL_TEXT = 198;

  private BlasFacts() {}

  /// {@return the library with all that it says of itself}
  ///
  /// @param path absolute, of the file, which is loaded
  /// @param origin what led to it
  static BlasLibrary.Loaded of(Path path, String origin) {
    BlasSymbols symbols = BlasSymbols.of(path);
    String name = name(symbols);
    String config = config(name, symbols);
    String core = core(name, symbols);
    return new BlasLibrary.Loaded(
        path,
        origin,
        name,
        version(config),
        config,
        core,
        CoreType.warning(name, core, System::getenv, Processor::current));
  }

  private static String name(BlasSymbols symbols) {
    if (symbols.has("openblas_get_config")) {
      return "OpenBLAS";
    }
    if (symbols.has("bli_info_get_version_str")) {
      return "BLIS";
    }
    if (symbols.has("MKL_Get_Version_String")) {
      return "MKL";
    }
    // Debian's libblas is ATLAS's, whose own functions are in a library that it was linked with.
    return symbols.has("ATL_buildinfo") ? "ATLAS" : "CBLAS";
  }

  private static String config(String name, BlasSymbols symbols) {
    Optional<String> config =
        switch (name) {
          case "OpenBLAS" -> symbols.text("openblas_get_config", 0);
          case "BLIS" -> symbols.text("bli_info_get_version_str", 0).map("BLIS "::concat);
          case "MKL" -> symbols.textInto("MKL_Get_Version_String", MKL_TEXT);
          // ATL_buildinfo prints, and so is not called.
          default -> Optional.empty();
        };
    return config.map(words -> words.replaceAll("\\s+", " ").strip()).orElse("");
  }

  private static String version(String config) {
    Matcher version = VERSION.matcher(config);
    return version.find() ? version.group(1) : "";
  }

  private static String core(String name, BlasSymbols symbols) {
    Optional<String> core =
        switch (name) {
          case "OpenBLAS" -> symbols.text("openblas_get_corename", 0);
          case "BLIS" ->
              symbols
                  .number("bli_arch_query_id")
                  .flatMap(id -> symbols.text("bli_arch_string", id));
          default -> Optional.empty();
        };
    return core.orElse("");
  }
}
