package dev.gatun.tests.bench;

import dev.gatun.ffi.BlasLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Finds who can take part.
final class Contenders {
  /// What tells a library how many threads to use.
  private static final List<String> THREADS =
      List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS");

  /// Keeps DJL from looking for files and from sending statistics.
  private static final Map<String, String> OFFLINE =
      Map.of("DJL_OFFLINE", "true", "OPT_OUT_TRACKING", "true");

  private final List<Contender> present = new ArrayList<>();
  private final List<String> absent = new ArrayList<>();

  /// {@return who takes part}
  List<Contender> present() {
    return present;
  }

  /// {@return who does not, each in a line that says why, and what to do about it}
  List<String> absent() {
    return absent;
  }

  /// Adds Gatun's engines.
  ///
  /// @param jvmOptions the launcher's
  /// @return this
  Contenders engines(List<String> jvmOptions) {
    for (String engine : Contender.ENGINES) {
      List<String> command = JavaCommand.of(TrainingServer.class, List.of(engine));
      command.addAll(1, jvmOptions);
      present.add(new Contender(engine, "", command, Map.of()));
    }
    return this;
  }

  /// Adds the limit.
  ///
  /// @param folder takes the program, to be deleted by the caller
  /// @return this
  Contenders limit(Path folder) {
    CCompiler.Outcome outcome =
        CCompiler.program(
            folder,
            "limit",
            List.of("workers.c", "workers.h", "peak.c", "pinned.h", "timed.h"),
            "-fno-tree-loop-distribute-patterns");
    switch (outcome) {
      case CCompiler.Failed(String reason) -> absent.add("limit: " + reason);
      case CCompiler.Compiled(Path program, String _) -> {
        switch (BlasLibrary.load()) {
          case BlasLibrary.Missing missing -> absent.add("limit: " + missing.reason());
          case BlasLibrary.Loaded library ->
              present.add(
                  new Contender(
                      Contender.LIMIT,
                      "",
                      List.of(program.toString(), library.path().toString()),
                      Map.of(
                          "OPENBLAS_NUM_THREADS",
                          "2",
                          "LD_LIBRARY_PATH",
                          String.valueOf(library.path().getParent()))));
        }
      }
    }
    return this;
  }

  /// Adds other libraries, as far as they are installed.
  ///
  /// @param scripts the folder of those in Python
  /// @return this
  Contenders peers(Path scripts) {
    PythonPeers python = new PythonPeers(scripts);
    for (String module : List.of("numpy", "torch")) {
      List<Contender> settings = python.of(module);
      present.addAll(settings);
      if (settings.isEmpty()) {
        absent.add(
            "%s is not installed: apt-get install python3-%s, or let PYTHON name an interpreter that has it"
                .formatted(module, module));
      }
    }
    for (String library : List.of("Djl", "Smile")) {
      java(library);
    }
    return this;
  }

  /// Adds a library of Java, where the profile `peers` has put it on the class path.
  private void java(String library) {
    String name = library.toLowerCase(Locale.ROOT);
    try {
      Class<?> main = Class.forName("dev.gatun.tests.bench.%sPeer".formatted(library));
      for (String threads : List.of("1", "2")) {
        Map<String, String> environment = new TreeMap<>(OFFLINE);
        for (String variable : THREADS) {
          environment.put(variable, threads);
        }
        present.add(
            new Contender(
                name, threads + " threads", JavaCommand.of(main, List.of()), environment));
      }
    } catch (ClassNotFoundException _) {
      absent.add("%s is not on the class path: add a profile, mvn -Pbench,peers".formatted(name));
    }
  }

  /// {@return the names of other libraries that take part}
  List<String> peerNames() {
    return present.stream().filter(Contender::isPeer).map(Contender::name).distinct().toList();
  }
}
