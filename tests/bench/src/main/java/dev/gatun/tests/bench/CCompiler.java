package dev.gatun.tests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Builds the C side of the benchmark with the machine's own compiler, `cc` or what the environment
/// variable `CC` names.
final class CCompiler {
  private static final List<String> FLAGS = List.of("-std=gnu11", "-O3", "-march=native", "-fPIC");

  /// What a file needs beside [#FLAGS]. Linking never gets `-ffast-math`: gcc would add code that
  /// flushes subnormal numbers in the whole process.
  private static final SequencedMap<String, String> SOURCES =
      new TreeMap<>(
          Map.of(
              "products",
              "",
              "peak",
              "",
              "kernels",
              "-fno-math-errno",
              "functions",
              "-ffast-math"));

  private static final Pattern VECTOR_FUNCTION = Pattern.compile("_ZGV[a-z]N(\\d+)v_(\\w+)");

  private final String command = Objects.requireNonNullElse(System.getenv("CC"), "cc");
  private final Path folder;

  private CCompiler(Path folder) {
    this.folder = folder;
  }

  /// What came of it.
  sealed interface Outcome {}

  /// A library that can be loaded, or a program that can be started.
  ///
  /// @param library the file
  /// @param description the compiler, its flags, and for a library which functions it called in
  ///   vectors
  record Compiled(Path library, String description) implements Outcome {}

  /// There is no library.
  ///
  /// @param reason one sentence
  record Failed(String reason) implements Outcome {}

  /// Compiles and links.
  ///
  /// @param folder takes what is made, to be deleted by the caller
  /// @return the library, or why there is none
  static Outcome compile(Path folder) {
    CCompiler compiler = new CCompiler(folder);
    try {
      String version = compiler.run(List.of("--version")).lines().findFirst().orElse("");
      Path library = compiler.build();
      return new Compiled(
          library,
          "%s, %s, kernels.c %s, functions.c %s; libmvec: %s"
              .formatted(
                  version,
                  String.join(" ", FLAGS),
                  SOURCES.get("kernels"),
                  SOURCES.get("functions"),
                  vectorFunctions(library)));
    } catch (IOException e) {
      return compiler.failed(e);
    }
  }

  /// Compiles and links a program.
  ///
  /// @param folder takes what is made, to be deleted by the caller
  /// @param name of the program, and of the source that has its `main`
  /// @param files the other sources and headers that it needs
  /// @param flag of the compiler beside the usual ones
  /// @return the program, or why there is none
  static Outcome program(Path folder, String name, List<String> files, String flag) {
    CCompiler compiler = new CCompiler(folder);
    try {
      String version = compiler.run(List.of("--version")).lines().findFirst().orElse("");
      List<String> words = new ArrayList<>(FLAGS);
      words.addAll(List.of(flag, "-o", name, name + ".c"));
      compiler.copy(name + ".c");
      for (String file : files) {
        compiler.copy(file);
        if (file.endsWith(".c")) {
          words.add(file);
        }
      }
      words.addAll(List.of("-lm", "-lpthread", "-ldl"));
      compiler.run(words);
      return new Compiled(
          folder.resolve(name), "%s, %s %s".formatted(version, String.join(" ", FLAGS), flag));
    } catch (IOException e) {
      return compiler.failed(e);
    }
  }

  private Failed failed(IOException e) {
    return new Failed(
        "no C compiler '%s', so there are no figures of C: %s; install one or set CC"
            .formatted(command, String.valueOf(e.getMessage()).strip()));
  }

  private Path build() throws IOException {
    copy("timed.h");
    copy("pinned.h");
    List<String> link = new ArrayList<>(List.of("-shared", "-o", "libtwins.so"));
    for (var source : SOURCES.entrySet()) {
      copy(source.getKey() + ".c");
      List<String> compile = new ArrayList<>(FLAGS);
      if (!source.getValue().isEmpty()) {
        compile.add(source.getValue());
      }
      compile.addAll(List.of("-c", source.getKey() + ".c", "-o", source.getKey() + ".o"));
      run(compile);
      link.add(source.getKey() + ".o");
    }
    link.addAll(List.of("-lm", "-lpthread"));
    run(link);
    return folder.resolve("libtwins.so");
  }

  private void copy(String file) throws IOException {
    try (@Nullable InputStream stream = CCompiler.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new AssertionError("the C source is missing: " + file);
      }
      Files.write(folder.resolve(file), stream.readAllBytes());
    }
  }

  private String run(List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(arguments);
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException("%s: exit code %d: %s".formatted(words, code, output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + words, e);
    }
    return output;
  }

  /// Names the functions of libmvec that the library calls, as in `expf x16`.
  private static String vectorFunctions(Path library) throws IOException {
    Matcher matcher =
        VECTOR_FUNCTION.matcher(Files.readString(library, StandardCharsets.ISO_8859_1));
    TreeSet<String> names = new TreeSet<>();
    while (matcher.find()) {
      names.add(matcher.group(2) + " x" + matcher.group(1));
    }
    return names.isEmpty() ? "none, exp and tanh are scalar" : String.join(", ", names);
  }
}
