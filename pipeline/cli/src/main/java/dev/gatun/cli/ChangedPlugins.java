package dev.gatun.cli;

import dev.gatun.runner.Installation;
import picocli.CommandLine.Option;

/// The option of commands that use a run again.
final class ChangedPlugins {
  @Option(
      names = "--changed-plugins",
      description = "use plugins although they differ from those the run was made with")
  private boolean allowed;

  ChangedPlugins() {}

  /// {@return an installation as the option says}
  ///
  /// @param installation what is there
  Installation apply(Installation installation) {
    return allowed ? installation.takingChangedPlugins() : installation;
  }
}
