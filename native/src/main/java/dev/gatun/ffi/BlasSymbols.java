package dev.gatun.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The functions of one loaded file and of what it was linked with, and calls of the few that say
/// what it is. Calling a function that is not there does nothing and answers with an empty
/// optional.
///
/// @param lookup sees this file alone: the class loader's would also see libraries that were loaded
///   before and did not serve
record BlasSymbols(SymbolLookup lookup) {
  /// Each look-up opens the file once more, and closes it never.
  private static final Map<Path, BlasSymbols> OPENED = new ConcurrentHashMap<>();

  /// What to do with a function.
  @FunctionalInterface
  private interface Call<T> {
    T of(MethodHandle handle) throws Throwable;
  }

  /// {@return the functions of a file}
  ///
  /// @param file is loaded, if it was not; it stays so, because not every library survives being
  ///   unloaded
  /// @throws IllegalArgumentException if it cannot be loaded
  static BlasSymbols of(Path file) {
    return OPENED.computeIfAbsent(
        file, path -> new BlasSymbols(SymbolLookup.libraryLookup(path, Arena.global())));
  }

  boolean has(String name) {
    return lookup.find(name).isPresent();
  }

  /// Calls `char *name(void)`, or one that takes an integer.
  Optional<String> text(String name, int argument) {
    return ask(name, argument)
        .map(address -> MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0));
  }

  /// Calls `int name(void)`.
  Optional<Integer> number(String name) {
    return ask(name, 0).map(Long::intValue);
  }

  /// Calls `void name(int)`, or one that takes 64 bits or returns something of no interest.
  void tell(String name, int argument) {
    ask(name, argument);
  }

  /// Calls whatever takes an integer or nothing and returns an integer, an address or nothing:
  /// linking each kind by itself would take 10 ms of the start. Arguments and results are passed in
  /// registers, of which C reads and writes as much as it declares.
  private Optional<Long> ask(String name, int argument) {
    return call(
        name,
        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG),
        handle -> (long) handle.invokeExact((long) argument));
  }

  /// Calls `void name(char *text, int length)`, which pads the text with blanks.
  Optional<String> textInto(String name, int length) {
    return call(
        name,
        FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT),
        handle -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(length + 1L);
            handle.invokeExact(text, length);
            return text.getString(0).strip();
          }
        });
  }

  /// {@return whether integers are of 64 bits}
  ///
  /// OpenBLAS says so. Another is asked for the dot product, 1, of vectors of 1 element, the upper
  /// half of that count being all ones: whoever takes 32 bits sees the 1, whoever takes 64 a
  /// negative count and answers 0. This reads no memory it should not, on processors whose callees
  /// ignore the upper half (x86-64 and 64-bit ARM; elsewhere nothing is asked).
  boolean takesLongs() {
    Optional<String> config = text("openblas_get_config", 0);
    if (config.isPresent()) {
      return config.get().contains("USE64BITINT");
    }
    String platform = Platform.current();
    if (!platform.endsWith("-x86_64") && !platform.endsWith("-arm64")) {
      return false;
    }
    return call(
            "cblas_sdot",
            FunctionDescriptor.of(JAVA_FLOAT, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG),
            handle -> {
              try (Arena arena = Arena.ofConfined()) {
                MemorySegment one = arena.allocateFrom(JAVA_FLOAT, 1f);
                long count = -1L << Integer.SIZE | 1;
                return (float) handle.invokeExact(count, one, 1L, one, 1L);
              }
            })
        .filter(sum -> sum == 0f)
        .isPresent();
  }

  private <T> Optional<T> call(String name, FunctionDescriptor descriptor, Call<T> call) {
    Optional<MemorySegment> address = lookup.find(name);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(call.of(Linker.nativeLinker().downcallHandle(address.get(), descriptor)));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(name + " declares no checked exception", e);
    }
  }
}
