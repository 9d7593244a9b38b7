package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import org.jspecify.annotations.Nullable;

/// Convolution and its gradients by matrix products, whoever computes those: the operations of
/// [dev.gatun.engine.ImageKernels], by their contracts.
///
/// Each example's planes are unfolded to a matrix in memory of the thread's, which is made at the
/// first need and reused; the bits do not depend on how examples are split among calls, but for the
/// parameter gradient, which sums them in their order. Runs on the calling thread; several threads
/// may call at once if they may call the product.
///
/// Source: Chellapilla, Puri, Simard 2006, *High Performance Convolutional Neural Networks for
/// Document Processing*, section 3.
public final class Convolution {
  private final Gemm gemm;

  /// Makes convolutions from products.
  ///
  /// @param gemm computes the products
  public Convolution(Gemm gemm) {
    this.gemm = gemm;
  }

  /// Convolves: see [dev.gatun.engine.ImageKernels#convolution].
  ///
  /// @param window of the kernel's size
  /// @param x `[n, channels, height, width]`
  /// @param weight `[outputs, channels / groups, kernel height, kernel width]`
  /// @param bias `[1, outputs]`; null for none
  /// @param y `[n, outputs, output height, output width]`; overwritten
  public void forward(Window window, Tensor x, Tensor weight, @Nullable Tensor bias, Tensor y) {
    Planes planes = Planes.ofThread();
    Unfolding unfolding = planes.unfolding;
    unfolding.set(window, x, weight, y);
    if (y.size() == 0) {
      return;
    }
    boolean empty = unfolding.terms == 0;
    for (int i = 0; i < y.rows() * unfolding.groups; i++) {
      long results = y.address() + 4L * i * unfolding.outputs * unfolding.outputPlane();
      int group = i % unfolding.groups;
      if (bias != null) {
        start(bias.address() + 4L * group * unfolding.outputs, results, planes);
      } else if (empty) {
        Planes.zero(results, (long) unfolding.outputs * unfolding.outputPlane());
      }
      if (!empty) {
        long inputs = x.address() + 4L * i * unfolding.channels * unfolding.plane();
        long weights = weight.address() + 4L * group * unfolding.outputs * unfolding.terms;
        forward(unfolding, inputs, weights, bias == null ? 0 : 1, results);
      }
    }
  }

  /// Sets each output plane of a group to its bias.
  private static void start(long bias, long y, Planes planes) {
    Unfolding unfolding = planes.unfolding;
    for (int o = 0; o < unfolding.outputs; o++) {
      float value = Planes.get(bias + 4L * o);
      planes.fill(value, y + 4L * o * unfolding.outputPlane(), unfolding.outputPlane());
    }
  }

  private void forward(Unfolding unfolding, long x, long weight, float beta, long y) {
    int plane = unfolding.outputPlane();
    int terms = unfolding.terms;
    long columns = unfolding.trivial ? x : unfolding.columns();
    for (int row = 0; row < unfolding.outputHeight; row += unfolding.bandRows) {
      int rows = Math.min(unfolding.bandRows, unfolding.outputHeight - row);
      int count = rows * unfolding.outputWidth;
      if (!unfolding.trivial) {
        unfolding.unfold(x, row, rows, columns);
      }
      long to = y + 4L * row * unfolding.outputWidth;
      gemm.multiply(
          false,
          false,
          unfolding.outputs,
          count,
          terms,
          1,
          weight,
          terms,
          columns,
          count,
          beta,
          to,
          plane);
    }
  }

  /// Computes the gradient of the input: see
  /// [dev.gatun.engine.ImageKernels#convolutionInputGradient].
  ///
  /// @param window as given to [#forward]
  /// @param dy `[n, outputs, output height, output width]`
  /// @param weight `[outputs, channels / groups, kernel height, kernel width]`
  /// @param dx `[n, channels, height, width]`; overwritten
  public void inputGradient(Window window, Tensor dy, Tensor weight, Tensor dx) {
    Unfolding unfolding = Planes.ofThread().unfolding;
    unfolding.set(window, dx, weight, dy);
    boolean empty = dy.size() == 0;
    if (empty || unfolding.bandRows < unfolding.outputHeight) {
      Planes.zero(dx.address(), dx.size());
    }
    if (empty || dx.size() == 0) {
      return;
    }
    for (int i = 0; i < dy.rows() * unfolding.groups; i++) {
      long gradients = dy.address() + 4L * i * unfolding.outputs * unfolding.outputPlane();
      long results = dx.address() + 4L * i * unfolding.channels * unfolding.plane();
      int group = i % unfolding.groups;
      long weights = weight.address() + 4L * group * unfolding.outputs * unfolding.terms;
      inputGradient(unfolding, gradients, weights, results);
    }
  }

