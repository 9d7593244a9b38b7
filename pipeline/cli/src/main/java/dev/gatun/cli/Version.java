package dev.gatun.cli;

import dev.gatun.engine.EngineException;
import dev.gatun.engine.Engines;
import picocli.CommandLine.IVersionProvider;

/// Says what runs here: Gatun, the JDK and the engine that would compute.
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "gatun %s, JDK %s, engine %s"
          .formatted(version == null ? "development" : version, Runtime.version(), engine())
    };
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
