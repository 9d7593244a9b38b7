package dev.gatun.ffi;

import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;

/// The BLAS library of this process, or why there is none.
///
/// The classes of `dev.gatun.ffi.openblas` may be called once [#load] has returned [Loaded]; a
/// function that not every library has is asked for by [Loaded#has] first.
public sealed interface BlasLibrary {

  /// Finds and loads the library, the first time it is called; later calls return the same value.
  ///
  /// The system property `gatun.blas`, or else the environment variable `GATUN_BLAS`, names the one
  /// file to load, and nothing takes its place where it does not serve. With neither set, the
  /// OpenBLAS that comes with Gatun is looked for in `PLATFORM` (as in `linux-x86_64`) of the
  /// folder that the system property `gatun.natives` names, then of `natives` beside this module's
  /// jar or class folder. May be called from any thread.
  ///
  /// @return [Loaded] with at least `cblas_sgemm`, or [Missing]; nothing is thrown for a file that
  ///   is missing, unreadable or no such library
  static BlasLibrary load() {
    return BlasSearch.Once.LIBRARY;
  }

  /// A library that is loaded for as long as the process lives.
  ///
  /// @param path absolute, of the file
  /// @param origin what led to it: `gatun.blas`, `GATUN_BLAS`, `gatun.natives` or `bundled`
  /// @param config how OpenBLAS says it was built, as in `OpenBLAS 0.3.31 DYNAMIC_ARCH ...`; empty
  ///   for another library
  /// @param coreName the processor family whose kernels OpenBLAS runs, as in `SkylakeX`; empty for
  ///   another library
  record Loaded(Path path, String origin, String config, String coreName) implements BlasLibrary {

    /// {@return whether the library has a function of this name}
    ///
    /// @param symbol as in C, such as `cblas_sgemm_batch`, or as Fortran has it, such as `sgesdd_`
    public boolean has(String symbol) {
      return SymbolLookup.loaderLookup().find(symbol).isPresent();
    }
  }

  /// No library could be loaded.
  ///
  /// @param reason everything that was tried, in order, and why each failed
  /// @param remedy what a person can do about it
  record Missing(String reason, String remedy) implements BlasLibrary {}
}
