package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A sample call whose tensors lie in an engine's memory, each as a view between canaries.
final class Loaded {
  /// Elements before and after each tensor: 64 bytes at least, whatever the type.
  static final int MARGIN = 64;

  private static final double UNWRITTEN_INDEX = -7;

  private final Engine engine;
  private final Sample sample;
  private final List<Operand> operands;
  private final Tensor[] buffers;
  private final Tensor[] tensors;
  private final double[][] canaries;
  private final int start;
  private final Consumer<Sample> calls;

  /// Copies a call's operands into a workspace.
  ///
  /// @param shift elements by which the tensors miss the alignment of 64 bytes
  /// @param calls is told every call
  Loaded(Engine engine, Workspace workspace, Sample sample, int shift, Consumer<Sample> calls) {
    this.calls = calls;
    this.engine = engine;
    this.sample = sample;
    this.operands = sample.operands();
    this.buffers = new Tensor[operands.size()];
    this.tensors = new Tensor[operands.size()];
    this.canaries = new double[operands.size()][];
    this.start = MARGIN + shift;
    for (int i = 0; i < buffers.length; i++) {
      Operand operand = operands.get(i);
      ElementType own = operand.type();
      int size = operand.size() + 2 * MARGIN;
      buffers[i] = workspace.allocate(own == null ? engine.type() : own, Shape.of(size));
      tensors[i] = buffers[i].range(start, operand.shape());
      canaries[i] = canaries(operand, start);
      engine.upload(canaries[i], buffers[i]);
    }
  }

  private static double[] canaries(Operand operand, int from) {
    double[] values = new double[operand.size() + 2 * MARGIN];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + i % 101;
    }
    if (operand.role() == Operand.Role.OUTPUT) {
      double unwritten = operand.type() == ElementType.I32 ? UNWRITTEN_INDEX : Double.NaN;
      Arrays.fill(values, from, from + operand.size(), unwritten);
    } else {
      System.arraycopy(operand.values(), 0, values, from, operand.size());
    }
    return values;
  }

  Sample sample() {
    return sample;
  }

  List<Operand> operands() {
    return operands;
  }

  /// {@return how many elements lie before each tensor}
  int start() {
    return start;
  }

  Tensor tensor(int operand) {
    return tensors[operand];
  }

  Tensor tensor(String name) {
    return tensors[index(name)];
  }

  private int index(String name) {
    return operands.indexOf(sample.operand(name));
  }

  /// Puts another tensor in an operand's place.
  void replace(int operand, Tensor tensor) {
    tensors[operand] = tensor;
  }

  void replace(String name, Tensor tensor) {
    replace(index(name), tensor);
  }

  /// Brings the tensors back to what they were before the call.
  void reset() {
    for (int i = 0; i < buffers.length; i++) {
      if (operands.get(i).isWritten()) {
        engine.upload(canaries[i], buffers[i]);
      }
    }
  }

  /// {@return the arguments as the operation takes them}
  @Nullable Object[] arguments() {
    @Nullable Object[] arguments = sample.arguments().clone();
    int next = 0;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof Operand) {
        arguments[i] = tensors[next++];
      } else if (arguments[i] instanceof Operand[] list) {
        arguments[i] = Arrays.copyOfRange(tensors, next, next + list.length);
        next += list.length;
      }
    }
    return arguments;
  }

  void call() {
    call(engine, arguments());
  }

  /// Calls the operation.
  @Nullable Object call(Kernels kernels, @Nullable Object[] arguments) {
    calls.accept(sample);
    try {
      return sample.method().invoke(kernels, arguments);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new AssertionError("operations declare no exception", e);
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError("the SPI is public", e);
    }
  }

  /// {@return the elements of an operand}
  double[] values(int operand) {
    return engine.download(tensors[operand]);
  }

  double[] values(String name) {
    return values(index(name));
  }

  /// {@return the elements of the operands the call writes, in their order}
  double[][] outputs() {
    return operands.stream()
        .filter(Operand::isWritten)
        .map(operand -> engine.download(tensors[operands.indexOf(operand)]))
        .toArray(double[][]::new);
  }

  /// {@return the elements before the call, canaries included}
  double[] before(int operand) {
    return canaries[operand];
  }

  /// {@return the elements now, canaries included}
  double[] around(int operand) {
    return engine.download(buffers[operand]);
  }
}
