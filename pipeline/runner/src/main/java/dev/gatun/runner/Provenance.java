package dev.gatun.runner;

import dev.gatun.runner.plugin.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What a run was made of, so that another can be made of the same.
final class Provenance {
  private Provenance() {}

  /// {@return everything that its results depend on}
  static SequencedMap<String, Object> of(
      Session session,
      Definitions.Request request,
      Instant started,
      Map<String, String> notes,
      List<SequencedMap<String, Object>> plugins) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("gatun", version());
    tree.put("started", started.truncatedTo(ChronoUnit.SECONDS).toString());
    tree.put("definition", session.decoded().file());
    tree.put("overlays", request.overlays().stream().map(Path::toString).toList());
    tree.put("assignments", request.assignments());
    tree.put("seed", session.definition().seed());
    tree.put("engine", engine(session));
    tree.put("choices", notes);
    tree.put("machine", machine());
    tree.put("memory", memory(session));
    tree.put("data", files(session.files()));
    tree.put("plugins", plugins);
    return tree;
  }

  /// {@return the version in the jar's manifest, or `development` for classes in folders}
  static String version() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// {@return what a session holds outside the Java heap, in bytes}
  static SequencedMap<String, Object> memory(Session session) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("dataBytes", session.data().allocatedBytes());
    tree.put("workspaceBytes", session.workspace().allocatedBytes());
    return tree;
  }

  private static Map<String, Object> engine(Session session) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", session.engine().id());
    tree.put("line", session.engineLine());
    tree.put("why", session.why());
    tree.put("threads", session.threads());
    tree.putAll(session.engine().description());
    String library = session.engine().description().get("library");
    if (library != null) {
      tree.put("librarySha256", checksum(Path.of(library)));
    }
    return tree;
  }

  private static Map<String, Object> machine() {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("processor", processor());
    tree.put("processors", Runtime.getRuntime().availableProcessors());
    tree.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    tree.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
    return tree;
  }

  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
      } catch (IOException _) {
        return "unknown";
      }
    }
    return "unknown";
  }

  /// {@return files with their checksums}
  static List<Map<String, Object>> files(List<Path> paths) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Path path : paths) {
      SequencedMap<String, Object> entry = new LinkedHashMap<>();
      entry.put("file", path.toAbsolutePath().toString());
      entry.put("sha256", checksum(path));
      list.add(entry);
    }
    return list;
  }

  private static String checksum(Path path) {
    try {
      return Checksums.sha256(path);
    } catch (IOException e) {
      return "unreadable: " + e.getMessage();
    }
  }
}
