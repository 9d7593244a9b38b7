package dev.gatun.runner;

import dev.gatun.api.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Inputs from a file, in the form a model takes them.
///
/// @param file where they came from
/// @param rows of numbers, one an input, at least one
public record Inputs(Path file, float[][] rows) {
  /// A mean that is nearer than this share of the range says nothing.
  private static final double FAR = 0.25;

  /// Numbers within so small a share of the range were scaled already.
  private static final double SMALL = 0.01;

  /// {@return the same inputs with the ends of a range swapped: white for black}
  ///
  /// @param range of the model's inputs
  public Inputs inverted(Range range) {
    float[][] inverted = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      float[] each = rows[row].clone();
      for (int i = 0; i < each.length; i++) {
        each[i] = (float) (range.from() + range.to() - each[i]);
      }
      inverted[row] = each;
    }
    return new Inputs(file, inverted);
  }

  /// {@return what makes the inputs look unlike those the model was trained on, a sentence each}
  List<String> remarks(ModelForm form) {
    if (form.range().isEmpty()) {
      return List.of();
    }
    Range range = form.range().get();
    return Stream.concat(scale(range).stream(), light(form, range).stream()).toList();
  }

  private Optional<String> scale(Range range) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float[] row : rows) {
      for (float number : row) {
        least = Math.min(least, number);
        most = Math.max(most, number);
      }
    }
    boolean within = least >= range.from() && most <= range.to();
    boolean tiny = most > least && most - least <= SMALL * range.length();
    return within && !tiny
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s has numbers from %.4g to %.4g, the model was trained on some from %.4g to %.4g; scale them",
                file,
                least,
                most,
                range.from(),
                range.to()));
  }

  private Optional<String> light(ModelForm form, Range range) {
    double mean = Stream.of(rows).mapToDouble(Floats::mean).average().orElseThrow();
    double off = Math.abs(mean - form.mean());
    double inverted = Math.abs(range.from() + range.to() - mean - form.mean());
    boolean unlike = form.input().rank() == 3 && off > FAR * range.length() && inverted < off;
    return unlike
        ? Optional.of(
            "%s is mostly %s, the images the model was trained on are mostly %s; --invert swaps black and white"
                .formatted(
                    file,
                    mean > form.mean() ? "light" : "dark",
                    mean > form.mean() ? "dark" : "light"))
        : Optional.empty();
  }
}
