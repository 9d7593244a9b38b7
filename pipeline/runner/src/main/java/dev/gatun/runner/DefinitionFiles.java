package dev.gatun.runner;

import dev.gatun.runner.definition.DefinitionException;
import dev.gatun.runner.definition.Near;
import dev.gatun.runner.definition.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the texts of definitions: files, and those that come with Gatun.
final class DefinitionFiles {
  private DefinitionFiles() {}

  /// A definition as text.
  ///
  /// @param name of the file, for messages
  /// @param folder what its relative paths are relative to
  /// @param text YAML
  /// @param builtIn whether it comes with Gatun
  record Found(String name, Path folder, String text, boolean builtIn) {}

  /// {@return a file, or else the built-in definition of that name}
  ///
  /// @throws DefinitionException if there is neither
  static Found find(String definition) {
    Path file = path(definition);
    if (Files.isRegularFile(file)) {
      Path parent = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
      return new Found(definition, parent, read(file), false);
    }
    if (Definitions.BUILT_IN.containsKey(definition)) {
      return new Found(definition + ".yaml", Path.of(""), readBuiltIn(definition), true);
    }
    if (Files.exists(file)) {
      throw refused(
          definition,
          Files.isDirectory(file)
              ? "must be a definition, got a folder; name a file in it"
              : "must be a regular file; copy it to one");
    }
    boolean looksLikeFile = definition.contains("/") || definition.endsWith(".yaml");
    String stem = definition.replaceFirst("^.*/", "").replaceFirst("\\.ya?ml$", "");
    throw refused(
        definition,
        looksLikeFile && Definitions.BUILT_IN.containsKey(stem)
            ? "no such file; did you mean the built-in definition '%s'?".formatted(stem)
            : looksLikeFile ? noSuchFile(file) : neither(definition));
  }

  private static String neither(String definition) {
    Set<String> names = new TreeSet<>(Definitions.BUILT_IN.keySet());
    siblings(Path.of("")).forEach(names::add);
    return "neither a file nor a built-in definition"
        + Near.hint(definition, names, "there are", "");
  }

  private static String noSuchFile(Path file) {
    Path parent = file.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      return "no such file; there is no folder '%s'".formatted(parent);
    }
    String name = String.valueOf(file.getFileName());
    List<String> there = siblings(Objects.requireNonNullElse(parent, Path.of("")));
    @Nullable String near = Near.nearest(name, there);
    if (near != null) {
      Path meant = parent == null ? Path.of(near) : parent.resolve(near);
      return "no such file; did you mean '%s'?".formatted(meant);
    }
    return "no such file; check the path";
  }

  private static List<String> siblings(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
          .limit(1000)
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw refused(text, "must be a path, got " + e.getReason());
    }
  }

  /// {@return the text of a file}
  ///
  /// @throws DefinitionException if it cannot be read
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException _) {
      throw refused(file.toString(), "must be text in UTF-8; save it as such");
    } catch (NoSuchFileException _) {
      throw refused(file.toString(), noSuchFile(file));
    } catch (IOException e) {
      throw refused(
          file.toString(),
          Files.isDirectory(file)
              ? "must be a definition, got a folder; name a file in it"
              : "cannot be read: " + e.getMessage());
    }
  }

  private static DefinitionException refused(String file, String message) {
    return new DefinitionException(Position.of(file), "", message);
  }

  /// {@return the text of a built-in definition}
  ///
  /// @param name one of [Definitions#BUILT_IN]
  static String readBuiltIn(String name) {
    String resource = "definitions/" + name + ".yaml";
    try (@Nullable InputStream stream = Definitions.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new AssertionError("the built-in definition is missing: " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + resource, e);
    }
  }
}
