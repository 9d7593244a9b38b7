package dev.gatun.engine;

import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// The checks in front of [ImageKernels].
final class ImageChecks {
  private static final String CHANNELS = "[n, channels, height, width]";

  private final Checks checks;
  private final boolean onHost;

  ImageChecks(Checks checks, boolean onHost) {
    this.checks = checks;
    this.onHost = onHost;
  }

  void convolution(Window window, Tensor x, Tensor weight, @Nullable Tensor bias, Tensor y) {
    String operation = "convolution";
    layer(operation, window, "x", x, weight, "y", y);
    if (bias != null) {
      checks.numbers(operation, bias);
      checks.sizes(operation, "bias", bias, 1, y.shape().extent(1));
      checks.apart(operation, "bias", bias, "y", y);
    }
    checks.apart(operation, "x", x, "y", y);
    checks.apart(operation, "weight", weight, "y", y);
  }

  void inputGradient(Window window, Tensor dy, Tensor weight, Tensor dx) {
    String operation = "convolutionInputGradient";
    layer(operation, window, "dx", dx, weight, "dy", dy);
    checks.apart(operation, "dy", dy, "dx", dx);
    checks.apart(operation, "weight", weight, "dx", dx);
  }

  void parameterGradient(
      Window window, Tensor x, Tensor dy, Tensor dweight, @Nullable Tensor dbias) {
    String operation = "convolutionParameterGradient";
    layer(operation, window, "x", x, dweight, "dy", dy);
    checks.apart(operation, "x", x, "dweight", dweight);
    checks.apart(operation, "dy", dy, "dweight", dweight);
    if (dbias != null) {
      checks.numbers(operation, dbias);
      checks.sizes(operation, "dbias", dbias, 1, dy.shape().extent(1));
      checks.apart(operation, "x", x, "dbias", dbias);
      checks.apart(operation, "dy", dy, "dbias", dbias);
      checks.apart(operation, "dweight", dweight, "dbias", dbias);
    }
  }

  /// Requires images, a kernel and outputs that fit together.
  private void layer(
      String operation,
      Window window,
      String xName,
      Tensor x,
      Tensor weight,
      String yName,
      Tensor y) {
    checks.numbers(operation, x, weight, y);
    images(operation, xName, x);
    images(operation, yName, y);
    Shape kernel = weight.shape();
    int channels = x.shape().extent(1);
    boolean fits =
        kernel.rank() == 4
            && kernel.extent(2) == window.kernelHeight()
            && kernel.extent(3) == window.kernelWidth()
            && divides(kernel.extent(1), channels);
    if (!fits) {
      throw new ShapeMismatchException(
          "%s: weight must be [outputs, channels / groups, %d, %d] beside %s %s, got %s"
              .formatted(
                  operation,
                  window.kernelHeight(),
                  window.kernelWidth(),
                  xName,
                  x.shape(),
                  kernel));
    }
    int groups = channels == 0 ? 1 : channels / kernel.extent(1);
    if (kernel.extent(0) % groups != 0) {
      throw Checks.mismatch(
          operation, groups + " groups must divide the outputs", xName, x, "weight", weight);
    }
    output(operation, window, xName, x, kernel.extent(0), yName, y);
  }

  private static boolean divides(int part, int whole) {
    boolean empty = part == 0 || whole == 0;
    return empty ? part == whole : whole % part == 0;
  }

  void maxPool(Window window, Tensor x, Tensor y, Tensor indices) {
    pool("maxPool", window, x, y);
    checks.ofType("maxPool", ElementType.I32, indices);
    checks.same("maxPool", "indices", indices, "y", y);
    checks.apart("maxPool", "x", x, "indices", indices);
    checks.apart("maxPool", "y", y, "indices", indices);
    checks.apart("maxPool", "x", x, "y", y);
  }

  void maxPoolGradient(Tensor dy, Tensor indices, Tensor dx) {
    String operation = "maxPoolGradient";
    checks.numbers(operation, dy, dx);
    images(operation, "dy", dy);
    images(operation, "dx", dx);
    checks.ofType(operation, ElementType.I32, indices);
    checks.same(operation, "indices", indices, "dy", dy);
    if (dy.rows() != dx.rows() || dy.shape().extent(1) != dx.shape().extent(1)) {
      throw Checks.mismatch(operation, "examples or channels differ", "dy", dy, "dx", dx);
    }
    checks.apart(operation, "dy", dy, "dx", dx);
    checks.apart(operation, "indices", indices, "dx", dx);
    indices(operation, indices, dx.shape().extent(2) * dx.shape().extent(3));
  }

  void averagePool(Window window, Tensor x, Tensor y) {
    pool("averagePool", window, x, y);
    checks.apart("averagePool", "x", x, "y", y);
  }

  void averagePoolGradient(Window window, Tensor dy, Tensor dx) {
    String operation = "averagePoolGradient";
    checks.numbers(operation, dy, dx);
    images(operation, "dx", dx);
    output(operation, window, "dx", dx, dx.shape().extent(1), "dy", dy);
    checks.apart(operation, "dy", dy, "dx", dx);
  }

  private void pool(String operation, Window window, Tensor x, Tensor y) {
    checks.numbers(operation, x, y);
    images(operation, "x", x);
    output(operation, window, "x", x, x.shape().extent(1), "y", y);
  }

  void gatherColumns(String operation, Tensor wide, Tensor indices, Tensor picked, boolean back) {
    checks.numbers(operation, wide, picked);
    checks.ofType(operation, ElementType.I32, indices);
    String wideName = back ? "dx" : "x";
    String pickedName = back ? "dy" : "y";
    if (wide.rows() != picked.rows()) {
      throw Checks.mismatch(operation, "rows differ", wideName, wide, pickedName, picked);
    }
    checks.sizes(operation, "indices", indices, picked.columns(), 1);
    Tensor output = back ? wide : picked;
    String outputName = back ? wideName : pickedName;
    checks.apart(operation, back ? pickedName : wideName, back ? picked : wide, outputName, output);
    checks.apart(operation, "indices", indices, outputName, output);
    indices(operation, indices, wide.columns());
  }

  private void indices(String operation, Tensor indices, int bound) {
    for (long i = 0; onHost && i < indices.size(); i++) {
      int index = indices.segment().getAtIndex(ValueLayout.JAVA_INT, i);
      if (index < -1 || index >= bound) {
        throw new IllegalArgumentException(
            "%s: indices must be in [-1, %d), got %d".formatted(operation, bound, index));
      }
    }
  }

  private static void images(String operation, String name, Tensor tensor) {
    if (tensor.shape().rank() != 4) {
      throw new ShapeMismatchException(
          "%s: %s must be %s, got %s".formatted(operation, name, CHANNELS, tensor.shape()));
    }
  }

  private static void output(
      String operation,
      Window window,
      String xName,
      Tensor x,
      int outputs,
      String yName,
      Tensor y) {
    int height = window.outputHeight(x.shape().extent(2));
    int width = window.outputWidth(x.shape().extent(3));
    if (y.shape().rank() != 4
        || y.rows() != x.rows()
        || y.shape().extent(1) != outputs
        || y.shape().extent(2) != height
        || y.shape().extent(3) != width) {
      throw new ShapeMismatchException(
          "%s: %s must be [%d, %d, %d, %d] for %s %s, got %s"
              .formatted(
                  operation, yName, x.rows(), outputs, height, width, xName, x.shape(), y.shape()));
    }
  }
}
