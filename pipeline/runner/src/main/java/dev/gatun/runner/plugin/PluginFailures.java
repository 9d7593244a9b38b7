package dev.gatun.runner.plugin;

import dev.gatun.runner.definition.PluginException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Says in one sentence what was wrong when code of a plugin threw what it must not.
public final class PluginFailures {
  private static final Pattern CLASS_FILE = Pattern.compile("class file version (\\d+)");

  /// The first class file version that Java had, less one.
  private static final int VERSION_OF_JAVA = 44;

  private PluginFailures() {}

  /// {@return what was thrown, as a mistake of a plugin, if code of a plugin had a part in it}
  ///
  /// @param thrown by anything
  public static Optional<PluginException> of(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      Optional<StackTraceElement> frame = frame(at);
      if (frame.isPresent()) {
        String file = frame.get().getClassLoaderName().substring(PluginLoader.NAME.length());
        String method = frame.get().getClassName() + "." + frame.get().getMethodName();
        return Optional.of(thrown(Path.of(file), method, at));
      }
    }
    return Optional.empty();
  }

  /// {@return where the code of a plugin was when something was thrown}
  private static Optional<StackTraceElement> frame(Throwable thrown) {
    return Stream.of(thrown.getStackTrace())
        .filter(frame -> String.valueOf(frame.getClassLoaderName()).startsWith(PluginLoader.NAME))
        .findFirst();
  }

  private static String place(Throwable thrown) {
    return frame(thrown)
        .map(frame -> " (%s:%d)".formatted(frame.getFileName(), frame.getLineNumber()))
        .orElse("");
  }

  /// {@return what code of a plugin threw, as a mistake of the plugin}
  ///
  /// @param file of the plugin
  /// @param what must not throw
  /// @param thrown by it
  static PluginException thrown(Path file, String what, Throwable thrown) {
    return switch (thrown) {
      case PluginException e -> e;
      case ExceptionInInitializerError e when e.getCause() != null ->
          new PluginException(
              "%s: a static initializer%s must not throw, got %s"
                  .formatted(file, place(e.getCause()), e.getCause()),
              e);
      case LinkageError e -> linkage(file, e);
      case TypeNotPresentException e -> missing(file, e.typeName(), e);
      default ->
          new PluginException(
              "%s: %s%s must not throw, got %s".formatted(file, what, place(thrown), thrown),
              thrown);
    };
  }

  /// {@return what the JVM found wrong with a plugin's classes}
  ///
  /// @param file of the plugin
  /// @param e as the JVM found it
  static PluginException linkage(Path file, LinkageError e) {
    String message = String.valueOf(e.getMessage());
    return switch (e) {
      case UnsupportedClassVersionError _ -> {
        Matcher version = CLASS_FILE.matcher(message);
        String built =
            version.find()
                ? "Java " + (Integer.parseInt(version.group(1)) - VERSION_OF_JAVA)
                : "another Java";
        int here = Runtime.version().feature();
        yield new PluginException(
            "%s: must be compiled for Java %d or older, got %s; compile it with --release %d"
                .formatted(file, here, built, here),
            e);
      }
      case NoClassDefFoundError _ when !message.contains(" ") ->
          missing(file, message.replace('/', '.'), e);
      case NoSuchMethodError _, NoSuchFieldError _ ->
          new PluginException(
              "%s: uses %s, which this version of Gatun or of a library does not have; build it against this version"
                  .formatted(file, message),
              e);
      case IncompatibleClassChangeError _ ->
          new PluginException(
              "%s: does not fit this version of Gatun or of a library: %s; build it against this version"
                  .formatted(file, message),
              e);
      default ->
          new PluginException(
              "%s: has a class that Java refuses, %s; build it again".formatted(file, e), e);
    };
  }

  private static PluginException missing(Path file, String type, Throwable cause) {
    return new PluginException(
        "%s: needs class %s, which neither it nor the plugin API has; put its jar into the folder %s, or build the plugin against this version of Gatun"
            .formatted(file, type, PluginFiles.libraryFolder(file).getFileName()),
        cause);
  }
}
