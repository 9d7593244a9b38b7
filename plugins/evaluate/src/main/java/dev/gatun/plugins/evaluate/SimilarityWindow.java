package dev.gatun.plugins.evaluate;

/// The structural similarity of two images of one channel, within windows of 11 by 11 pixels that
/// count by a Gaussian.
///
/// Source: Wang et al. 2004, Image Quality Assessment: From Error Visibility to Structural
/// Similarity, eq. 13 to 17, with its constants: standard deviation 1.5, K₁ = 0.01, K₂ = 0.03, and
/// only windows that lie within the image.
final class SimilarityWindow {
  /// The side of a window, which an image must have.
  static final int SIDE = 11;

  private static final double[] GAUSSIAN = gaussian();

  private final int height;
  private final int width;
  private final double c1;
  private final double c2;
  private final double[] product;
  private final double[] rows;

  /// @param height of the images, at least [#SIDE]
  /// @param width of the images, at least [#SIDE]
  /// @param peak the greatest difference two pixels can have
  SimilarityWindow(int height, int width, double peak) {
    this.height = height;
    this.width = width;
    this.c1 = 0.01 * peak * (0.01 * peak);
    this.c2 = 0.03 * peak * (0.03 * peak);
    this.product = new double[height * width];
    this.rows = new double[height * (width - SIDE + 1)];
  }

  private static double[] gaussian() {
    double[] weights = new double[SIDE];
    double sum = 0;
    for (int i = 0; i < SIDE; i++) {
      double off = i - (SIDE - 1) / 2.0;
      weights[i] = Math.exp(-off * off / (2 * 1.5 * 1.5));
      sum += weights[i];
    }
    for (int i = 0; i < SIDE; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /// {@return the mean over all windows}
  ///
  /// @param a holds an image, row by row; not modified
  /// @param b holds another; not modified
  /// @param from where both begin
  double mean(float[] a, float[] b, int from) {
    double[] meanA = means(a, a, from, false);
    double[] meanB = means(b, b, from, false);
    double[] squareA = means(a, a, from, true);
    double[] squareB = means(b, b, from, true);
    double[] both = means(a, b, from, true);
    double sum = 0;
    for (int i = 0; i < meanA.length; i++) {
      double means = meanA[i] * meanB[i];
      double squares = meanA[i] * meanA[i] + meanB[i] * meanB[i];
      double variances = squareA[i] + squareB[i] - squares;
      double covariance = both[i] - means;
      sum += (2 * means + c1) * (2 * covariance + c2) / ((squares + c1) * (variances + c2));
    }
    return sum / meanA.length;
  }

  /// {@return the weighted means within all windows, of one image or of the product of two}
  private double[] means(float[] a, float[] b, int from, boolean multiply) {
    for (int i = 0; i < product.length; i++) {
      product[i] = multiply ? (double) a[from + i] * b[from + i] : a[from + i];
    }
    int across = width - SIDE + 1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < across; x++) {
        double sum = 0;
        for (int i = 0; i < SIDE; i++) {
          sum += GAUSSIAN[i] * product[y * width + x + i];
        }
        rows[y * across + x] = sum;
      }
    }
    double[] means = new double[(height - SIDE + 1) * across];
    for (int at = 0; at < means.length; at++) {
      double sum = 0;
      for (int i = 0; i < SIDE; i++) {
        sum += GAUSSIAN[i] * rows[at + i * across];
      }
      means[at] = sum;
    }
    return means;
  }
}
