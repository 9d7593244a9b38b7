package dev.gatun.tests.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The checked-out project, for what is used as a person uses it: the launcher, and scripts.
///
/// @param root its folder
record Repository(Path root) {
  /// {@return the project that the working folder lies in}
  ///
  /// @throws IllegalStateException if it lies in none
  static Repository find() {
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      if (Files.isExecutable(folder.resolve("gatun")) && Files.exists(folder.resolve("pom.xml"))) {
        return new Repository(folder);
      }
      folder = folder.getParent();
    }
    throw new IllegalStateException(
        "the working folder must lie in the project, got '%s'"
            .formatted(Path.of("").toAbsolutePath()));
  }

  /// {@return the command a person runs}
  Path launcher() {
    return root.resolve("gatun");
  }

  /// {@return what the launcher starts the JVM with, but for the class path}
  List<String> jvmOptions() {
    Path lib = root.resolve(Path.of("pipeline", "cli", "src", "main", "distribution", "lib"));
    return List.of(
        "@" + lib.resolve("jvm.options"),
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+DisplayVMOutputToStderr",
        "-XX:CompilerDirectivesFile=" + lib.resolve("compiler-directives.json"));
  }

  /// {@return the scripts that make contenders of other libraries}
  Path peers() {
    return root.resolve("tests", "bench", "peers");
  }
}
