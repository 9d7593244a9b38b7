package dev.gatun.api.profile;

import dev.gatun.engine.Tensor;

/// What one call of a kernel cannot do without.
///
/// @param operations additions and multiplications of a product or convolution; 0 for other kernels
/// @param bytes that move: each operand read once and each result written once
public record Work(long operations, long bytes) {
  /// {@return the work of a call}
  ///
  /// @param kernel name of the operation
  /// @param arguments of the call
  static Work of(String kernel, Object[] arguments) {
    return new Work(operations(kernel, arguments), bytes(kernel, arguments));
  }

  private static long operations(String kernel, Object[] arguments) {
    return switch (kernel) {
      case "gemm" -> {
        Tensor a = (Tensor) arguments[3];
        yield 2
            * ((Tensor) arguments[6]).size()
            * ((boolean) arguments[0] ? a.rows() : a.columns());
      }
      case "weightGradient" -> 2 * ((Tensor) arguments[4]).size() * ((Tensor) arguments[0]).rows();
      case "convolution" -> products((Tensor) arguments[4], (Tensor) arguments[2]);
      case "convolutionInputGradient" -> products((Tensor) arguments[1], (Tensor) arguments[2]);
      case "convolutionParameterGradient" -> products((Tensor) arguments[2], (Tensor) arguments[3]);
      default -> 0;
    };
  }

  /// Each number of the output is a sum over one filter.
  private static long products(Tensor output, Tensor weight) {
    return 2 * output.size() * weight.columns();
  }

  private static long bytes(String kernel, Object[] arguments) {
    long bytes = 0;
    for (Object argument : arguments) {
      if (argument instanceof Tensor tensor) {
        bytes += bytes(tensor);
      } else if (argument instanceof Tensor[] tensors) {
        for (Tensor tensor : tensors) {
          bytes += bytes(tensor);
        }
      }
    }
    return switch (kernel) {
      // Of all examples, only the rows wanted are read.
      case "gather" -> {
        Tensor x = (Tensor) arguments[0];
        yield bytes
            - bytes(x)
            + (long) ((Tensor) arguments[1]).rows() * x.columns() * x.type().bytes();
      }
      // Of the input, only the columns wanted are read.
      case "weightGradient" -> {
        Tensor x = (Tensor) arguments[0];
        Tensor dw = (Tensor) arguments[4];
        yield bytes
            - bytes(x)
            + (long) x.rows() * dw.rows() * x.type().bytes()
            + again((double) arguments[3], dw);
      }
      // What is updated is read and written.
      case "gemm" -> bytes + again((double) arguments[5], arguments[6]);
      case "axpby" -> bytes + again((double) arguments[2], arguments[3]);
      case "sgd" -> bytes + again(1, arguments[5]) + again(1, arguments[6]);
      case "adam" ->
          bytes + again(1, arguments[8]) + again(1, arguments[9]) + again(1, arguments[10]);
      default -> bytes;
    };
  }

  private static long again(double factor, Object tensor) {
    return factor != 0 && tensor instanceof Tensor read ? bytes(read) : 0;
  }

  private static long bytes(Tensor tensor) {
    return tensor.size() * tensor.type().bytes();
  }
}
