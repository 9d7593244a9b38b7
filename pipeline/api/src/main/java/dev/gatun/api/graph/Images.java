package dev.gatun.api.graph;

import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Window;
import org.jspecify.annotations.Nullable;

/// Operations on images `[n, channels, height, width]`: what [Value] is for rows. Gradients follow.
///
/// Padding, cropping, flipping and enlarging are [Value#pick]; only what needs kernels of its own
/// is here.
public final class Images {
  private Images() {}

  /// Cross-correlates images with kernels, which neural networks call convolution. The channels
  /// come in groups, as many as the weight's second extent goes into the channels.
  ///
  /// Source: Dumoulin, Visin 2016, *A guide to convolution arithmetic for deep learning*.
  ///
  /// @param x `[n, channels, height, width]`
  /// @param window of the kernels' size
  /// @param weight closed, `[outputs, channels / groups, kernel height, kernel width]`
  /// @param bias closed, `[1, outputs]`; null for none
  /// @return `[n, outputs, output height, output width]`
  /// @throws ShapeMismatchException if the shapes do not suit
  public static Value convolution(Value x, Window window, Value weight, @Nullable Value bias) {
    Op op = new ImageOps.Convolution(window);
    return bias == null ? x.apply(op, weight) : x.apply(op, weight, bias);
  }

  /// Transposes a convolution: maps images of its output's shape to images of its input's shape, by
  /// the gradient of the one with respect to the other.
  ///
  /// Source: Dumoulin, Visin 2016, section 4.
  ///
  /// @param x `[n, channels, height, width]`
  /// @param window of the convolution that leads from the result to x
  /// @param weight closed, `[channels, outputs / groups, kernel height, kernel width]`
  /// @param groups which divides channels and outputs
  /// @param to height and width of the result, which the window leads from to x: with a stride
  ///   above 1 there are several
  /// @return `[n, outputs, height, width]`
  /// @throws ShapeMismatchException if the shapes do not suit
  public static Value transposedConvolution(
      Value x, Window window, Value weight, int groups, Shape to) {
    return x.graph()
        .apply(
            new ImageOps.TransposedConvolution(window, groups, to.extent(0), to.extent(1)),
            x,
            weight);
  }

  /// Takes the greatest number under each position of a window; the gradient goes to its place, of
  /// equals to the first.
  ///
  /// @param x `[n, channels, height, width]`
  /// @param window the window
  /// @return `[n, channels, output height, output width]`
  /// @throws ShapeMismatchException if x is no image, or the window does not fit
  public static Value maxPool(Value x, Window window) {
    return x.apply(new ImageOps.MaxPool(window));
  }

  /// Takes the mean of the numbers under each position of a window.
  ///
  /// @param x `[n, channels, height, width]`
  /// @param window the window
  /// @param countPadding whether padding counts as zeros
  /// @return `[n, channels, output height, output width]`
  /// @throws ShapeMismatchException if x is no image, or the window does not fit
  public static Value averagePool(Value x, Window window, boolean countPadding) {
    return x.apply(new ImageOps.AveragePool(window, countPadding));
  }
}
