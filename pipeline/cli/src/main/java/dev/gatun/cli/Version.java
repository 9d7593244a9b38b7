package dev.gatun.cli;

import picocli.CommandLine.IVersionProvider;

/// Says the version of the jar.
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"gatun " + (version == null ? "development" : version)};
  }
}
