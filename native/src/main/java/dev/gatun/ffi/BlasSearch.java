package dev.gatun.ffi;

import dev.gatun.ffi.openblas.Cblas;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One search for the library: where to look, in order, and what became of each place.
final class BlasSearch {
  /// A function that every CBLAS has, and without which there is no use in going on.
  private static final String PROBE = "cblas_sgemm";

  /// What OpenBLAS was linked with, in the order in which they need one another. Each is loaded by
  /// its path before OpenBLAS, because libgfortran does not look beside itself for the others.
  private static final List<String> COMPANIONS =
      List.of("libgcc_s.", "libquadmath.", "libgfortran.");

  /// How a library file begins: ELF, PE, and Mach-O for one and for several processors.
  private static final Set<String> MAGIC =
      Set.of("7f454c46", "4d5a", "cffaedfe", "feedfacf", "cafebabe", "cafebabf");

  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> environment;
  private final @Nullable Path beside;
  private final String platform;
  private final List<String> tried = new ArrayList<>();

  /// Prepares a search.
  ///
  /// @param properties system properties by name
  /// @param environment environment variables by name
  /// @param beside the jar or class folder that may have `natives` beside it
  /// @param platform the folder to take in a folder of natives
  BlasSearch(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment,
      @Nullable Path beside,
      String platform) {
    this.properties = properties;
    this.environment = environment;
    this.beside = beside;
    this.platform = platform;
  }

  /// {@return the search with the settings of this process}
  static BlasSearch ofThisProcess() {
    return new BlasSearch(System::getProperty, System::getenv, home(), Platform.current());
  }

  /// {@return the library, loaded, or everything that was tried}
  BlasLibrary load() {
    Optional<String> property = setting(properties, "gatun.blas");
    if (property.isPresent()) {
      return loadNamed("gatun.blas", property.get());
    }
    Optional<String> variable = setting(environment, "GATUN_BLAS");
    if (variable.isPresent()) {
      return loadNamed("GATUN_BLAS", variable.get());
    }
    return loadBundled();
  }

  private BlasLibrary loadNamed(String origin, String value) {
    try {
      Path file = Path.of(value).toAbsolutePath().normalize();
      Optional<BlasLibrary.Loaded> loaded = open(origin, file, origin + "=" + value);
      if (loaded.isPresent()) {
        return loaded.get();
      }
    } catch (InvalidPathException e) {
      tried.add("%s='%s' is not a path".formatted(origin, value));
    }
    return new BlasLibrary.Missing(
        String.join(", ", tried),
        "set %s to a library with the CBLAS interface, or to nothing for the OpenBLAS of Gatun"
            .formatted(origin));
  }

  private BlasLibrary loadBundled() {
    for (Map.Entry<String, Path> place : places().entrySet()) {
      Path folder = place.getValue().resolve(platform);
      Optional<Path> library = find(folder);
      if (library.isPresent()) {
        Optional<BlasLibrary.Loaded> loaded = openBundled(place.getKey(), library.get());
        if (loaded.isPresent()) {
          return loaded.get();
        }
      }
    }
    String reason = "libopenblas not found; tried " + String.join(", ", tried);
    if (tried.isEmpty()) {
      reason = "libopenblas not found; no folder of natives is known";
    }
    return new BlasLibrary.Missing(reason, "set GATUN_BLAS to a library with the CBLAS interface");
  }

  /// Folders of natives by what led to them, in the order in which they are tried.
  private Map<String, Path> places() {
    Map<String, Path> places = new LinkedHashMap<>();
    setting(properties, "gatun.natives")
        .ifPresent(value -> {
          try {
            places.put("gatun.natives", Path.of(value).toAbsolutePath().normalize());
          } catch (InvalidPathException e) {
            tried.add("gatun.natives='%s' (not a path)".formatted(value));
          }
        });
    if (beside != null) {
      places.put("bundled", beside.resolveSibling("natives"));
    }
    return places;
  }

