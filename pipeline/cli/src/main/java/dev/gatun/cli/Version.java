package dev.gatun.cli;

import dev.gatun.engine.EngineException;
import dev.gatun.engine.Engines;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import picocli.CommandLine.IVersionProvider;

/// Says what runs here: Gatun, the JDK and the engine that would compute.
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    SequencedMap<String, Object> facts = facts();
    return new String[] {
      "gatun %s, JDK %s, engine %s"
          .formatted(facts.get("gatun"), facts.get("jdk"), facts.get("engine"))
    };
  }

  /// {@return what runs here by name}
  static SequencedMap<String, Object> facts() {
    String version = Version.class.getPackage().getImplementationVersion();
    SequencedMap<String, Object> facts = new LinkedHashMap<>();
    facts.put("gatun", version == null ? "development" : version);
    facts.put("jdk", Runtime.version());
    facts.put("engine", engine());
    return facts;
  }

  private static String engine() {
    try {
      Engines.Opened opened = Engines.load(Version.class.getClassLoader()).open(Engines.AUTO);
      return opened.engine().id() + " (" + opened.detail() + ")";
    } catch (EngineException e) {
      return "none: " + e.getMessage();
    }
  }
}
