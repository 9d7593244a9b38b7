package dev.gatun.tests.bench;

import dev.gatun.ffi.BlasLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What figures depend on besides the code: machine, JVM and library.
final class Surroundings {
  private Surroundings() {}

  /// {@return each in a few words, by name}
  static SequencedMap<String, Object> describe() {
    SequencedMap<String, Object> words = new LinkedHashMap<>();
    words.put("machine", processor());
    words.put("processors", Runtime.getRuntime().availableProcessors());
    words.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    words.put(
        "java",
        System.getProperty("java.vendor.version")
            + " "
            + System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.vm.version"));
    switch (BlasLibrary.load()) {
      case BlasLibrary.Loaded library -> {
        words.put("library", library.config().isEmpty() ? library.path() : library.config());
        words.put("core", library.coreName().isEmpty() ? "unknown" : library.coreName());
      }
      case BlasLibrary.Missing(String reason, String _) -> words.put("library", "none: " + reason);
    }
    return words;
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException _) {
      return System.getProperty("os.arch");
    }
  }
}
