package dev.gatun.tests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Libraries of Python as contenders, each with the settings that may be its best: threads, and the
/// builds of OpenBLAS that Debian has.
final class PythonPeers {
  /// Debian's interpreter, whose packages they are; `PYTHON` names another one.
  private static final String PYTHON =
      Objects.requireNonNullElse(System.getenv("PYTHON"), "/usr/bin/python3");

  private final Path scripts;

  PythonPeers(Path scripts) {
    this.scripts = scripts;
  }

  /// {@return the version of a library; empty if it cannot be imported}
  ///
  /// @param module its name in Python
  private static Optional<String> version(String module) {
    try {
      Process process =
          new ProcessBuilder(
                  PYTHON, "-c", "import %s; print(%s.__version__)".formatted(module, module))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for " + module, e);
    }
  }

  /// {@return a library with each of its settings; empty if it is not installed}
  ///
  /// @param module its name in Python
  List<Contender> of(String module) {
    Optional<String> version = version(module);
    if (version.isEmpty()) {
      return List.of();
    }
    List<Contender> settings = new ArrayList<>();
    builds()
        .forEach((build, libraries) -> {
          for (int threads = 1; threads <= 2; threads++) {
            if (threads == 2 || !build.equals("openmp")) {
              settings.add(setting(module, version.get(), build, libraries, threads));
            }
          }
        });
    return settings;
  }

  private Contender setting(
      String module, String version, String build, String libraries, int threads) {
    Map<String, String> environment =
        Map.of(
            "OPENBLAS_NUM_THREADS",
            Integer.toString(threads),
            "OMP_NUM_THREADS",
            Integer.toString(threads),
            "LD_LIBRARY_PATH",
            libraries,
            "PYTHONDONTWRITEBYTECODE",
            "1");
    return new Contender(
        module,
        "%s, OpenBLAS %s, %d threads".formatted(version, build, threads),
        List.of(PYTHON, scripts.resolve("peer_" + module + ".py").toString()),
        environment);
  }

  /// {@return folders of the builds of OpenBLAS by name; one without a folder if Debian's are not
  /// there}
  private static SequencedMap<String, String> builds() {
    SequencedMap<String, String> builds = new LinkedHashMap<>();
    Path libraries = Path.of("/usr/lib");
    for (String build : List.of("pthread", "openmp")) {
      try (Stream<Path> folders = Files.list(libraries)) {
        folders
            .map(folder -> folder.resolve("openblas-" + build))
            .filter(folder -> Files.exists(folder.resolve("libblas.so.3")))
            .forEach(folder -> builds.put(build, folder.toString()));
      } catch (IOException _) {
        // Then there is nothing to choose from.
      }
    }
    if (builds.isEmpty()) {
      builds.put("default", "");
    }
    return builds;
  }
}
