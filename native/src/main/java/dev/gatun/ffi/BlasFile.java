package dev.gatun.ffi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Loads one file, and says what is wrong with it where it does not serve.
final class BlasFile {
  /// A function that every CBLAS has, and without which there is no use in going on.
  private static final String PROBE = "cblas_sgemm";

  /// What OpenBLAS was linked with, in the order in which they need one another. Each is loaded by
  /// its path before OpenBLAS, because libgfortran does not look beside itself for the others.
  static final List<String> COMPANIONS = List.of("libgcc_s.", "libquadmath.", "libgfortran.");

  /// How a library file begins: ELF, PE, and Mach-O for one and for several processors.
  private static final Set<String> MAGIC =
      Set.of("7f454c46", "4d5a", "cffaedfe", "feedfacf", "cafebabe", "cafebabf");

  /// `MKL_THREADING_SEQUENTIAL` of `mkl_service.h`.
  private static final int MKL_SEQUENTIAL = 1;

  /// `OPENBLAS_SEQUENTIAL` of `cblas.h`.
  private static final int SEQUENTIAL = 0;

  private BlasFile() {}

  /// Loads a library with the CBLAS interface, and what it needs where that lies beside it.
  ///
  /// @param file absolute
  /// @return what is wrong with it; empty if it serves
  static Optional<String> fault(Path file) {
    try {
      return unfit(file)
          .or(() -> foreseen(file))
          .or(() -> loadWithCompanions(file))
          .or(() -> useless(file));
    } catch (IllegalCallerException _) {
      return Optional.of(
          "native access is not granted: run java with --enable-native-access=dev.gatun.ffi");
    }
  }

  /// {@return the files of a folder whose names begin so, sorted; none where there is no such
  /// folder}
  static List<Path> startingWith(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static Optional<String> unfit(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of("a folder, not a library");
    }
    if (!Files.exists(file)) {
      return Optional.of("no such file");
    }
    if (!Files.isReadable(file)) {
      return Optional.of("not readable");
    }
    try {
      return isLibrary(file) ? Optional.empty() : Optional.of("not a shared library");
    } catch (IOException e) {
      return Optional.of(oneLine(e.getMessage(), file));
    }
  }

  /// What would end the process later, when the first function is called: MKL loads its parts then.
  private static Optional<String> foreseen(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.startsWith("libmkl_")) {
      return Optional.empty();
    }
    if (!name.startsWith("libmkl_rt.")) {
      return Optional.of("a part of MKL; name libmkl_rt instead");
    }
    if (!hasBeside(file, "libmkl_core.")) {
      return Optional.of("needs libmkl_core beside it");
    }
    boolean threads = hasBeside(file, "libmkl_intel_thread.") && hasBeside(file, "libiomp5.");
    return threads || hasBeside(file, "libmkl_sequential.")
        ? Optional.empty()
        : Optional.of("needs libmkl_sequential, or libmkl_intel_thread and libiomp5, beside it");
  }

  private static boolean hasBeside(Path file, String prefix) {
    return !startingWith(folder(file), prefix).isEmpty();
  }

  /// Loads what is known to be needed and then the file itself. Debian's `libblas` is a front of
  /// the `libopenblas` beside it, but would take the one that is the system's choice at the moment.
  private static Optional<String> loadWithCompanions(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.startsWith("libopenblas")) {
      for (String prefix : COMPANIONS) {
        for (Path companion : startingWith(folder(file), prefix)) {
          Optional<String> fault = unfit(companion).or(() -> load(companion, new HashSet<>()));
          if (fault.isPresent()) {
            return Optional.of("needs %s: %s".formatted(companion, fault.get()));
          }
        }
      }
    } else if (name.startsWith("libblas")) {
      startingWith(realFolder(file), "libopenblas").stream()
          .findFirst()
          .ifPresent(behind -> load(behind, new HashSet<>()));
    }
    return load(file, new HashSet<>());
  }

  private static Path folder(Path file) {
    return file.resolveSibling(".").normalize();
  }

  private static Path realFolder(Path file) {
    try {
      return folder(file.toRealPath());
    } catch (IOException _) {
      return folder(file);
    }
  }

  /// Loads a file, and first what it needs where the loader found that nowhere but it lies beside.
  ///
  /// @param asked what was loaded for that reason; nothing is loaded twice
  private static Optional<String> load(Path file, Set<Path> asked) {
    while (true) {
      try {
        System.load(file.toString());
        return Optional.empty();
      } catch (UnsatisfiedLinkError e) {
        String words = oneLine(e.getMessage(), file);
        Optional<Path> beside =
            needed(words).map(file::resolveSibling).filter(Files::isRegularFile);
        if (beside.isEmpty() || !asked.add(beside.get()) || load(beside.get(), asked).isPresent()) {
          return Optional.of(words);
        }
      }
    }
  }

  /// The library that another one needs and that is nowhere, by the words of glibc, musl and dyld.
  private static Optional<String> needed(String words) {
    Matcher needs =
        Pattern.compile(
                "([^\\s:/]+): cannot open shared object file"
                    + "|Error loading shared library ([^\\s:/]+):"
                    + "|Library not loaded: (?:\\S*/)?(\\S+)")
            .matcher(words);
    return needs.find()
        ? IntStream.rangeClosed(1, needs.groupCount())
            .mapToObj(needs::group)
            .filter(Objects::nonNull)
            .findFirst()
        : Optional.empty();
  }

  /// What is wrong with a library that was loaded.
  private static Optional<String> useless(Path file) {
    BlasSymbols symbols = BlasSymbols.of(file);
    if (!symbols.has(PROBE)) {
      return Optional.of("has no function " + PROBE);
    }
    if (hasBeside(file, "libmkl_sequential.")) {
      // Before any other call. Gatun's threads are Java's, and MKL's own may need what is not
      // there.
      symbols.tell("MKL_Set_Threading_Layer", MKL_SEQUENTIAL);
    }
    if (symbols.takesLongs()) {
      return Optional.of("built for 64-bit integers (ILP64); Gatun needs a build for 32-bit ones");
    }
    // Its buffers have no lock, or one that cannot be asked for: of products on two threads at once
    // some are wrong. https://github.com/OpenMathLib/OpenBLAS/issues/2164
    return symbols.number("openblas_get_parallel").filter(kind -> kind == SEQUENTIAL).isPresent()
        ? Optional.of(
            "built for one thread, and may return wrong numbers when called from several;"
                + " Gatun needs a build with threads, such as libopenblas0-pthread")
        : Optional.empty();
  }

  /// Looks at the first bytes: asked to load anything else, the JVM would warn on standard error
  /// that the file may have disabled the stack guard.
  private static boolean isLibrary(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      String magic = HexFormat.of().formatHex(bytes.readNBytes(4));
      return MAGIC.stream().anyMatch(magic::startsWith);
    }
  }

  /// The loader's words without the path, which it repeats, and without line breaks.
  private static String oneLine(@Nullable String message, Path file) {
    String words = message == null ? "cannot be loaded" : message.replaceAll("\\s+", " ").strip();
    String prefix = file + ": ";
    while (words.startsWith(prefix)) {
      words = words.substring(prefix.length());
    }
    return words;
  }
}
