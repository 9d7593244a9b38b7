package dev.gatun.api.profile;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One thing a worker does in a step, and the time it took so far. Belongs to a [Stopwatch].
public final class Lap {
  final String part;
  final String operation;
  final Pass pass;

  /// What the kernels of one call have to do.
  final List<Work> works = new ArrayList<>();

  long calls;
  long nanos;

  Lap(String part, String operation, Pass pass) {
    this.part = part;
    this.operation = operation;
    this.pass = pass;
  }

  /// {@return kernels that note what they are given to do, to be used in exactly one call}
  ///
  /// @param kernels do the work
  public Kernels counting(Kernels kernels) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (_, method, arguments) -> count(kernels, method, arguments));
  }

  private Object count(Kernels kernels, Method method, Object[] arguments) throws Throwable {
    if (Arrays.asList(method.getParameterTypes()).contains(Tensor.class)) {
      works.add(Work.of(method.getName(), arguments));
    }
    try {
      return method.invoke(kernels, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
