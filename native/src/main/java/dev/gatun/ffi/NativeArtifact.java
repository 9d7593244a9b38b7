package dev.gatun.ffi;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The OpenBLAS of the Maven artifact `org.bytedeco:openblas`, found by its resources.
///
/// @param library its first file
/// @param platform the folder of the artifact, as in `linux-x86_64`
record NativeArtifact(URL library, String platform) {
  private static final String FOLDER = "org/bytedeco/openblas/";

  /// What the artifact calls the library on Linux, macOS and Windows.
  private static final List<String> NAMES =
      List.of("libopenblas.so.0", "libopenblas.0.dylib", "libopenblas.dll");

  /// {@return the artifact, if a class loader sees it}
  static Optional<NativeArtifact> find(ClassLoader loader, String platform) {
    return NAMES.stream()
        .map(name -> loader.getResource(FOLDER + platform + "/" + name))
        .filter(Objects::nonNull)
        .findFirst()
        .map(url -> new NativeArtifact(url, platform));
  }

  /// {@return a folder with the library and what it needs}: the artifact's own where that is no
  /// jar, or else one in a cache.
  ///
  /// @param cache takes what has to be extracted
  /// @throws IOException if it cannot be read or extracted; the message says where and why
  Path folder(NativeCache cache) throws IOException {
    if (library.getProtocol().equals("file")) {
      try {
        return Path.of(library.toURI()).resolveSibling(".").normalize();
      } catch (URISyntaxException e) {
        throw new IOException(library + " is not a path", e);
      }
    }
    if (!(library.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException(library + " is in no jar that can be listed");
    }
    // The connection's cache would keep the jar open, and closing its jar would close others'.
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      String entry = connection.getEntryName();
      String prefix = entry.substring(0, entry.lastIndexOf('/') + 1);
      List<NativeCache.Content> contents = contents(jar, prefix);
      return cache.folder(key(contents), contents);
    }
  }

  private static List<NativeCache.Content> contents(JarFile jar, String prefix) {
    List<String> wanted =
        Stream.concat(BlasFile.COMPANIONS.stream(), Stream.of("libopenblas."))
            .map(prefix::concat)
            .toList();
    return jar.stream()
        .filter(entry -> !entry.isDirectory())
        .filter(entry -> entry.getName().indexOf('/', prefix.length()) < 0)
        .filter(entry -> wanted.stream().anyMatch(entry.getName()::startsWith))
        .sorted(Comparator.comparing(JarEntry::getName))
        .<NativeCache.Content>map(entry -> new Packed(jar, entry, prefix))
        .toList();
  }

  /// The names, sizes and CRCs, which a jar has at hand: reading 40 MB would cost every start some
  /// tenths of a second.
  private static String key(List<NativeCache.Content> contents) {
    MessageDigest digest = NativeRecord.sha256();
    for (NativeCache.Content content : contents) {
      digest.update(content.identity().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// A file in a jar.
  private record Packed(JarFile jar, JarEntry entry, String prefix) implements NativeCache.Content {
    @Override
    public String name() {
      return entry.getName().substring(prefix.length());
    }

    @Override
    public long size() {
      return entry.getSize();
    }

    @Override
    public String identity() {
      return "%s %d %08x%n".formatted(name(), entry.getSize(), entry.getCrc());
    }

    @Override
    public InputStream open() throws IOException {
      return jar.getInputStream(entry);
    }
  }
}