  private Optional<Path> find(Path folder) {
    if (!Files.isDirectory(folder)) {
      tried.add("%s (no such folder)".formatted(folder));
      return Optional.empty();
    }
    Optional<Path> library = startingWith(folder, "libopenblas.").findFirst();
    if (library.isEmpty()) {
      tried.add("%s (no libopenblas in it)".formatted(folder));
    }
    return library;
  }

  private Optional<BlasLibrary.Loaded> openBundled(String origin, Path library) {
    Path folder = library.resolveSibling(".").normalize();
    for (String companion : COMPANIONS) {
      for (Path file : startingWith(folder, companion).toList()) {
        Optional<String> fault = fault(file);
        if (fault.isPresent()) {
          tried.add("%s (%s)".formatted(file, fault.get()));
          return Optional.empty();
        }
      }
    }
    return open(origin, library, library.toString());
  }

  private Optional<BlasLibrary.Loaded> open(String origin, Path file, String name) {
    Optional<String> fault = fault(file).or(() -> withoutProbe(file));
    if (fault.isPresent()) {
      tried.add("%s (%s)".formatted(name, fault.get()));
      return Optional.empty();
    }
    BlasLibrary.Loaded unnamed = new BlasLibrary.Loaded(file, origin, "", "");
    return Optional.of(
        new BlasLibrary.Loaded(
            file,
            origin,
            unnamed.has("openblas_get_config") ? Cblas.openblas_get_config().getString(0) : "",
            unnamed.has("openblas_get_corename")
                ? Cblas.openblas_get_corename().getString(0)
                : ""));
  }

  /// Loads a file, and says what is wrong with it where that cannot be done.
  private static Optional<String> fault(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of("a folder, not a library");
    }
    if (!Files.exists(file)) {
      return Optional.of("no such file");
    }
    if (!Files.isReadable(file)) {
      return Optional.of("not readable");
    }
    try {
      if (!isLibrary(file)) {
        return Optional.of("not a shared library");
      }
      System.load(file.toString());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(oneLine(e.getMessage(), file));
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(oneLine(e.getMessage(), file));
    } catch (IllegalCallerException _) {
      return Optional.of(
          "native access is not granted: run java with --enable-native-access=dev.gatun.ffi");
    }
  }

  /// Looks at the first bytes: asked to load anything else, the JVM would warn on standard error
  /// that the file may have disabled the stack guard.
  private static boolean isLibrary(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      String magic = HexFormat.of().formatHex(bytes.readNBytes(4));
      return MAGIC.stream().anyMatch(magic::startsWith);
    }
  }

  /// Looks in this file alone: the loader's own look-up would also see libraries loaded before it.
  private static Optional<String> withoutProbe(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      return SymbolLookup.libraryLookup(file, arena).find(PROBE).isPresent()
          ? Optional.empty()
          : Optional.of("has no function " + PROBE);
    } catch (IllegalArgumentException e) {
      return Optional.of(oneLine(e.getMessage(), file));
    }
  }

  /// The loader's words without the path, which it repeats, and without line breaks.
  private static String oneLine(@Nullable String message, Path file) {
    String words = message == null ? "cannot be loaded" : message.replaceAll("\\s+", " ").strip();
    String prefix = file + ": ";
    while (words.startsWith(prefix)) {
      words = words.substring(prefix.length());
    }
    return words;
  }

  private static Stream<Path> startingWith(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
          .sorted()
          .toList()
          .stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  private static Optional<String> setting(Function<String, @Nullable String> source, String name) {
    return Optional.ofNullable(source.apply(name)).filter(value -> !value.isBlank());
  }

  private static @Nullable Path home() {
    CodeSource source = BlasSearch.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException _) {
      return null;
    }
  }

  /// Searches when it is first touched; class initialization makes that once, for all threads.
  static final class Once {
    static final BlasLibrary LIBRARY = ofThisProcess().load();

    private Once() {}
  }
}
