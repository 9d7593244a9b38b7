package dev.gatun.cli;

import dev.gatun.runner.Definition;
import dev.gatun.runner.Definitions;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// Answers the scripts of [CompletionScript]: what the last word of a command line may become.
///
/// A mistake in a line that is still being written is none: there is nothing to offer then.
final class Completions {
  /// The word by which scripts ask; no command, so that help does not show it.
  static final String COMMAND = "complete";

  private static final Set<String> WITH_VALUE =
      Set.of("--set", "-f", "--engine", "--threads", "--seed", "--out", "--plugins");

  private Completions() {}

  /// Prints a line for each answer: the whole word, a tab, and what it means.
  ///
  /// @param words after `gatun`, the last as far as it is written
  /// @param screen takes the lines
  static void answer(List<String> words, Screen screen) {
    try {
      of(words, screen)
          .forEach((word, meaning) ->
              screen.line(meaning.isEmpty() ? word : word + "\t" + meaning.replace('\n', ' ')));
    } catch (RuntimeException _) {
      // See above.
    }
  }

  private static SequencedMap<String, String> of(List<String> words, Screen screen) {
    if (words.size() < 2) {
      return new LinkedHashMap<>();
    }
    String begun = words.getLast();
    Components components = new Installed(screen).components();
    boolean set = words.get(words.size() - 2).equals("--set");
    if (set) {
      return Definitions.complete(components, request(words.subList(1, words.size() - 2)), begun);
    }
    return switch (words.getFirst()) {
      case "describe" -> topics(components, begun);
      case "verify" -> named(components, begun);
      default -> new LinkedHashMap<>();
    };
  }

  private static SequencedMap<String, String> named(Components components, String begun) {
    SequencedMap<String, String> named = new LinkedHashMap<>();
    components.all().values().stream()
        .flatMap(List::stream)
        .filter(component -> component.name().startsWith(begun))
        .forEach(component -> named.put(component.name(), component.summary()));
    return named;
  }

  private static SequencedMap<String, String> topics(Components components, String begun) {
    SequencedMap<String, String> topics = new LinkedHashMap<>();
    if (begun.indexOf('.') < 0) {
      for (String name : Topic.names(components, Definition.class)) {
        if (name.startsWith(begun)) {
          topics.put(name, "");
        }
      }
      return topics;
    }
    Definitions.Request nothing = new Definitions.Request("", List.of(), List.of());
    Definitions.complete(components, nothing, begun)
        .forEach((path, meaning) -> topics.put(path.substring(0, path.length() - 1), meaning));
    return topics;
  }

  /// {@return the definition that a line is about, as far as it can be told}
  private static Definitions.Request request(List<String> words) {
    String definition = "";
    List<Path> overlays = new ArrayList<>();
    List<String> assignments = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (WITH_VALUE.contains(word) && i + 1 < words.size()) {
        i++;
        switch (word) {
          case "-f" -> overlays.add(Path.of(words.get(i)));
          case "--set" -> assignments.add(words.get(i));
          default -> {}
        }
      } else if (!word.startsWith("-") && definition.isEmpty()) {
        definition = word;
      }
    }
    for (Path folder : List.of(Path.of(definition), Path.of("runs").resolve(definition))) {
      Path resolved = folder.resolve("pipeline.yaml");
      if (!definition.isEmpty() && Files.isRegularFile(resolved)) {
        definition = resolved.toString();
      }
    }
    return new Definitions.Request(definition, overlays, assignments);
  }
}
