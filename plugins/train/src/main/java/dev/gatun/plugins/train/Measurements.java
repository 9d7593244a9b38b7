package dev.gatun.plugins.train;

import dev.gatun.engine.Philox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What was measured on this machine, a small file for each key. May be deleted at any time; where
/// it cannot be read or written, nothing is known.
///
/// @param folder of the files; empty if there is none
record Measurements(Optional<Path> folder) {
  /// {@return those of the user: in `gatun/parallel/` of the folder that the system property
  /// `gatun.caches` names, or else of `$XDG_CACHE_HOME` or `~/.cache`, on macOS of
  /// `~/Library/Caches`, on Windows of `%LOCALAPPDATA%`}
  static Measurements ofUser() {
    Optional<Path> caches = absolute(System.getProperty("gatun.caches")).or(Measurements::caches);
    return new Measurements(caches.map(folder -> folder.resolve("gatun").resolve("parallel")));
  }

  private static Optional<Path> caches() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Optional<Path> home = absolute(System.getProperty("user.home"));
    if (system.startsWith("windows")) {
      return absolute(System.getenv("LOCALAPPDATA"));
    }
    return system.startsWith("mac")
        ? home.map(folder -> folder.resolve("Library").resolve("Caches"))
        : absolute(System.getenv("XDG_CACHE_HOME"))
            .or(() -> home.map(folder -> folder.resolve(".cache")));
  }

  private static Optional<Path> absolute(@Nullable String path) {
    return Optional.ofNullable(path)
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }

  /// {@return the number kept for a key; empty if there is none}
  OptionalInt read(String key) {
    if (folder.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      String[] parts = Files.readString(file(folder.get(), key)).split("\n", 2);
      // Another key may have the same name of a file.
      return parts.length == 2 && parts[1].equals(key)
          ? OptionalInt.of(Integer.parseInt(parts[0]))
          : OptionalInt.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /// Keeps a number; whoever reads meanwhile sees the old file or the new one.
  void write(String key, int number) {
    if (folder.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(folder.get());
      Path part = Files.createTempFile(folder.get(), "new", null);
      try {
        Files.writeString(part, number + "\n" + key);
        Files.move(part, file(folder.get(), key), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // The next run measures again.
    }
  }

  private static Path file(Path folder, String key) {
    return folder.resolve(Long.toHexString(Philox.key(0, key)) + ".txt");
  }
}
