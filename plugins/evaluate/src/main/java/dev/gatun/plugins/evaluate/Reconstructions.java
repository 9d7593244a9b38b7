package dev.gatun.plugins.evaluate;

import dev.gatun.api.AtLeast;
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
import java.util.Optional;

/// What the model got, what it made of it and what it should have made, side by side.
///
/// In the units of the data, black being the lower end of its known range; where the range is not
/// known, the least of all numbers shown.
///
/// @param count how many examples at most
@Component(
    name = "reconstructions",
    summary = "damaged input, prediction and truth of a few test images side by side")
public record Reconstructions(
    @Option("how many examples at most") @Default("8") @AtLeast(1) int count) implements Figure {
  private static final List<String> COLUMNS = List.of("input", "prediction", "truth");

  @Override
  public EnumSet<Metric.Need> needs() {
    return EnumSet.of(Metric.Need.ORIGINALS);
  }

  @Override
  public Optional<byte[]> draw(Run run) {
    Optional<ImageForm> form = ImageForm.of(run.inputShape());
    if (form.isEmpty()) {
      run.skip(ImageForm.reason(run.inputShape()));
      return Optional.empty();
    }
    Metric.Batch samples = run.samples();
    List<float[]> parts =
        List.of(run.sampleInputs(), samples.originalPredictions(), samples.originalValues());
    Optional<String> reason = reason(form.get().size(), samples, parts);
    if (reason.isPresent()) {
      run.skip(reason.get());
      return Optional.empty();
    }
    return Optional.of(draw(form.get(), samples.rows(), parts, run.inputRange()));
  }

  private static Optional<String> reason(int size, Metric.Batch samples, List<float[]> parts) {
    if (samples.rows() == 0) {
      return Optional.of("there are no examples");
    }
    if (samples.outputs() != size) {
      return Optional.of(
          "predictions must be images like the inputs, %d numbers, got %d"
              .formatted(size, samples.outputs()));
    }
    boolean known = parts.stream().allMatch(values -> values.length >= samples.rows() * size);
    return known
        ? Optional.empty()
        : Optional.of(
            "a transform has no inverse, so the images in the units of the data are lost");
  }

  private byte[] draw(ImageForm form, int samples, List<float[]> parts, Optional<Range> known) {
    int scale = form.scale(112);
    // The page ends at 8192 logical pixels.
    int room = Math.max(1, 7800 / (form.height() * scale + 8));
    int shown = Math.min(Math.min(count, samples), room);
    Range range = known.orElseGet(() -> ImageForm.range(parts, shown * form.size()));
    List<ImageGrid.Row> rows = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int row = i;
      rows.add(
          ImageGrid.Row.of(
              "", parts.stream().map(values -> pixels(values, row, form, range)).toList()));
    }
    return ImageGrid.of("Reconstructions", COLUMNS, rows, scale).draw().png();
  }

  private static Pixels pixels(float[] values, int row, ImageForm form, Range range) {
    float[] image = Arrays.copyOfRange(values, row * form.size(), (row + 1) * form.size());
    return Pixels.of(image, form.channels(), form.height(), form.width(), range.from(), range.to());
  }
}
