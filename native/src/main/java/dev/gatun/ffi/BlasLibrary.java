package dev.gatun.ffi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The BLAS library of this process, or why there is none.
///
/// The classes of `dev.gatun.ffi.openblas` and [Sgemm] may be called once [#load] has returned
/// [Loaded]; a function that not every library has is asked for by [Loaded#has] first.
public sealed interface BlasLibrary {

  /// Finds and loads the library, the first time it is called; later calls return the same value.
  ///
  /// In this order:
  ///
  /// 1. the system property `gatun.blas`, or else the environment variable `GATUN_BLAS`, names the
  ///    one file to load, and nothing takes its place where it does not serve;
  /// 2. `PLATFORM` (as in `linux-x86_64`) of the folder that the system property `gatun.natives`
  ///    names;
  /// 3. `PLATFORM` of `natives` beside this module's jar or class folder, as Gatun is distributed;
  /// 4. the class path, where it has the artifact `org.bytedeco:openblas:VERSION:PLATFORM`. Its
  ///    files are extracted once to a folder that only the user can write to, and checked and used
  ///    again by later processes: `gatun/natives/` of `$XDG_CACHE_HOME` or `~/.cache`, on macOS of
  ///    `~/Library/Caches`, on Windows of `%LOCALAPPDATA%`.
  ///
  /// What a library needs is taken from beside it where the system does not have it. May be called
  /// from any thread.
  ///
  /// @return [Loaded] with at least `cblas_sgemm` of 32-bit integers, which several threads may
  ///   call at once, or [Missing]; nothing is thrown for a file that is missing, unreadable or no
  ///   such library
  static BlasLibrary load() {
    return BlasSearch.Once.LIBRARY;
  }

  /// A library that is loaded for as long as the process lives.
  ///
  /// @param path absolute, of the file
  /// @param origin what led to it: `gatun.blas`, `GATUN_BLAS`, `gatun.natives`, `bundled` or `class
  ///   path`
  /// @param name `OpenBLAS`, `BLIS`, `MKL`, `ATLAS`, or `CBLAS` where it does not say
  /// @param version as in `0.3.31`; empty where the library does not say
  /// @param config its own words on how it was built, as in `OpenBLAS 0.3.31 DYNAMIC_ARCH ...`;
  ///   empty where it has none
  /// @param coreName the processor family whose kernels it runs, as in `SkylakeX`; empty where it
  ///   does not say
  /// @param warning what makes it slower than this processor can be, and what to do about it
  record Loaded(
      Path path,
      String origin,
      String name,
      String version,
      String config,
      String coreName,
      Optional<String> warning)
      implements BlasLibrary {
    /// The functions of LAPACK that Gatun is bound to.
    static final List<String> LAPACK =
        List.of(
            "sgesdd_", "dgesdd_", "sgelsd_", "dgelsd_", "spotrf_", "dpotrf_", "spotrs_", "dpotrs_",
            "ssyevd_", "dsyevd_", "sgeqrf_", "dgeqrf_", "sorgqr_", "dorgqr_");

    /// {@return whether the library, or one that it was linked with, has a function of this name}
    ///
    /// @param symbol as in C, such as `cblas_sgemm_batch`, or as Fortran has it, such as `sgesdd_`
    public boolean has(String symbol) {
      return BlasSymbols.of(path).has(symbol);
    }

    /// {@return whether linear algebra can be left to the library: it has all functions of LAPACK
    /// that Gatun is bound to}
    public boolean hasLapack() {
      BlasSymbols symbols = BlasSymbols.of(path);
      return LAPACK.stream().allMatch(symbols::has);
    }

    /// {@return how many threads one call from this thread may use}
    public int threads() {
      BlasSymbols symbols = BlasSymbols.of(path);
      return symbols
          .number("openblas_get_num_threads")
          .or(() -> symbols.number("bli_thread_get_num_threads"))
          .or(() -> symbols.number("MKL_Get_Max_Threads"))
          // BLIS answers -1 where nobody has set a number, and then uses 1.
          .map(count -> Math.max(1, count))
          .orElse(1);
    }

    /// Sets how many threads one call may use, in a library that has any; not meant for hot paths.
    ///
    /// @param count at least 1
    public void useThreads(int count) {
      BlasSymbols symbols = BlasSymbols.of(path);
      symbols.tell("openblas_set_num_threads", count);
      symbols.tell("bli_thread_set_num_threads", count);
      symbols.tell("MKL_Set_Num_Threads", count);
    }

    /// {@return whether [#useThreads] reaches no calls but those of the thread it was called from},
    /// as it is with an OpenBLAS that takes its threads from OpenMP
    public boolean threadsPerCaller() {
      return name.equals("OpenBLAS") && config.contains("USE_OPENMP");
    }
  }

  /// No library could be loaded.
  ///
  /// @param reason everything that was tried, in order, and why each failed
  /// @param remedy what a person can do about it
  record Missing(String reason, String remedy) implements BlasLibrary {}
}
