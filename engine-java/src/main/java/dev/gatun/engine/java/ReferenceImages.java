package dev.gatun.engine.java;

import static dev.gatun.engine.java.Doubles.get;
import static dev.gatun.engine.java.Doubles.set;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.engine.ImageKernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import org.jspecify.annotations.Nullable;

/// The operations on images of [ReferenceKernels], by their definitions.
interface ReferenceImages extends ImageKernels {
  @Override
  default void convolution(
      Window window, Tensor x, Tensor weight, @Nullable Tensor bias, Tensor y) {
    ReferenceConvolution.forward(window, x, weight, bias, y);
  }

  @Override
  default void convolutionInputGradient(Window window, Tensor dy, Tensor weight, Tensor dx) {
    ReferenceConvolution.inputGradient(window, dy, weight, dx);
  }

  @Override
  default void convolutionParameterGradient(
      Window window, Tensor x, Tensor dy, Tensor dweight, @Nullable Tensor dbias) {
    ReferenceConvolution.parameterGradient(window, x, dy, dweight, dbias);
  }

  @Override
  default void maxPool(Window window, Tensor x, Tensor y, Tensor indices) {
    int width = x.shape().extent(3);
    int plane = x.shape().extent(2) * width;
    for (long i = 0; i < y.size(); i++) {
      double greatest = Double.NEGATIVE_INFINITY;
      int place = -1;
      for (int u = 0; u < window.kernelHeight(); u++) {
        for (int v = 0; v < window.kernelWidth(); v++) {
          int at = place(window, x, y, i, u, v);
          if (at >= 0) {
            double value = get(x, plane(y, i) * plane + at);
            boolean greater = Double.isNaN(value) ? !Double.isNaN(greatest) : value > greatest;
            if (greater || place < 0) {
              greatest = value;
              place = at;
            }
          }
        }
      }
      set(y, i, greatest);
      indices.segment().setAtIndex(JAVA_INT, i, place);
    }
  }

  @Override
  default void maxPoolGradient(Tensor dy, Tensor indices, Tensor dx) {
    zero(dx);
    long plane = (long) dx.shape().extent(2) * dx.shape().extent(3);
    for (long i = 0; i < dy.size(); i++) {
      int place = indices.segment().getAtIndex(JAVA_INT, i);
      if (place >= 0) {
        long at = plane(dy, i) * plane + place;
        set(dx, at, get(dx, at) + get(dy, i));
      }
    }
  }

  @Override
  default void averagePool(Window window, boolean countPadding, Tensor x, Tensor y) {
    long plane = (long) x.shape().extent(2) * x.shape().extent(3);
    for (long i = 0; i < y.size(); i++) {
      double sum = 0;
      for (int u = 0; u < window.kernelHeight(); u++) {
        for (int v = 0; v < window.kernelWidth(); v++) {
          int at = place(window, x, y, i, u, v);
          sum += at < 0 ? 0 : get(x, plane(y, i) * plane + at);
        }
      }
      int count = count(window, countPadding, x, y, i);
      set(y, i, count == 0 ? 0 : sum / count);
    }
  }

  @Override
  default void averagePoolGradient(Window window, boolean countPadding, Tensor dy, Tensor dx) {
    zero(dx);
    long plane = (long) dx.shape().extent(2) * dx.shape().extent(3);
    for (long i = 0; i < dy.size(); i++) {
      int count = count(window, countPadding, dx, dy, i);
      for (int u = 0; u < window.kernelHeight(); u++) {
        for (int v = 0; v < window.kernelWidth(); v++) {
          int place = place(window, dx, dy, i, u, v);
          if (place >= 0) {
            long at = plane(dy, i) * plane + place;
            set(dx, at, get(dx, at) + get(dy, i) / count);
          }
        }
      }
    }
  }

  private static int count(Window window, boolean countPadding, Tensor x, Tensor y, long i) {
    int count = 0;
    for (int u = 0; u < window.kernelHeight(); u++) {
      for (int v = 0; v < window.kernelWidth(); v++) {
        count += countPadding || place(window, x, y, i, u, v) >= 0 ? 1 : 0;
      }
    }
    return count;
  }

  /// {@return which plane an element of `y` belongs to}
  private static long plane(Tensor y, long i) {
    return i / ((long) y.shape().extent(2) * y.shape().extent(3));
  }

  /// {@return where in its plane of `x` an element of the window for an element of `y` stands; −1
  /// in the padding}
  private static int place(Window window, Tensor x, Tensor y, long i, int u, int v) {
    int width = y.shape().extent(3);
    int row = (int) (i / width % y.shape().extent(2));
    int column = (int) (i % width);
    int r = row * window.strideHeight() - window.paddingHeight() + u * window.dilationHeight();
    int s = column * window.strideWidth() - window.paddingWidth() + v * window.dilationWidth();
    boolean inside = r >= 0 && r < x.shape().extent(2) && s >= 0 && s < x.shape().extent(3);
    return inside ? r * x.shape().extent(3) + s : -1;
  }

  private static void zero(Tensor tensor) {
    for (long i = 0; i < tensor.size(); i++) {
      set(tensor, i, 0);
    }
  }

  @Override
  default void gatherColumns(Tensor x, Tensor indices, Tensor y) {
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < y.columns(); j++) {
        int index = indices.segment().getAtIndex(JAVA_INT, j);
        set(y, i, j, index < 0 ? 0 : get(x, i, index));
      }
    }
  }

  @Override
  default void gatherColumnsGradient(Tensor dy, Tensor indices, Tensor dx) {
    zero(dx);
    for (int i = 0; i < dy.rows(); i++) {
      for (int j = 0; j < dy.columns(); j++) {
        int index = indices.segment().getAtIndex(JAVA_INT, j);
        if (index >= 0) {
          set(dx, i, index, get(dx, i, index) + get(dy, i, j));
        }
      }
    }
  }
}
