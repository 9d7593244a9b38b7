package dev.gatun.engine.openblas;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/// The arguments of one LAPACK call, in memory that is freed with this object.
///
/// Fortran takes every argument by address, and matrices by columns: what is row-major here is the
/// transposed matrix there. Confined to one thread.
final class LapackCall implements AutoCloseable {
  /// The length of a character argument, which Fortran takes at the end.
  static final long LENGTH = 1;

  private static final int TILE = 32;

  private final String operation;
  private final boolean single;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment info = integer(0);

  /// Prepares a call.
  ///
  /// @param operation for messages
  /// @param type F32 or F64
  LapackCall(String operation, ElementType type) {
    this.operation = operation;
    this.single = type == ElementType.F32;
  }

  /// A routine with its arguments bound, [#info] among them.
  interface Routine {
    /// Calls it.
    ///
    /// @param work memory to work in; its first element is the best size, once called with −1
    /// @param length its elements, or −1 to ask
    /// @throws Throwable nothing that is checked
    void call(MemorySegment work, MemorySegment length) throws Throwable;
  }

  /// {@return the routine for the type of the numbers}
  ///
  /// @param forFloats the one whose name begins with `s`
  /// @param forDoubles the one whose name begins with `d`
  MethodHandle routine(Supplier<MethodHandle> forFloats, Supplier<MethodHandle> forDoubles) {
    return single ? forFloats.get() : forDoubles.get();
  }

  MemorySegment character(char value) {
    return arena.allocateFrom(JAVA_BYTE, (byte) value);
  }

  /// {@return an integer that is right for a library of 32-bit integers and, where the lower bytes
  /// come first, for one of 64 bits too}
  MemorySegment integer(int value) {
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      return arena.allocateFrom(JAVA_LONG, value);
    }
    return arena.allocateFrom(JAVA_INT, value);
  }

  MemorySegment number(double value) {
    return single
        ? arena.allocateFrom(JAVA_FLOAT, (float) value)
        : arena.allocateFrom(JAVA_DOUBLE, value);
  }

  /// {@return memory for as many integers of either size}
  MemorySegment integers(long count) {
    return arena.allocate(JAVA_LONG, countable(count));
  }

  MemorySegment numbers(long count) {
    return arena.allocate((single ? JAVA_FLOAT : JAVA_DOUBLE).byteSize() * countable(count), 64);
  }

  MemorySegment copy(Tensor x) {
    return numbers(x.size()).copyFrom(x.segment());
  }

  /// {@return where the routine says how it ended}
  MemorySegment info() {
    return info;
  }

  /// Calls a routine twice: for the size of its working memory, and for good.
  ///
  /// @param minimum elements of working memory that the routine's documentation demands
  /// @return what it says in [#info], at least 0
  int run(long minimum, Routine routine) {
    countable(minimum);
    MemorySegment answer = numbers(1);
    invoke(routine, answer, integer(-1));
    // A size beyond 2²⁴ may have been rounded down to a float.
    double best = single ? Math.nextUp(answer.get(JAVA_FLOAT, 0)) : answer.get(JAVA_DOUBLE, 0);
    int length = Math.max((int) minimum, (int) best);
    return invoke(routine, numbers(length), integer(length));
  }

  /// Calls a routine that needs no working memory.
  ///
  /// @return what it says in [#info], at least 0
  int run(Routine routine) {
    return invoke(routine, MemorySegment.NULL, MemorySegment.NULL);
  }

  private int invoke(Routine routine, MemorySegment work, MemorySegment length) {
    try {
      routine.call(work, length);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new AssertionError("LAPACK declares no checked exception", t);
    }
    int value = info.get(JAVA_INT, 0);
    if (value < 0) {
      throw new IllegalStateException(
          "%s: LAPACK must accept every argument, rejected number %d; name another library by GATUN_BLAS"
              .formatted(operation, -value));
    }
    return value;
  }

  /// {@return the exception for an iteration that did not converge}
  ///
  /// @param outcome what [#run] returned
  ArithmeticException divergence(int outcome) {
    return new ArithmeticException(
        "%s: LAPACK's iteration must converge, %d values did not; use engine java"
            .formatted(operation, outcome));
  }

  private long countable(long count) {
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: LAPACK works in at most %d elements, this needs %d; use engine java"
              .formatted(operation, Integer.MAX_VALUE, count));
    }
    return count;
  }

  /// Transposes a matrix: `to[j·stride + i] = from[i·columns + j]`.
  ///
  /// @param stride elements between rows of `to`, at least `rows`
  void transpose(MemorySegment from, int rows, int columns, MemorySegment to, int stride) {
    for (int top = 0; top < rows; top += TILE) {
      int bottom = Math.min(top + TILE, rows);
      for (int j = 0; j < columns; j++) {
        for (int i = top; i < bottom; i++) {
          move(from, (long) i * columns + j, to, (long) j * stride + i);
        }
      }
    }
  }

  /// Transposes back: `to[i·columns + j] = from[j·stride + i]`.
  ///
  /// @param stride elements between rows of `from`, at least `rows`
  void transposeBack(MemorySegment from, int stride, MemorySegment to, int rows, int columns) {
    for (int top = 0; top < rows; top += TILE) {
      int bottom = Math.min(top + TILE, rows);
      for (int j = 0; j < columns; j++) {
        for (int i = top; i < bottom; i++) {
          move(from, (long) j * stride + i, to, (long) i * columns + j);
        }
      }
    }
  }

  private void move(MemorySegment from, long source, MemorySegment to, long target) {
    if (single) {
      to.setAtIndex(JAVA_FLOAT, target, from.getAtIndex(JAVA_FLOAT, source));
    } else {
      to.setAtIndex(JAVA_DOUBLE, target, from.getAtIndex(JAVA_DOUBLE, source));
    }
  }

  /// Sets what is left of the diagonal of a matrix, or right of it, to zero.
  ///
  /// @param y overwritten there
  /// @param below whether left of the diagonal
  static void clear(Tensor y, boolean below) {
    long size = y.type().bytes();
    for (int i = 0; i < y.rows(); i++) {
      long from = below ? 0 : Math.min(i + 1, y.columns());
      long to = below ? Math.min(i, y.columns()) : y.columns();
      long row = (long) i * y.columns();
      y.segment().asSlice((row + from) * size, (to - from) * size).fill((byte) 0);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
