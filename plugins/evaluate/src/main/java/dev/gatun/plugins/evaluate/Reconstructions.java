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
    Optional<String> reason = reason(run);
    if (reason.isPresent()) {
      run.skip(reason.get());
      return Optional.empty();
    }
    ImageForm form = ImageForm.of(run.inputShape()).orElseThrow();
    Metric.Batch samples = run.samples();
    int scale = form.scale(112);
    // The page ends at 8192 logical pixels.
    int room = Math.max(1, 7800 / (form.height() * scale + 8));
    int shown = Math.min(Math.min(count, samples.rows()), room);
    List<float[]> parts =
        List.of(run.sampleInputs(), samples.originalPredictions(), samples.originalValues());
    Range range = run.inputRange().orElseGet(() -> rangeOf(parts, shown * form.size()));
    List<ImageGrid.Row> rows = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int row = i;
      rows.add(
          ImageGrid.Row.of(
              "", parts.stream().map(values -> pixels(values, row, form, range)).toList()));
    }
    return Optional.of(ImageGrid.of("Reconstructions", COLUMNS, rows, scale).draw().png());
  }

  private static Optional<String> reason(Run run) {
    Optional<ImageForm> form = ImageForm.of(run.inputShape());
    if (form.isEmpty()) {
      return Optional.of(ImageForm.reason(run.inputShape()));
    }
    Metric.Batch samples = run.samples();
    if (samples.rows() == 0) {
      return Optional.of("there are no test examples");
    }
    if (samples.outputs() != form.get().size()) {
      return Optional.of(
          "predictions must be images like the inputs, %d numbers, got %d"
              .formatted(form.get().size(), samples.outputs()));
    }
    int needed = samples.rows() * samples.outputs();
    boolean known =
        run.sampleInputs().length >= needed
            && samples.originalPredictions().length >= needed
            && samples.originalValues().length >= needed;
    return known
        ? Optional.empty()
        : Optional.of(
            "a transform has no inverse, so the images in the units of the data are lost");
  }

  private static Pixels pixels(float[] values, int row, ImageForm form, Range range) {
    float[] image = Arrays.copyOfRange(values, row * form.size(), (row + 1) * form.size());
    return Pixels.of(image, form.channels(), form.height(), form.width(), range.from(), range.to());
  }

  private static Range rangeOf(List<float[]> parts, int size) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float[] values : parts) {
      for (int i = 0; i < size; i++) {
        if (Float.isFinite(values[i])) {
          low = Math.min(low, values[i]);
          high = Math.max(high, values[i]);
        }
      }
    }
    return low < high ? new Range(low, high) : new Range(0, 1);
  }
}
