package dev.gatun.api.graph;

import dev.gatun.api.graph.Fault.Offence;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One call of an operation on tensors that end with it.
final class WatchedCall implements AutoCloseable {
  /// What tensors to be written hold before: a NaN that no arithmetic gives.
  private static final double UNSET = Double.longBitsToDouble(0x7ff8_0000_0bad_cafeL);

  private static final double UNSET_INTEGER = Integer.MIN_VALUE + 4711;

  private final Engine engine;
  private final Workspace workspace;
  private final String component;
  private final String operation;
  private final List<Fault> faults;

  /// @param faults takes what is found
  WatchedCall(Engine engine, String component, Op op, List<Fault> faults) {
    this.engine = engine;
    this.workspace = engine.workspace("call of op '%s'".formatted(op.name()));
    this.component = component;
    this.operation = op.name();
    this.faults = faults;
  }

  Tensor filled(ElementType type, Shape shape, double[] numbers) {
    Tensor tensor = workspace.allocate(type, shape);
    engine.upload(numbers, tensor);
    return tensor;
  }

  Tensor unset(ElementType type, Shape shape) {
    double[] numbers = new double[Math.toIntExact(shape.size())];
    Arrays.fill(numbers, type == ElementType.I32 ? UNSET_INTEGER : UNSET);
    return filled(type, shape, numbers);
  }

  /// {@return the numbers of a tensor that was to be written; 0 for those that were not}
  ///
  /// @param tensor from [#unset]
  /// @param offence of leaving a number
  /// @param sentence takes the place
  double[] written(Tensor tensor, Offence offence, String sentence) {
    double[] numbers = engine.download(tensor);
    // Bytes have no number to spare.
    double unset = tensor.type() == ElementType.I32 ? UNSET_INTEGER : rounded(tensor.type());
    int first = -1;
    for (int i = numbers.length - 1; i >= 0 && tensor.type() != ElementType.U8; i--) {
      if (Double.doubleToRawLongBits(numbers[i]) == Double.doubleToRawLongBits(unset)) {
        numbers[i] = 0;
        first = i;
      }
    }
    if (first >= 0) {
      add(offence, sentence.formatted(place(tensor, first)));
    }
    return numbers;
  }

  private static double rounded(ElementType type) {
    return type == ElementType.F32 ? (float) UNSET : UNSET;
  }

  /// Finds out whether a tensor still holds what it was given.
  ///
  /// @return its numbers
  double[] read(Tensor tensor, double[] given, String what, String remedy) {
    double[] numbers = engine.download(tensor);
    for (int i = 0; i < given.length; i++) {
      if (Double.doubleToLongBits(numbers[i]) != Double.doubleToLongBits(given[i])) {
        add(
            Offence.INPUT_CHANGED,
            "changes %s at %s from %s to %s; %s"
                .formatted(what, place(tensor, i), text(given[i]), text(numbers[i]), remedy));
        break;
      }
    }
    return numbers;
  }

  /// Finds out whether the numbers an operation gave are finite where those it was given are.
  void finite(Tensor tensor, double[] numbers, List<double[]> inputs) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        if (inputs.stream().allMatch(input -> Arrays.stream(input).allMatch(Double::isFinite))) {
          add(
              Offence.NOT_FINITE,
              "gives %s at %s of finite inputs".formatted(numbers[i], place(tensor, i)));
        }
        return;
      }
    }
  }

  void add(Offence offence, String sentence) {
    faults.add(
        new Fault(offence, component, operation, "op '%s' %s".formatted(operation, sentence)));
  }

  static String place(Tensor tensor, int element) {
    int columns = tensor.columns();
    return tensor.shape().rank() < 2 || columns == 0
        ? "[%d]".formatted(element)
        : "[%d, %d]".formatted(element / columns, element % columns);
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.6g", number);
  }

  /// Runs a pass; tensors of earlier calls are closed, so that whoever kept one is found out.
  ///
  /// @return whether it came to its end
  boolean forward(Call call) {
    return run(call, "forward", () -> call.op.forward(call));
  }

  /// Runs the backward pass.
  ///
  /// @return whether it came to its end
  boolean backward(Call call) {
    return run(call, "backward", () -> call.op.backward(call));
  }

  private boolean run(Call call, String pass, Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      String message = String.valueOf(e.getMessage());
      if (!(e instanceof IllegalStateException)
          || !(message.contains("' is closed; ") || message.equals("Already closed"))) {
        throw ComponentException.of(component, call, pass, e);
      }
      add(
          Offence.TENSOR_KEPT,
          "uses a tensor of an earlier call in %s%s; ask the call for tensors each time, and keep numbers for backward in those of Op.saved"
              .formatted(pass, AuthorCode.of(e).line().map(at -> " at " + at).orElse("")));
      return false;
    }
  }

  @Override
  public void close() {
    workspace.close();
  }
}
