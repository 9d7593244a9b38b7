package dev.gatun.plugins.evaluate;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Shape;
import java.util.EnumSet;
import java.util.Optional;

/// The structural similarity of predicted images and the true ones, from −1 to 1 for equal images:
/// how far they agree in brightness, contrast and pattern, as people see it.
///
/// In the units of the data, the mean over windows of 11 by 11 pixels, then over channels, then
/// over images by their weights, with the normal interval of the last. NaN where a number is.
///
/// @param peak the greatest difference two values can have, above 0; the length of the inputs'
///   known range where it is left out
@Component(
    name = "ssim",
    summary = "structural similarity of predicted images, windows of 11 by 11",
    formula = "(2μₐμ_b + c₁)(2σ_ab + c₂) / ((μₐ² + μ_b² + c₁)(σₐ² + σ_b² + c₂))",
    source =
        "Wang et al. 2004, Image Quality Assessment: From Error Visibility to Structural Similarity")
public record StructuralSimilarity(
    @Option("greatest difference two values can have; left out: the length of the data's range")
        @Above(0)
        Optional<Double> peak)
    implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.ORIGINALS);
  }

  @Override
  public Meter start(Info info) {
    Shape image = shape(info);
    int side = SimilarityWindow.SIDE;
    int height = image.rank() < 2 ? 0 : image.extent(image.rank() - 2);
    int width = image.rank() < 2 ? 0 : image.extent(image.rank() - 1);
    if (height < side || width < side || image.size() != info.outputs()) {
      throw new DataException(
          "metric 'ssim': predictions must be images of at least %d by %d pixels, got %d numbers for %s; use psnr"
              .formatted(side, side, info.outputs(), image));
    }
    double range = Peak.of("ssim", peak, info, "mse");
    return new Mean(new SimilarityWindow(height, width, range), height * width);
  }

  private static Shape shape(Info info) {
    if (!(info.examples().targets() instanceof Targets.Values(var values))) {
      return info.examples().inputShape();
    }
    int[] extents = values.shape().extents();
    return Shape.of(java.util.Arrays.copyOfRange(extents, 1, extents.length));
  }

  private static final class Mean implements Meter {
    private final SimilarityWindow window;
    private final int plane;
    private final WeightedMean mean = new WeightedMean();

    Mean(SimilarityWindow window, int plane) {
      this.window = window;
      this.plane = plane;
    }

    @Override
    public void add(Batch batch) {
      int channels = batch.outputs() / plane;
      for (int row = 0; row < batch.rows(); row++) {
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
          int from = row * batch.outputs() + channel * plane;
          sum += window.mean(batch.originalPredictions(), batch.originalValues(), from);
        }
        mean.add(sum / channels, batch.weights()[row]);
      }
    }

    @Override
    public Result result() {
      return mean.result(-1, 1);
    }
  }
}
