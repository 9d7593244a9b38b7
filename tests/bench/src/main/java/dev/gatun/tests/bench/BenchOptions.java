package dev.gatun.tests.bench;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The options of [KernelBench].
///
/// @param json whether to write JSON instead of tables
/// @param rounds how many
/// @param parts what to measure
/// @param quick whether a few products and short samples are enough
record BenchOptions(boolean json, int rounds, Set<Part> parts, boolean quick) {

  /// Parts of the benchmark.
  enum Part {
    /// Matrix products.
    GEMM,
    /// What a call costs.
    CALLS,
    /// Kernels bound by memory.
    MEMORY
  }

  /// Reads options.
  ///
  /// @param arguments `--json`, `--quick`, `--rounds N`, and `--only PART` any number of times
  /// @return the options
  /// @throws IllegalArgumentException for anything else
  static BenchOptions of(String[] arguments) {
    boolean json = false;
    boolean quick = false;
    int rounds = 0;
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--json" -> json = true;
        case "--quick" -> quick = true;
        case "--rounds" -> rounds = rounds(value(arguments, ++i));
        case "--only" -> parts.add(part(value(arguments, ++i)));
        default ->
            throw new IllegalArgumentException(
                "no option '%s'; there are --json, --only, --quick, --rounds"
                    .formatted(arguments[i]));
      }
    }
    if (parts.isEmpty()) {
      parts = EnumSet.allOf(Part.class);
    }
    if (rounds == 0) {
      rounds = quick ? 3 : 7;
    }
    return new BenchOptions(json, rounds, parts, quick);
  }

  private static String value(String[] arguments, int index) {
    if (index >= arguments.length) {
      throw new IllegalArgumentException(arguments[index - 1] + ": needs a value, got none");
    }
    return arguments[index];
  }

  private static int rounds(String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException("--rounds: must be in [1, 9999], got '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static Part part(String text) {
    for (Part part : Part.values()) {
      if (part.name().toLowerCase(Locale.ROOT).equals(text)) {
        return part;
      }
    }
    throw new IllegalArgumentException("--only: must be calls, gemm or memory, got '" + text + "'");
  }

  /// {@return how to measure}
  Rounds measuring() {
    return new Rounds(
        rounds, quick ? 0.02 : 0.04, quick ? 0.2 : 0.4, 0, new OwnCores(Optional.empty()));
  }
}
