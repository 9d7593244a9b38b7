package dev.gatun.runner;

import dev.gatun.runner.definition.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What a study is to run: written before the first run begins, so that it can be gone on with.
///
/// @param folder of the study
/// @param name of the study
/// @param names of what is varied
/// @param members the values of each run by the name of its folder, in order
record StudyPlan(
    Path folder, String name, List<String> names, SequencedMap<String, List<String>> members) {
  /// {@return the file a plan is in}
  static Path file(Path folder) {
    return folder.resolve("study.json");
  }

  /// {@return the folder of a run}
  Path member(int index) {
    return folder.resolve(new ArrayList<>(members.keySet()).get(index));
  }

  /// Writes the plan, and the definition of each run into its folder.
  ///
  /// @param definitions of the runs
  /// @param encoder writes them
  void write(List<OpenDefinition> definitions, Encoder encoder) {
    for (int i = 0; i < definitions.size(); i++) {
      RunFolder run = RunFolder.create(member(i));
      AtomicFile.write(
          run.definition(), encoder.encode(definitions.get(i).decode().value().named(name)));
    }
    List<Map<String, Object>> runs = new ArrayList<>();
    members.forEach((member, values) -> runs.add(Map.of("folder", member, "values", values)));
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("vary", names);
    tree.put("runs", runs);
    AtomicFile.write(file(folder), Json.write(tree) + "\n");
  }

  /// {@return the plan of a study}
  ///
  /// @throws RunException with [ExitCode#DATA] if it is damaged
  static StudyPlan read(Path folder) {
    try {
      var tree = Json.readObject(Files.readString(file(folder)));
      SequencedMap<String, List<String>> members = new LinkedHashMap<>();
      for (Object run : tree.get("runs") instanceof List<?> runs ? runs : List.of()) {
        if (run instanceof Map<?, ?> map) {
          members.put(String.valueOf(map.get("folder")), texts(map.get("values")));
        }
      }
      return new StudyPlan(
          folder, String.valueOf(tree.get("name")), texts(tree.get("vary")), members);
    } catch (IOException | IllegalArgumentException e) {
      throw new RunException(
          ExitCode.DATA,
          file(folder).toString(),
          "%s: cannot be read: %s; run the definition anew".formatted(file(folder), e.getMessage()),
          e);
    }
  }

  private static List<String> texts(@org.jspecify.annotations.Nullable Object list) {
    return list instanceof List<?> items ? items.stream().map(String::valueOf).toList() : List.of();
  }
}
