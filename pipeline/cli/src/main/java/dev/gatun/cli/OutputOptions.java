package dev.gatun.cli;

import picocli.CommandLine.Option;

/// Options of every command.
final class OutputOptions {
  @Option(names = "--json", description = "one JSON document, nothing else")
  boolean json;

  @Option(names = "--quiet", description = "only errors")
  boolean quiet;

  @Option(names = "--stacktrace", description = "with an error, where in Gatun it came up")
  boolean stacktrace;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "say this")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "say the version")
  boolean version;

  OutputOptions() {}

  /// {@return whether a person reads what is written}
  boolean forPeople() {
    return !json && !quiet;
  }
}
