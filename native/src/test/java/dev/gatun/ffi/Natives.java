package dev.gatun.ffi;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// An artifact with natives like the one in Maven, made of the files that the build unpacked.
final class Natives {
  private Natives() {}

  /// {@return a jar with the library of this platform, and one file that nobody wants}
  static Path jar(Path folder) throws IOException {
    String platform = Platform.current();
    Path natives = classes(BlasSearch.class).resolveSibling("natives").resolve(platform);
    Path jar = folder.resolve("openblas.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        var files = Files.newDirectoryStream(natives)) {
      // Fast: the contents count, not their size.
      out.setLevel(1);
      String prefix = "org/bytedeco/openblas/" + platform + "/";
      out.putNextEntry(new JarEntry(prefix + "libjniopenblas.so"));
      for (Path library : files) {
        out.putNextEntry(new JarEntry(prefix + library.getFileName()));
        Files.copy(library, out);
      }
    }
    return jar;
  }

  /// {@return a class loader that sees a jar and the JDK}
  static URLClassLoader loader(Path jar) throws IOException {
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  /// {@return the folder or jar that a class is from}
  static Path classes(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// {@return the names of what is below a folder, with `/`, sorted}
  static List<String> below(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
