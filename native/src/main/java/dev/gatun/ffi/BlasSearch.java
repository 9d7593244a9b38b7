package dev.gatun.ffi;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One search for the library: where to look, in order, and what became of each place.
final class BlasSearch {
  private static final String ARTIFACT = "org.bytedeco:openblas with classifier ";

  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> environment;
  private final @Nullable Path beside;
  private final String platform;
  private final ClassLoader loader;
  private final List<String> tried = new ArrayList<>();

  /// Prepares a search.
  ///
  /// @param properties system properties by name
  /// @param environment environment variables by name
  /// @param beside the jar or class folder that may have `natives` beside it
  /// @param platform the folder to take in a folder of natives
  /// @param loader may see an artifact with natives
  BlasSearch(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment,
      @Nullable Path beside,
      String platform,
      ClassLoader loader) {
    this.properties = properties;
    this.environment = environment;
    this.beside = beside;
    this.platform = platform;
    this.loader = loader;
  }

  /// {@return the search with the settings of this process}
  static BlasSearch ofThisProcess() {
    return new BlasSearch(
        System::getProperty,
        System::getenv,
        home(),
        Platform.current(),
        BlasSearch.class.getClassLoader());
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
        Optional<BlasLibrary.Loaded> loaded =
            open(place.getKey(), library.get(), library.get().toString());
        if (loaded.isPresent()) {
          return loaded.get();
        }
      }
    }
    Optional<BlasLibrary> extracted = loadExtracted();
    return extracted.orElseGet(() ->
        new BlasLibrary.Missing(
            "libopenblas not found; tried " + String.join(", ", tried),
            "set GATUN_BLAS to a library with the CBLAS interface, or put %s%s on the class path"
                .formatted(ARTIFACT, platform)));
  }

  /// The library of the artifact on the class path; missing where it is there and does not serve.
  private Optional<BlasLibrary> loadExtracted() {
    Optional<NativeArtifact> artifact = NativeArtifact.find(loader, platform);
    if (artifact.isEmpty()) {
      tried.add("class path (no %s%s)".formatted(ARTIFACT, platform));
      return Optional.empty();
    }
    try {
      Path root = PrivateFolder.caches(properties, environment).resolve("gatun/natives");
      Optional<BlasLibrary.Loaded> loaded =
          find(artifact.get().folder(new NativeCache(root)))
              .flatMap(library -> open("class path", library, library.toString()));
      if (loaded.isPresent()) {
        return Optional.of(loaded.get());
      }
    } catch (IOException e) {
      tried.add("class path (%s)".formatted(words(e)));
    }
    return Optional.of(
        new BlasLibrary.Missing(
            "libopenblas not found; tried " + String.join(", ", tried),
            "set XDG_CACHE_HOME to a folder that you alone can write to, or GATUN_BLAS to a library"
                + " with the CBLAS interface"));
  }

  private static String words(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return "%s: %s".formatted(file.getFile(), e.getClass().getSimpleName());
    }
    return String.valueOf(e.getMessage());
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
    Optional<Path> library = BlasFile.startingWith(folder, "libopenblas.").stream().findFirst();
    if (library.isEmpty()) {
      tried.add("%s (no libopenblas in it)".formatted(folder));
    }
    return library;
  }

  private Optional<BlasLibrary.Loaded> open(String origin, Path file, String name) {
    Optional<String> fault = BlasFile.fault(file);
    if (fault.isPresent()) {
      tried.add("%s (%s)".formatted(name, fault.get()));
      return Optional.empty();
    }
    return Optional.of(BlasFacts.of(file, origin));
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
