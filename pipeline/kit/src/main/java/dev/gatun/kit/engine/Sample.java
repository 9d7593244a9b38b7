package dev.gatun.kit.engine;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A valid call of an operation, before its tensors lie in an engine's memory.
///
/// @param method the operation
/// @param arguments in order: scalars, operands, lists of operands, or null
/// @param bound how far each element of the outputs may be off; null where only rules of its own
///   tell
/// @param inPlace which operands may be one tensor: the first name is the output
/// @param whole names of the operands that every row needs; null where rows depend on each other
record Sample(
    Method method,
    @Nullable Object[] arguments,
    @Nullable Bound bound,
    List<Map.Entry<String, String>> inPlace,
    @Nullable List<String> whole) {
  private static final Map<String, Method> METHODS =
      Stream.of(Kernels.class.getMethods())
          .filter(Sample::computes)
          .collect(Collectors.toUnmodifiableMap(Method::getName, Function.identity()));

  private static boolean computes(Method method) {
    return Arrays.asList(method.getParameterTypes()).contains(Tensor.class);
  }

  /// {@return the operations of the SPI by name}
  static Map<String, Method> methods() {
    return METHODS;
  }

  static Sample of(String operation, @Nullable Object... arguments) {
    Method method = Objects.requireNonNull(METHODS.get(operation), operation);
    return new Sample(method, arguments, null, List.of(), null);
  }

  Sample within(Bound newBound) {
    return new Sample(method, arguments, newBound, inPlace, whole);
  }

  /// {@return this with an input that may be the output itself}
  Sample inPlace(String input, String output) {
    List<Map.Entry<String, String>> pairs = new ArrayList<>(inPlace);
    pairs.add(Map.entry(output, input));
    return new Sample(method, arguments, bound, List.copyOf(pairs), whole);
  }

  /// {@return this with rows that do not depend on each other}
  Sample byRows(String... shared) {
    return new Sample(method, arguments, bound, inPlace, List.of(shared));
  }

  String operation() {
    return method.getName();
  }

  List<Operand> operands() {
    List<Operand> operands = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof Operand operand) {
        operands.add(operand);
      } else if (argument instanceof Operand[] list) {
        operands.addAll(Arrays.asList(list));
      }
    }
    return operands;
  }

  Operand operand(String name) {
    return operands().stream()
        .filter(operand -> operand.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(operation() + " has no " + name));
  }

  List<Operand> written() {
    return operands().stream().filter(Operand::isWritten).toList();
  }

  double scalar(int argument) {
    return ((Number) Objects.requireNonNull(arguments[argument])).doubleValue();
  }

  /// {@return the same call with other operands}
  Sample map(UnaryOperator<Operand> change) {
    @Nullable Object[] changed = arguments.clone();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] instanceof Operand operand) {
        changed[i] = change.apply(operand);
      } else if (changed[i] instanceof Operand[] list) {
        changed[i] = Stream.of(list).map(change).toArray(Operand[]::new);
      }
    }
    return new Sample(method, changed, bound, inPlace, whole);
  }

  /// {@return the same call with other values in one operand}
  Sample with(String name, double... values) {
    return map(operand -> operand.name().equals(name) ? operand.with(values) : operand);
  }

  /// {@return the same call with another scalar}
  Sample withScalar(int argument, Object value) {
    @Nullable Object[] changed = arguments.clone();
    changed[argument] = value;
    return new Sample(method, changed, bound, inPlace, whole);
  }

  /// {@return the same call with the absolute values of all numbers}
  Sample absolute() {
    Sample absolute = map(Operand::absolute);
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof Double number) {
        absolute = absolute.withScalar(i, Math.abs(number));
      }
    }
    return absolute;
  }

  /// {@return the call as a person would write it}
  @Override
  public String toString() {
    return Stream.of(arguments)
        .map(argument ->
            argument instanceof Operand[] list ? Arrays.toString(list) : String.valueOf(argument))
        .collect(Collectors.joining(", ", operation() + "(", ")"));
  }
}
