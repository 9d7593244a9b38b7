package dev.gatun.tests.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The options of [TrainingBench].
///
/// @param json whether to write JSON instead of tables
/// @param rounds how many
/// @param only letters of what to measure
/// @param batches of the workloads with several; empty for all of them
/// @param quick whether short samples are enough
/// @param peers whether other libraries take part
/// @param repeat whether to check that repeated runs give the same bits
record TrainingOptions(
    boolean json,
    int rounds,
    Set<String> only,
    Set<Integer> batches,
    boolean quick,
    boolean peers,
    boolean repeat) {
  private static final List<String> LETTERS = List.of("B", "C", "D", "E", "F", "G", "H", "T");

  /// Reads options.
  ///
  /// @param arguments `--json`, `--quick`, `--no-peers`, `--repeat`, `--rounds N`, `--only B,C` and
  ///   `--batch 64,128`
  /// @return the options
  /// @throws IllegalArgumentException for anything else
  static TrainingOptions of(String[] arguments) {
    boolean json = false;
    boolean quick = false;
    boolean peers = true;
    boolean repeat = false;
    int rounds = 0;
    Set<String> only = new TreeSet<>();
    Set<Integer> batches = new TreeSet<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--json" -> json = true;
        case "--quick" -> quick = true;
        case "--no-peers" -> peers = false;
        case "--repeat" -> repeat = true;
        case "--rounds" -> rounds = number("--rounds", value(arguments, ++i));
        case "--only" -> words(arguments, ++i).forEach(word -> only.add(letter(word)));
        case "--batch" ->
            words(arguments, ++i).forEach(word -> batches.add(number("--batch", word)));
        default ->
            throw new IllegalArgumentException(
                "no option '%s'; there are --batch, --json, --no-peers, --only, --quick, --repeat, --rounds"
                    .formatted(arguments[i]));
      }
    }
    if (only.isEmpty()) {
      only.addAll(LETTERS);
    }
    if (rounds == 0) {
      rounds = quick ? 3 : 5;
    }
    return new TrainingOptions(json, rounds, only, batches, quick, peers, repeat);
  }

  private static List<String> words(String[] arguments, int index) {
    return Arrays.asList(value(arguments, index).split(",", -1));
  }

  private static String value(String[] arguments, int index) {
    if (index >= arguments.length) {
      throw new IllegalArgumentException(arguments[index - 1] + ": needs a value, got none");
    }
    return arguments[index];
  }

  private static int number(String option, String text) {
    if (!text.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(option + ": must be in [1, 9999], got '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static String letter(String text) {
    if (!LETTERS.contains(text)) {
      throw new IllegalArgumentException(
          "--only: must be among %s, got '%s'".formatted(String.join(", ", LETTERS), text));
    }
    return text;
  }

  /// {@return whether to measure a workload}
  ///
  /// @param letter its name
  boolean wants(String letter) {
    return only.contains(letter);
  }

  /// {@return whether to measure at a batch size}
  ///
  /// @param batch the size
  boolean wants(int batch) {
    return batches.isEmpty() || batches.contains(batch);
  }

  /// {@return seconds of a sample}
  double seconds() {
    return quick ? 0.4 : 1;
  }

  /// {@return seconds before the first sample, mostly for the JIT}
  double firstWarmUp() {
    return quick ? 2.5 : 4;
  }

  /// {@return seconds before any other sample}
  double warmUp() {
    return 0.2;
  }
}
