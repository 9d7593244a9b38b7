package dev.gatun.runner.plugin;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;

/// Loads the classes of one plugin: from its jar and the libraries beside it, or those just
/// compiled. Its name, which stack traces show, is `plugin FILE`.
final class PluginLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  /// What the names of these loaders begin with.
  static final String NAME = "plugin ";

  private final Path file;
  private final Map<String, byte[]> compiled;

  /// Makes a loader.
  ///
  /// @param file a jar, or the source of what was compiled
  /// @param compiled classes by name
  /// @param libraries jars of the plugin's own
  /// @param parent shows what all plugins see
  PluginLoader(Path file, Map<String, byte[]> compiled, List<Path> libraries, ApiView parent) {
    super(NAME + file.getFileName(), urls(file, libraries), parent);
    this.file = file;
    this.compiled = Map.copyOf(compiled);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = compiled.get(name);
    return bytes == null
        ? super.findClass(name)
        : defineClass(name, bytes, 0, bytes.length, new CodeSource(url(file), (CodeSigner[]) null));
  }

  private static URL[] urls(Path file, List<Path> libraries) {
    URL[] urls = new URL[1 + libraries.size()];
    urls[0] = url(file);
    for (int i = 0; i < libraries.size(); i++) {
      urls[i + 1] = url(libraries.get(i));
    }
    return urls;
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError("files have URLs", e);
    }
  }
}
