package dev.gatun.tests.bench;

import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.ffi.BlasLibrary;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Who is compared.
///
/// @param c the C side; empty without a compiler
/// @param openblas the engine of that name; empty where there is no library
/// @param java the engine of that name
record Sides(Optional<CLibrary> c, Optional<Engine> openblas, Engine java) {
  static final String C = "C";
  static final String OPENBLAS = "openblas";
  static final String JAVA = "java";

  /// Opens the engines.
  ///
  /// @param c the C side; empty without a compiler
  /// @return all that there are
  static Sides open(Optional<CLibrary> c) {
    Engines engines = Engines.load(Sides.class.getClassLoader());
    Optional<Engine> openblas = Optional.empty();
    if (BlasLibrary.load() instanceof BlasLibrary.Loaded) {
      openblas = Optional.of(engines.open(OPENBLAS).engine());
    }
    return new Sides(c, openblas, engines.open(JAVA).engine());
  }

  /// {@return the C side where it has a library to call}
  Optional<CLibrary> multiplyingC() {
    return openblas.isPresent() ? c : Optional.empty();
  }

  /// Sets how many threads a product of an engine may use.
  ///
  /// @param count at least 1
  void threads(int count) {
    openblas.ifPresent(engine -> engine.threads(count));
    java.threads(count);
  }

  /// Lets the library use threads of its own for a while, as C would; engines have it use one.
  ///
  /// @param count at least 1
  /// @param timed what is measured meanwhile
  /// @return what that gives
  static double withLibraryThreads(int count, DoubleSupplier timed) {
    if (count == 1 || !(BlasLibrary.load() instanceof BlasLibrary.Loaded library)) {
      return timed.getAsDouble();
    }
    library.useThreads(count);
    try {
      return timed.getAsDouble();
    } finally {
      library.useThreads(1);
    }
  }
}
