package dev.gatun.engine;

/// How a window moves over the planes of an image, in convolution and pooling.
///
/// An output stands at every position where the window, its gaps included, lies in the padded
/// plane: `⌊(extent + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1` along each axis.
///
/// @param kernelHeight rows of the window, at least 1
/// @param kernelWidth columns of the window, at least 1
/// @param strideHeight rows from a position to the next, at least 1
/// @param strideWidth columns from a position to the next, at least 1
/// @param paddingHeight rows added above and below the plane, at least 0
/// @param paddingWidth columns added left and right of the plane, at least 0
/// @param dilationHeight rows from an element of the window to the next, at least 1
/// @param dilationWidth columns from an element of the window to the next, at least 1
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int paddingHeight,
    int paddingWidth,
    int dilationHeight,
    int dilationWidth) {
  /// Checks the numbers.
  ///
  /// @throws IllegalArgumentException if one is below its bound
  public Window {
    check("kernel", 1, kernelHeight, kernelWidth);
    check("stride", 1, strideHeight, strideWidth);
    check("padding", 0, paddingHeight, paddingWidth);
    check("dilation", 1, dilationHeight, dilationWidth);
  }

  private static void check(String name, int least, int height, int width) {
    if (height < least || width < least) {
      throw new IllegalArgumentException(
          "window: %s must be at least %d, got [%d, %d]".formatted(name, least, height, width));
    }
  }

  /// Makes a square window without gaps.
  ///
  /// @param kernel rows and columns
  /// @param stride along both axes
  /// @param padding on all sides
  /// @return the window
  public static Window of(int kernel, int stride, int padding) {
    return new Window(kernel, kernel, stride, stride, padding, padding, 1, 1);
  }

  /// {@return the rows of the output; 0 where the window does not fit}
  ///
  /// @param height rows of the plane
  public int outputHeight(int height) {
    return output(height, kernelHeight, strideHeight, paddingHeight, dilationHeight);
  }

  /// {@return the columns of the output; 0 where the window does not fit}
  ///
  /// @param width columns of the plane
  public int outputWidth(int width) {
    return output(width, kernelWidth, strideWidth, paddingWidth, dilationWidth);
  }

  private static int output(int extent, int kernel, int stride, int padding, int dilation) {
    int room = extent + 2 * padding - dilation * (kernel - 1) - 1;
    return room < 0 ? 0 : room / stride + 1;
  }
}
