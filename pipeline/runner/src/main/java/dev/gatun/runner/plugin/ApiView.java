package dev.gatun.runner.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/// Shows plugins the JDK, engine-api and pipeline/api, and nothing else of Gatun and its libraries:
/// classes, services and resources alike.
final class ApiView extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final ClassLoader gatun;

  ApiView(ClassLoader gatun) {
    super("gatun api", getPlatformClassLoader());
    this.gatun = gatun;
  }

  /// {@return whether plugins see a package of Gatun's}
  static boolean shows(String name) {
    return name.equals("dev.gatun.engine") || (name + ".").startsWith("dev.gatun.api.");
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (shows(packageOf(name))) {
      return gatun.loadClass(name);
    }
    Class<?> found = super.loadClass(name, resolve);
    // The platform's loader finds every module the JVM was started with: Gatun's engines too.
    String module = found.getModule().getName();
    if (getSystemClassLoader().equals(found.getClassLoader())
        && (module == null || !module.startsWith("jdk."))) {
      throw new ClassNotFoundException(name);
    }
    return found;
  }

  @Override
  public @Nullable URL getResource(String name) {
    return isApi(name) ? gatun.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return isApi(name) ? gatun.getResources(name) : super.getResources(name);
  }

  private static boolean isApi(String resource) {
    return shows(packageOf(resource.replace('/', '.').replaceFirst("\\.class$", "")));
  }

  private static String packageOf(String name) {
    return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
  }
}
