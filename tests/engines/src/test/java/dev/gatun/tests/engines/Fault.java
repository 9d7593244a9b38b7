package dev.gatun.tests.engines;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One thing an engine does wrong.
///
/// @param rule which tells it
/// @param operation that is wrong
/// @param what is wrong
/// @param mistake in place of the operation
record Fault(String rule, String operation, String what, Mistake mistake) {
  /// What is done in place of an operation.
  @FunctionalInterface
  interface Mistake {
    /// Does it.
    ///
    /// @param call what was called
    void make(Call call);
  }

  /// A call of an operation.
  static final class Call {
    private final Kernels right;
    private final Method method;
    private final @Nullable Object[] arguments;
    private @Nullable Object result;

    Call(Kernels right, Method method, @Nullable Object[] arguments) {
      this.right = right;
      this.method = method;
      this.arguments = arguments;
    }

    /// {@return kernels without the fault}
    Kernels right() {
      return right;
    }

    Object argument(int index) {
      return Objects.requireNonNull(arguments[index]);
    }

    boolean has(int index) {
      return arguments[index] != null;
    }

    Tensor tensor(int index) {
      return (Tensor) argument(index);
    }

    double scalar(int index) {
      return ((Number) argument(index)).doubleValue();
    }

    @Nullable Object result() {
      return result;
    }

    void result(Object value) {
      result = value;
    }

    /// Does what is right.
    void proceed() {
      result = invoke(right, method, arguments);
    }

    /// Does what is right for another argument.
    void proceed(int index, @Nullable Object value) {
      @Nullable Object[] changed = arguments.clone();
      changed[index] = value;
      result = invoke(right, method, changed);
    }
  }

  /// {@return kernels with this fault}
  ///
  /// @param right kernels without
  Kernels in(Kernels right) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (_, method, arguments) -> {
              if (arguments == null || !method.getName().equals(operation)) {
                return invoke(right, method, arguments == null ? new Object[0] : arguments);
              }
              Call call = new Call(right, method, arguments);
              mistake.make(call);
              return call.result;
            });
  }

  private static @Nullable Object invoke(
      Kernels right, Method method, @Nullable Object[] arguments) {
    try {
      return method.invoke(right, arguments);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case null, default -> throw new AssertionError(e);
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError("the SPI is public", e);
    }
  }

  static float at(Tensor tensor, long i) {
    return tensor.segment().getAtIndex(JAVA_FLOAT, i);
  }

  static void put(Tensor tensor, long i, double value) {
    tensor.segment().setAtIndex(JAVA_FLOAT, i, (float) value);
  }

  static int integer(Tensor tensor, long i) {
    return tensor.segment().getAtIndex(JAVA_INT, i);
  }

  static void put(Tensor tensor, long i, int value) {
    tensor.segment().setAtIndex(JAVA_INT, i, value);
  }

  /// Changes the last element by one part in a thousand.
  static void spoil(Tensor tensor) {
    long last = tensor.size() - 1;
    if (last >= 0) {
      put(tensor, last, at(tensor, last) * 1.001);
    }
  }

  /// Leaves eleven bits of each element, as float16 has.
  static void halve(Tensor tensor) {
    for (long i = 0; i < tensor.size(); i++) {
      int bits = tensor.segment().getAtIndex(JAVA_INT, i);
      tensor.segment().setAtIndex(JAVA_INT, i, bits & 0xFFFFE000);
    }
  }

  /// Puts 0 in place of NaN.
  static void hideNaN(Tensor tensor) {
    for (long i = 0; i < tensor.size(); i++) {
      if (Float.isNaN(at(tensor, i))) {
        put(tensor, i, 0.0);
      }
    }
  }

  @Override
  public String toString() {
    return "%s: %s %s".formatted(rule, operation, what);
  }
}
