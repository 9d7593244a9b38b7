package dev.gatun.runner.plugin;

import dev.gatun.api.Plugin;
import dev.gatun.engine.EngineProvider;
import dev.gatun.runner.definition.PluginException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// Compiles one source in memory, against the JDK, engine-api and pipeline/api alone. The JVM must
/// have `jdk.compiler`; without it, perhaps not even the types that are named here are there.
final class SourceCompiler {
  private final Path source;
  private final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();

  SourceCompiler(Path source) {
    this.source = source;
  }

  /// {@return the classes by name}
  ///
  /// @throws PluginException if it does not compile, with a line for each mistake
  Map<String, byte[]> compile() {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    DiagnosticCollector<JavaFileObject> mistakes = new DiagnosticCollector<>();
    List<String> options =
        List.of("-proc:none", "-nowarn", "-g", "-implicit:none", "-classpath", classPath());
    try (JavaFileManager files =
        new InMemory(compiler.getStandardFileManager(mistakes, Locale.ROOT, null))) {
      boolean done =
          compiler
              .getTask(new StringWriter(), files, mistakes, options, null, List.of(text()))
              .call();
      if (!done) {
        throw new PluginException(
            mistakes.getDiagnostics().stream()
                .filter(mistake -> mistake.getKind() == Diagnostic.Kind.ERROR)
                .sorted(Comparator.comparingLong(Diagnostic::getPosition))
                .map(this::sentence)
                .distinct()
                .collect(Collectors.joining("\n")));
      }
    } catch (IOException e) {
      throw PluginFiles.unreadable(source, e);
    }
    Map<String, byte[]> bytes = new TreeMap<>();
    classes.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
    return bytes;
  }

  private JavaFileObject text() throws IOException {
    String text;
    try {
      text = Files.readString(source);
    } catch (CharacterCodingException e) {
      throw new PluginException(source + ": must be text in UTF-8; save it as such", e);
    }
    return new SimpleJavaFileObject(source.toUri(), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }

      // The file may have any name.
      @Override
      public boolean isNameCompatible(String simpleName, Kind kind) {
        return true;
      }
    };
  }

  private String sentence(Diagnostic<? extends JavaFileObject> mistake) {
    List<String> lines = mistake.getMessage(Locale.ROOT).lines().map(String::strip).toList();
    String rest =
        lines.stream()
            .skip(1)
            .map(line -> line.replaceAll("\\s*:\\s+", " "))
            .collect(Collectors.joining(", "));
    String message = lines.getFirst() + (rest.isEmpty() ? "" : "; " + rest);
    return mistake.getLineNumber() == Diagnostic.NOPOS
        ? source + ": " + message
        : "%s:%d:%d: %s"
            .formatted(source, mistake.getLineNumber(), mistake.getColumnNumber(), message);
  }

  private static String classPath() {
    return Stream.of(Plugin.class, EngineProvider.class)
        .map(SourceCompiler::location)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) {
    URL location = type.getProtectionDomain().getCodeSource().getLocation();
    try {
      return Path.of(location.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError("the JDK gave the URL: " + location, e);
    }
  }

  /// Keeps classes in memory and shows the packages of the API.
  private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    InMemory(JavaFileManager files) {
      super(files);
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
        throws IOException {
      return location == StandardLocation.CLASS_PATH && !ApiView.shows(packageName)
          ? List.of()
          : super.list(location, packageName, kinds, recurse);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      classes.put(name, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }
}
