package dev.gatun.plugins.evaluate;

import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Range;
import dev.gatun.plugins.evaluate.draw.ImageGrid;
import dev.gatun.plugins.evaluate.draw.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The images with the greatest losses, greatest first: the mistakes a classifier was surest of.
///
/// Above each stand its class, what it was taken for, and its loss. In the units of the data, black
/// being the lower end of its known range; where the range is not known, the least of all numbers
/// shown.
@Component(
    name = "worst-examples",
    summary = "images with the greatest losses, their classes and what they were taken for")
public record WorstExamples(
    @Option("how many at most") @Default("20") @AtLeast(1) @AtMost(200) int count)
    implements Figure {
  @Override
  public EnumSet<Metric.Need> needs() {
    return EnumSet.of(Metric.Need.SCORES, Metric.Need.LABELS, Metric.Need.LOSSES);
  }

  @Override
  public Optional<byte[]> draw(Run run) {
    Optional<ImageForm> form = ImageForm.of(run.inputShape());
    if (form.isEmpty()) {
      run.skip(ImageForm.reason(run.inputShape()));
      return Optional.empty();
    }
    Shown worst = run.worst(count);
    int rows = worst.batch().rows();
    if (rows == 0 || worst.inputs().length < rows * form.get().size()) {
      run.skip(
          rows == 0
              ? "there are no examples"
              : "a transform has no inverse, so the images in the units of the data are lost");
      return Optional.empty();
    }
    return Optional.of(draw(form.get(), worst, run));
  }

  private static byte[] draw(ImageForm form, Shown worst, Run run) {
    Metric.Batch batch = worst.batch();
    ClassScores scores = new ClassScores(run.classes(), batch.outputs());
    Range range =
        run.inputRange()
            .orElseGet(() -> ImageForm.range(List.of(worst.inputs()), batch.rows() * form.size()));
    List<ImageGrid.Tile> tiles = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      int decided = scores.decided(batch, row);
      String caption =
          String.format(
              Locale.ROOT,
              "%s → %s, %.2f",
              run.classes().get(batch.labels()[row]),
              decided == ClassScores.UNDECIDED ? "?" : run.classes().get(decided),
              batch.losses()[row]);
      float[] image =
          Arrays.copyOfRange(worst.inputs(), row * form.size(), (row + 1) * form.size());
      Pixels pixels =
          Pixels.of(image, form.channels(), form.height(), form.width(), range.from(), range.to());
      tiles.add(new ImageGrid.Tile(caption, pixels));
    }
    return ImageGrid.wrapped("Worst examples: class → decision, loss", tiles, 5, form.scale(112))
        .draw()
        .png();
  }
}
