package dev.gatun.ffi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What the processor can do, as far as it decides which kernels of a library are the fastest.
///
/// @param vendor as in `AuthenticAMD`; empty where unknown
/// @param vectors the widest vectors that the libraries have kernels for
record Processor(String vendor, Vectors vectors) {
  /// Vector instructions of x86-64, the slowest first.
  enum Vectors {
    /// Unknown, or none of those below.
    NONE("SSE", 1),
    /// 256 bits, multiplying and adding apart.
    AVX("AVX", 2),
    /// 256 bits with fused multiply-add.
    AVX2("AVX2", 4),
    /// 512 bits, in the set of instructions that Skylake brought.
    AVX512("AVX-512", 8);

    final String title;
    final int speed;

    /// Names a set of instructions.
    ///
    /// @param title for people
    /// @param speed of matrix products, in round multiples of the slowest
    Vectors(String title, int speed) {
      this.title = title;
      this.speed = speed;
    }
  }

  /// {@return the processor of this machine, as Linux describes it; nothing is known elsewhere}
  static Processor current() {
    // One processor of perhaps hundreds: Linux writes the file while it is read.
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return of(lines.takeWhile(line -> !line.isBlank()).toList());
    } catch (IOException | UncheckedIOException _) {
      return of(List.of());
    }
  }

  /// {@return a processor by its description}
  ///
  /// @param lines of `/proc/cpuinfo`; the first processor counts
  static Processor of(List<String> lines) {
    Set<String> flags = Set.of(value(lines, "flags").split(" "));
    return new Processor(value(lines, "vendor_id"), vectors(flags));
  }

  private static Vectors vectors(Set<String> flags) {
    Map<Vectors, List<String>> needed =
        Map.of(
            Vectors.AVX512, List.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"),
            Vectors.AVX2, List.of("avx2", "fma"),
            Vectors.AVX, List.of("avx"));
    return List.of(Vectors.AVX512, Vectors.AVX2, Vectors.AVX).stream()
        .filter(kind -> flags.containsAll(needed.get(kind)))
        .findFirst()
        .orElse(Vectors.NONE);
  }

  private static String value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .orElse("");
  }
}
