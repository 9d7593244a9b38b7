package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.cli.Main;
import dev.gatun.runner.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a command left behind.
///
/// @param code its exit code
/// @param out all of standard output
/// @param err all of standard error
record Command(int code, String out, String err) {
  /// {@return what came of a command}
  ///
  /// @param words after `gatun`
  static Command gatun(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            words,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Command(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// {@return what a process of its own needs on its class path}
  static String classPath() {
    return Main.class.getClassLoader() instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
        : System.getProperty("java.class.path");
  }

  /// {@return what came of a run of few digits, done in a moment}
  ///
  /// @param folder of the run
  /// @param words more options
  static Command quickRun(Path folder, String... words) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(quickDigits());
    all.addAll(List.of("--out", folder.toString()));
    all.addAll(List.of(words));
    return gatun(all.toArray(String[]::new));
  }

  /// {@return the words for a definition that is done in a moment, on one thread of engine java}
  static List<String> quickDigits() {
    List<String> words = new ArrayList<>(List.of("digits", "--engine", "java", "--threads", "1"));
    for (String change :
        List.of(
            "collect.source.examples=200",
            "collect.source.test-examples=100",
            "model.layers.hidden.units=8",
            "train.epochs=2")) {
      words.addAll(List.of("--set", change));
    }
    return words;
  }

  /// {@return standard output as one JSON object}
  Map<String, @Nullable Object> json() {
    return Json.readObject(out);
  }

  /// {@return standard output as one JSON object, after checking that the command was done}
  Map<String, @Nullable Object> done() {
    assertThat(code).as(err + out).isZero();
    return json();
  }

  /// {@return a number in a tree of JSON}
  ///
  /// @param tree of maps
  /// @param path keys from the root on
  static double number(Map<String, @Nullable Object> tree, String... path) {
    @Nullable Object at = tree;
    for (String key : path) {
      at = at instanceof Map<?, ?> map ? map.get(key) : null;
    }
    if (at instanceof Number number) {
      return number.doubleValue();
    }
    throw new AssertionError("no number at %s in %s".formatted(String.join(".", path), tree));
  }

  /// {@return the `error` of a JSON document}
  @SuppressWarnings("unchecked") // what Json reads has string keys
  Map<String, Object> error() {
    return (Map<String, Object>) Objects.requireNonNull(json().get("error"));
  }
}
