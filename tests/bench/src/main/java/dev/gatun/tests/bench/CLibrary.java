package dev.gatun.tests.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gatun.engine.Tensor;
import dev.gatun.ffi.openblas.Cblas;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/// The C side of the benchmark, loaded into this process: it calls the very library that the
/// engines call, on the same tensors. Every function returns the seconds that C measured.
final class CLibrary {
  private static final FunctionDescriptor SGEMM =
      FunctionDescriptor.of(
          JAVA_DOUBLE,
          ADDRESS,
          JAVA_LONG,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          ADDRESS,
          ADDRESS,
          ADDRESS);
  private static final FunctionDescriptor TWIN =
      FunctionDescriptor.of(
          JAVA_DOUBLE,
          JAVA_LONG,
          JAVA_LONG,
          JAVA_LONG,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          ADDRESS);

  private final SymbolLookup symbols;
  private final MethodHandle sgemm;
  private final MethodHandle peak;
  private final MethodHandle pass;
  private final double peakOperations;
  private final int peakBits;

  private CLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
    sgemm = function("timed_sgemm", SGEMM);
    peak = function("timed_peak", FunctionDescriptor.of(JAVA_DOUBLE, JAVA_LONG, JAVA_INT));
    pass = function("pass_seconds", FunctionDescriptor.of(JAVA_DOUBLE));
    MethodHandle operations = function("peak_operations", FunctionDescriptor.of(JAVA_LONG));
    MethodHandle bits = function("peak_bits", FunctionDescriptor.of(JAVA_INT));
    try {
      peakOperations = (double) (long) operations.invokeExact();
      peakBits = (int) bits.invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Loads the library for as long as the process lives.
  ///
  /// @param file that [CCompiler] made; may be deleted afterwards
  /// @return its functions
  @SuppressWarnings("restricted") // the benchmark is granted native access
  static CLibrary load(Path file) {
    return new CLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
  }

  @SuppressWarnings("restricted") // the benchmark is granted native access
  private MethodHandle function(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
  }

  /// Multiplies by the loaded `cblas_sgemm`: `c = op(a)·op(b)`.
  ///
  /// @param repeats how many times
  /// @param shape of the product
  /// @param operands of that shape
  /// @return seconds for all of them
  double sgemm(long repeats, ProductShape shape, ProductShape.Operands operands) {
    try {
      return (double)
          sgemm.invokeExact(
              Cblas.cblas_sgemm$address(),
              repeats,
              shape.transposeA() ? 1 : 0,
              shape.transposeB() ? 1 : 0,
              shape.m(),
              shape.n(),
              shape.k(),
              operands.a().segment(),
              operands.b().segment(),
              operands.c().segment());
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// {@return the twin of a kernel, as a contestant}
  ///
  /// @param name of the function without `timed_`
  /// @param rows what the function takes for rows
  /// @param columns what the function takes for columns
  /// @param operands the pointers a to e, as many as the function uses
  Rounds.Contestant twin(String name, long rows, long columns, List<Tensor> operands) {
    MethodHandle function = function("timed_" + name, TWIN);
    MemorySegment[] pointers = new MemorySegment[5];
    for (int i = 0; i < pointers.length; i++) {
      pointers[i] = i < operands.size() ? operands.get(i).segment() : MemorySegment.NULL;
    }
    return repeats -> {
      try {
        return (double)
            function.invokeExact(
                repeats,
                rows,
                columns,
                pointers[0],
                pointers[1],
                pointers[2],
                pointers[3],
                pointers[4]);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    };
  }

  /// {@return fused multiply-adds in registers, in FLOP/s}
  ///
  /// @param threads at least 1, at most 256
  double peak(int threads) {
    double best = 0;
    for (int i = 0; i < 3; i++) {
      long repeats = 2000;
      try {
        double seconds = (double) peak.invokeExact(repeats, threads);
        best = Math.max(best, repeats * threads * peakOperations / seconds);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }
    return best;
  }

  /// {@return how two threads work together just now}
  OwnCores.Probe cores() {
    try {
      return new OwnCores.Probe(peak(1), peak(2), (double) pass.invokeExact());
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// {@return the width of the vectors of [#peak]}
  int peakBits() {
    return peakBits;
  }

  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof RuntimeException exception) {
      return exception;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a C function declares no checked exception", e);
  }
}
