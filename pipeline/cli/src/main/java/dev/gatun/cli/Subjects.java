package dev.gatun.cli;

import dev.gatun.engine.EngineProvider;
import dev.gatun.kit.component.Subject;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Installation;
import dev.gatun.runner.RunException;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.Description;
import dev.gatun.runner.plugin.LoadedPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The components that `gatun verify` is asked to try.
final class Subjects {
  /// The word for every component that is installed.
  private static final String ALL = "all";

  private static final Pattern WITH_OPTIONS = Pattern.compile("\\{\\s*type:\\s*([a-z0-9-]+).*\\}");

  private Subjects() {}

  /// {@return whether a word is a plugin from outside, rather than the name of a component}
  static boolean isFile(String word) {
    return word.endsWith(".jar") || word.endsWith(".java");
  }

  /// {@return what some words name}
  ///
  /// @param installation with the plugins among the words
  /// @param words plugins, names, components with their options, or `all`
  /// @throws RunException if one names nothing
  static List<Subject> of(Installation installation, List<String> words) {
    Components components = installation.components();
    List<Subject> subjects = new ArrayList<>();
    for (String word : words) {
      Matcher whole = WITH_OPTIONS.matcher(word);
      if (whole.matches()) {
        for (Description found : named(components, whole.group(1))) {
          subjects.add(subject(components, found, word));
        }
      } else {
        for (Description found : chosen(installation, word)) {
          subjects.add(subject(components, found, found.example()));
        }
      }
    }
    return subjects;
  }

  private static List<Description> chosen(Installation installation, String word) {
    Components components = installation.components();
    if (!isFile(word) && !word.equals(ALL)) {
      return named(components, word);
    }
    Path file = Path.of(word);
    return components.all().values().stream()
        .flatMap(List::stream)
        .filter(found -> word.equals(ALL) || isFrom(installation, file, found))
        .toList();
  }

  /// {@return the engines that the plugins among some words offer}
  ///
  /// @param installation with the plugins
  /// @param words as for [#of]
  static List<EngineProvider> engines(Installation installation, List<String> words) {
    return words.stream()
        .filter(Subjects::isFile)
        .flatMap(word -> from(installation, Path.of(word)))
        .flatMap(plugin -> plugin.engines().stream())
        .distinct()
        .toList();
  }

  private static boolean isFrom(Installation installation, Path file, Description found) {
    return from(installation, file)
        .flatMap(plugin -> plugin.components().stream())
        .anyMatch(type -> type.getName().equals(found.type()));
  }

  private static Stream<LoadedPlugin> from(Installation installation, Path file) {
    return installation.plugins().stream().filter(plugin -> isSame(plugin.file(), file));
  }

  private static boolean isSame(Path left, Path right) {
    try {
      return Files.isSameFile(left, right);
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Description> named(Components components, String name) {
    List<Description> found = components.describe(name);
    if (found.isEmpty()) {
      throw new RunException(
          ExitCode.DEFINITION,
          "PLUGIN",
          "no component '%s'; 'gatun plugins' lists them".formatted(name),
          null);
    }
    return found;
  }

  private static Subject subject(Components components, Description found, String example) {
    Class<? extends Record> type =
        components.types().stream()
            .filter(record -> record.getName().equals(found.type()))
            .findFirst()
            .orElseThrow();
    Decoder decoder = new Decoder(components, Path.of(""));
    return Subject.of(type, example, (yaml, kind) -> decoder.component(yaml, kind, "example"));
  }
}
