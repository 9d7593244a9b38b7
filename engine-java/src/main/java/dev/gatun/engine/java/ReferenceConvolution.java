package dev.gatun.engine.java;

import static dev.gatun.engine.java.Doubles.get;
import static dev.gatun.engine.java.Doubles.set;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import org.jspecify.annotations.Nullable;

/// Convolution and its gradients, by the sums of the contract.
final class ReferenceConvolution {
  private ReferenceConvolution() {}

  /// What is done with the factors of one term; captures nothing, since a call must not allocate.
  @FunctionalInterface
  private interface Term {
    /// Takes the places of a term's output, weight and input; the input's is −1 in the padding.
    void at(Tensor y, long yAt, Tensor weight, long weightAt, Tensor x, long xAt);
  }

  private static final Term FORWARD =
      (y, yAt, weight, weightAt, x, xAt) ->
          set(y, yAt, get(y, yAt) + get(weight, weightAt) * input(x, xAt));

  private static final Term TO_INPUT =
      (dy, dyAt, weight, weightAt, dx, dxAt) -> {
        if (dxAt >= 0) {
          set(dx, dxAt, get(dx, dxAt) + get(weight, weightAt) * get(dy, dyAt));
        }
      };

  private static final Term TO_WEIGHT =
      (dy, dyAt, dweight, dweightAt, x, xAt) ->
          set(dweight, dweightAt, get(dweight, dweightAt) + get(dy, dyAt) * input(x, xAt));

  static void forward(Window window, Tensor x, Tensor weight, @Nullable Tensor bias, Tensor y) {
    long plane = (long) y.shape().extent(2) * y.shape().extent(3);
    for (long i = 0; i < y.size(); i++) {
      int output = (int) (i / plane % y.shape().extent(1));
      set(y, i, bias == null ? 0 : get(bias, output));
    }
    terms(window, x, weight, y, FORWARD);
  }

  static void inputGradient(Window window, Tensor dy, Tensor weight, Tensor dx) {
    zero(dx);
    terms(window, dx, weight, dy, TO_INPUT);
  }

  static void parameterGradient(
      Window window, Tensor x, Tensor dy, Tensor dweight, @Nullable Tensor dbias) {
    zero(dweight);
    terms(window, x, dweight, dy, TO_WEIGHT);
    if (dbias != null) {
      zero(dbias);
      long plane = (long) dy.shape().extent(2) * dy.shape().extent(3);
      for (long i = 0; i < dy.size(); i++) {
        int output = (int) (i / plane % dy.shape().extent(1));
        set(dbias, output, get(dbias, output) + get(dy, i));
      }
    }
  }

  private static double input(Tensor x, long at) {
    return at < 0 ? 0 : get(x, at);
  }

  private static void zero(Tensor tensor) {
    for (long i = 0; i < tensor.size(); i++) {
      set(tensor, i, 0);
    }
  }

  /// Visits every term of every output of every example, in reading order.
  private static void terms(Window window, Tensor x, Tensor weight, Tensor y, Term term) {
    int outputs = y.shape().extent(1);
    for (int i = 0; i < y.rows(); i++) {
      for (int o = 0; o < outputs; o++) {
        for (int r = 0; r < y.shape().extent(2); r++) {
          for (int s = 0; s < y.shape().extent(3); s++) {
            output(window, x, weight, y, i, o, r, s, term);
          }
        }
      }
    }
  }

  private static void output(
      Window window,
      Tensor x,
      Tensor weight,
      Tensor y,
      int example,
      int output,
      int row,
      int column,
      Term term) {
    int channels = x.shape().extent(1);
    int groups = channels == 0 ? 1 : channels / weight.shape().extent(1);
    int groupChannels = channels / groups;
    int group = output / (y.shape().extent(1) / groups);
    int height = x.shape().extent(2);
    int width = x.shape().extent(3);
    long at = ((long) example * y.shape().extent(1) + output) * y.shape().extent(2) + row;
    for (int c = 0; c < groupChannels; c++) {
      long plane = (long) example * channels + (long) group * groupChannels + c;
      for (int u = 0; u < window.kernelHeight(); u++) {
        int r = row * window.strideHeight() - window.paddingHeight() + u * window.dilationHeight();
        for (int v = 0; v < window.kernelWidth(); v++) {
          int s =
              column * window.strideWidth() - window.paddingWidth() + v * window.dilationWidth();
          boolean inside = r >= 0 && r < height && s >= 0 && s < width;
          long w = ((long) output * groupChannels + c) * window.kernelHeight() + u;
          term.at(
              y,
              at * y.shape().extent(3) + column,
              weight,
              w * window.kernelWidth() + v,
              x,
              inside ? (plane * height + r) * width + s : -1);
        }
      }
    }
  }
}
