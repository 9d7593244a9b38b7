package dev.gatun.runner.plugin;

import dev.gatun.runner.definition.PluginException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Finds plugins and what belongs to them among files.
final class PluginFiles {
  private PluginFiles() {}

  /// {@return the jars and sources that a path stands for, in order of their names}
  ///
  /// @param path a jar, a source, or a folder of them
  /// @param mayBeEmpty whether a folder need not hold any
  /// @throws PluginException if there is no plugin at the path
  static List<Path> at(Path path, boolean mayBeEmpty) {
    if (!Files.isDirectory(path)) {
      if (!Files.exists(path)) {
        throw new PluginException(
            path + ": no such file or folder; name a jar, a .java file or a folder of them");
      }
      if (!isPlugin(path)) {
        throw new PluginException(
            path + ": must be a jar, a .java file or a folder of them; got another kind of file");
      }
      return List.of(path);
    }
    List<Path> found = list(path).stream().filter(PluginFiles::isPlugin).toList();
    if (found.isEmpty() && !mayBeEmpty) {
      String classes =
          Files.isDirectory(path.resolve("META-INF")) ? "classes; build a jar of them" : "none";
      throw new PluginException(
          "%s: must be a folder with jars or .java files, got %s".formatted(path, classes));
    }
    return found;
  }

  /// {@return the jars in the folder `NAME.lib` beside `NAME.jar`, in order of their names}
  ///
  /// @param jar of the plugin
  /// @throws PluginException if the folder cannot be read
  static List<Path> libraries(Path jar) {
    Path folder = libraryFolder(jar);
    return Files.isDirectory(folder)
        ? list(folder).stream().filter(file -> ends(file, ".jar")).toList()
        : List.of();
  }

  /// {@return the folder for the libraries of a jar}
  ///
  /// @param jar of the plugin
  static Path libraryFolder(Path jar) {
    return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", "") + ".lib");
  }

  /// {@return the one path of a file, however it was named}
  static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// {@return whether a file is a source rather than a jar}
  static boolean isSource(Path file) {
    return ends(file, ".java");
  }

  private static boolean isPlugin(Path file) {
    boolean declaration =
        Set.of("package-info.java", "module-info.java").contains(file.getFileName().toString());
    return Files.isRegularFile(file) && (ends(file, ".jar") || isSource(file)) && !declaration;
  }

  private static boolean ends(Path file, String ending) {
    return file.getFileName().toString().endsWith(ending);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /// {@return what to throw where a file or folder cannot be read}
  static PluginException unreadable(Path path, IOException e) {
    String reason =
        switch (e) {
          case AccessDeniedException _ -> "permission denied";
          case NoSuchFileException _ -> "no such file";
          default -> String.valueOf(e.getMessage());
        };
    return new PluginException("%s: cannot be read: %s".formatted(path, reason), e);
  }
}