  private void inputGradient(Unfolding unfolding, long dy, long weight, long dx) {
    int plane = unfolding.outputPlane();
    int terms = unfolding.terms;
    long columns = unfolding.trivial ? dx : unfolding.columns();
    for (int row = 0; row < unfolding.outputHeight; row += unfolding.bandRows) {
      int rows = Math.min(unfolding.bandRows, unfolding.outputHeight - row);
      int count = rows * unfolding.outputWidth;
      long from = dy + 4L * row * unfolding.outputWidth;
      gemm.multiply(
          true,
          false,
          terms,
          count,
          unfolding.outputs,
          1,
          weight,
          terms,
          from,
          plane,
          0,
          columns,
          count);
      if (!unfolding.trivial) {
        unfolding.fold(dx, row, rows, columns);
      }
    }
  }

  /// Computes the gradients of the parameters: see
  /// [dev.gatun.engine.ImageKernels#convolutionParameterGradient].
  ///
  /// @param window as given to [#forward]
  /// @param x `[n, channels, height, width]`
  /// @param dy `[n, outputs, output height, output width]`
  /// @param dweight `[outputs, channels / groups, kernel height, kernel width]`; overwritten
  /// @param dbias `[1, outputs]`; overwritten; null where it is not wanted
  public void parameterGradient(
      Window window, Tensor x, Tensor dy, Tensor dweight, @Nullable Tensor dbias) {
    Planes planes = Planes.ofThread();
    Unfolding unfolding = planes.unfolding;
    unfolding.set(window, x, dweight, dy);
    if (dbias != null) {
      biasGradient(dy, dbias, planes);
    }
    if (dy.size() == 0 || unfolding.terms == 0) {
      Planes.zero(dweight.address(), dweight.size());
      return;
    }
    for (int i = 0; i < dy.rows() * unfolding.groups; i++) {
      long gradients = dy.address() + 4L * i * unfolding.outputs * unfolding.outputPlane();
      long inputs = x.address() + 4L * i * unfolding.channels * unfolding.plane();
      int group = i % unfolding.groups;
      long results = dweight.address() + 4L * group * unfolding.outputs * unfolding.terms;
      weightGradient(unfolding, inputs, gradients, i < unfolding.groups, results);
    }
  }

  private void weightGradient(Unfolding unfolding, long x, long dy, boolean first, long dweight) {
    int plane = unfolding.outputPlane();
    int terms = unfolding.terms;
    long columns = unfolding.trivial ? x : unfolding.columns();
    for (int row = 0; row < unfolding.outputHeight; row += unfolding.bandRows) {
      int rows = Math.min(unfolding.bandRows, unfolding.outputHeight - row);
      int count = rows * unfolding.outputWidth;
      if (!unfolding.trivial) {
        unfolding.unfold(x, row, rows, columns);
      }
      long from = dy + 4L * row * unfolding.outputWidth;
      int beta = first && row == 0 ? 0 : 1;
      gemm.multiply(
          false,
          true,
          unfolding.outputs,
          terms,
          count,
          1,
          from,
          plane,
          columns,
          count,
          beta,
          dweight,
          terms);
    }
  }

  private static void biasGradient(Tensor dy, Tensor dbias, Planes planes) {
    int outputs = dbias.columns();
    int plane = planes.unfolding.outputPlane();
    float[] numbers = planes.output(plane);
    for (int o = 0; o < outputs; o++) {
      float total = 0;
      for (int i = 0; i < dy.rows(); i++) {
        Planes.read(dy.address() + 4 * ((long) i * outputs + o) * plane, plane, numbers, 0);
        total += sum(numbers, plane);
      }
      Planes.set(dbias.address() + 4L * o, total);
    }
  }

  /// Adds up in eight partial sums, so that additions need not wait for each other.
  private static float sum(float[] x, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < count; i++) {
      s0 += x[i];
    }
    return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
  }
}
