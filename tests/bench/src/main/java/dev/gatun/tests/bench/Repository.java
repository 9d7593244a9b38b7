package dev.gatun.tests.bench;

import java.nio.file.Files;
import java.nio.file.Path;
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

  /// {@return what the launcher starts the JVM with}
  Path jvmOptions() {
    return root.resolve(
        Path.of("pipeline", "cli", "src", "main", "distribution", "lib", "jvm.options"));
  }

  /// {@return the scripts that make contenders of other libraries}
  Path peers() {
    return root.resolve("tests", "bench", "peers");
  }
}
