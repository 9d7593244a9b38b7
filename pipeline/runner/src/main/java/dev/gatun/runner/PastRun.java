package dev.gatun.runner;

import dev.gatun.runner.definition.Node;
import dev.gatun.runner.definition.YamlReader;
import dev.gatun.runner.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What is known of a run, or of a study, from its folder alone.
///
/// @param path of the folder
/// @param metrics the tree of `metrics.json`; empty unless the run is finished
/// @param provenance the tree of `provenance.json`; empty where the run was killed or is under way
/// @param epochs the numbers of each epoch by full name
public record PastRun(
    Path path,
    Map<String, @Nullable Object> metrics,
    Map<String, @Nullable Object> provenance,
    List<SequencedMap<String, Double>> epochs) {
  /// How a run is.
  public enum Status {
    /// Everything is there.
    FINISHED,
    /// Some process works on it.
    RUNNING,
    /// Its loss became NaN or infinite.
    FAILED,
    /// It was stopped or killed.
    INTERRUPTED
  }

  /// Reads a folder.
  ///
  /// @param path of the folder
  /// @return what is in it; empty where no run began there
  /// @throws RunException with [ExitCode#DATA] if a file in it is damaged
  public static Optional<PastRun> read(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.isRegularFile(folder.definition()) && !ResumedStudy.isStudy(path)) {
      return Optional.empty();
    }
    return Optional.of(
        new PastRun(
            path, folder.tree(folder.metrics()), folder.tree(folder.provenance()), epochs(folder)));
  }

  private static List<SequencedMap<String, Double>> epochs(RunFolder folder) {
    List<SequencedMap<String, Double>> epochs = new ArrayList<>();
    if (!Files.isRegularFile(folder.history())) {
      return epochs;
    }
    try {
      for (String line : Files.readAllLines(folder.history())) {
        epochs.add(Trees.flat(Json.readObject(line)));
      }
    } catch (IOException | IllegalArgumentException _) {
      // The last line may be cut where the machine failed.
      return epochs;
    }
    return epochs;
  }

  /// {@return the name of the folder}
  public String folder() {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }

  /// {@return the folders of the runs of a study; empty where this is one run}
  public List<String> members() {
    return ResumedStudy.isStudy(path)
        ? List.copyOf(StudyPlan.read(path).members().keySet())
        : List.of();
  }

  /// {@return how it is}
  public Status status() {
    RunFolder folder = new RunFolder(path);
    if (!metrics.isEmpty()) {
      return Status.FINISHED;
    }
    if (folder.isLocked() || membersLocked()) {
      return Status.RUNNING;
    }
    return String.valueOf(provenance.get("outcome")).startsWith("failed")
        ? Status.FAILED
        : Status.INTERRUPTED;
  }

  private boolean membersLocked() {
    return ResumedStudy.isStudy(path)
        && StudyPlan.read(path).members().keySet().stream()
            .anyMatch(member -> new RunFolder(path.resolve(member)).isLocked());
  }

  /// {@return when it began}
  public Instant started() {
    if (provenance.get("started") instanceof String text) {
      return Instant.parse(text);
    }
    RunFolder folder = new RunFolder(path);
    Path file = ResumedStudy.isStudy(path) ? StudyPlan.file(path) : folder.definition();
    return Instant.ofEpochMilli(file.toFile().lastModified());
  }

  /// {@return the engine that computed; empty where that was not recorded}
  public String engine() {
    return provenance.get("engine") instanceof Map<?, ?> engine
        ? String.valueOf(engine.get("id"))
        : "";
  }

  /// {@return the number that tells most, with its name, such as `test.accuracy`; empty where there
  /// is none yet}
  public Optional<Map.Entry<String, Double>> result() {
    SequencedMap<String, Double> numbers = numbers();
    if (numbers.isEmpty() && !epochs.isEmpty()) {
      numbers = epochs.getLast();
    }
    for (String split : List.of("test.", "validation.", "train.")) {
      List<Map.Entry<String, Double>> found =
          numbers.entrySet().stream().filter(entry -> entry.getKey().startsWith(split)).toList();
      Optional<Map.Entry<String, Double>> best =
          found.stream()
              .filter(entry -> !split.equals("train.") && !entry.getKey().endsWith(".loss"))
              .findFirst()
              .or(() ->
                  found.stream().filter(entry -> entry.getKey().endsWith(".loss")).findFirst());
      if (best.isPresent()) {
        return best;
      }
    }
    return Optional.empty();
  }

  /// {@return the losses and metrics of the splits by full name}
  public SequencedMap<String, Double> numbers() {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    for (String split : List.of("train", "validation", "test")) {
      if (metrics.get(split) instanceof Map<?, ?> map) {
        dev.gatun.runner.report.Trees.numbers(map)
            .forEach((name, value) -> {
              boolean result = !split.equals("train") || name.equals("loss");
              if (result && value instanceof Number number) {
                numbers.put(split + "." + name, number.doubleValue());
              }
            });
      }
    }
    return numbers;
  }

  /// {@return the values of the definition by path, items of lists by their ids}
  SequencedMap<String, String> definition() {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    Path file = new RunFolder(path).definition();
    if (Files.isRegularFile(file)) {
      collect("", YamlReader.read(text(file), file.toString()).root(), values);
    }
    return values;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new RunException(
          ExitCode.DATA, file.toString(), "%s: cannot be read: %s".formatted(file, e), e);
    }
  }

  private static void collect(String path, Node node, Map<String, String> values) {
    switch (node) {
      case Node.MapNode map -> {
        String prefix = path.isEmpty() ? "" : path + ".";
        map.entries().forEach(entry -> collect(prefix + entry.key(), entry.value(), values));
      }
      case Node.ListNode list
          when list.items().stream().allMatch(Node.ScalarNode.class::isInstance) ->
          values.put(path, list.items().stream().map(Node::shown).toList().toString());
      case Node.ListNode list -> {
        for (int i = 0; i < list.items().size(); i++) {
          Node item = list.items().get(i);
          Optional<String> id =
              item instanceof Node.MapNode map && map.get("id") instanceof Node.ScalarNode scalar
                  ? Optional.of(scalar.text())
                  : Optional.empty();
          collect(id.map(name -> path + "." + name).orElse(path + "[" + i + "]"), item, values);
        }
      }
      case Node.ScalarNode scalar -> values.put(path, scalar.text());
      case Node.BrokenNode _ -> {}
    }
  }

  /// Writes the report anew from what the folder has.
  ///
  /// @return the file
  /// @throws RunException if the folder is a study's without a report, or the disk fails
  public Path writeReport() {
    RunFolder folder = new RunFolder(path);
    if (!members().isEmpty()) {
      return folder.report();
    }
    Object line = provenance.get("engine") instanceof Map<?, ?> map ? map.get("line") : null;
    AtomicFile.write(
        folder.report(),
        Report.html(
            new Report.View(
                String.valueOf(Objects.requireNonNullElse(definition().get("name"), folder())),
                String.valueOf(Objects.requireNonNullElse(line, "")),
                metrics,
                epochs,
                text(folder.definition()),
                provenance,
                figures(folder))));
    return folder.report();
  }

  private SequencedMap<String, byte[]> figures(RunFolder folder) {
    SequencedMap<String, byte[]> figures = new LinkedHashMap<>();
    definition()
        .forEach((key, id) -> {
          Path file = folder.figures().resolve(id + ".png");
          boolean isFigure = key.startsWith("evaluate.figures.") && key.endsWith(".id");
          if (isFigure && Files.isRegularFile(file)) {
            try {
              figures.put(id, Files.readAllBytes(file));
            } catch (IOException e) {
              throw AtomicFile.failure(file, e);
            }
          }
        });
    return figures;
  }
}
