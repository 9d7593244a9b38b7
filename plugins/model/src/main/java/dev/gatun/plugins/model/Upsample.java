package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import java.util.Arrays;

/// Makes images `[n, channels, height, width]` larger by a whole factor.
@Component(
    name = "upsample",
    summary = "makes images larger",
    formula =
        "nearest: y[r, s] = x[⌊r / scale⌋, ⌊s / scale⌋]; bilinear: between the four pixels around (r + 1/2) / scale − 1/2",
    source = "Press et al. 2007, Numerical Recipes, section 3.6; corners as in PyTorch")
public record Upsample(
    @Option("how many times as many rows and columns") @Default("2") @AtLeast(1) int scale,
    @Option("repeat the nearest pixel, or go straight from pixel to pixel") @Default("nearest")
        Mode mode,
    @Option(
            "bilinear: whether corner pixels keep their values, positions being (extent − 1) / (output − 1) apart")
        @Default("false")
        boolean alignCorners)
    implements Layer {
  /// How pixels are made.
  public enum Mode {
    /// The nearest pixel, repeated.
    NEAREST,
    /// Straight lines from pixel to pixel, along each axis.
    BILINEAR
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Planes planes = Planes.of(x);
    int height = Math.multiplyExact(planes.height(), scale);
    int width = Math.multiplyExact(planes.width(), scale);
    if (mode == Mode.NEAREST) {
      return planes.pick(
          x, height, width, (row, column) -> row / scale * planes.width() + column / scale);
    }
    return stretched(stretched(x, true), false);
  }

  /// Goes from pixel to pixel along one axis.
  private Value stretched(Value x, boolean rows) {
    Planes planes = Planes.of(x);
    double[] places = places(rows ? planes.height() : planes.width());
    int height = rows ? places.length : planes.height();
    int width = rows ? planes.width() : places.length;
    double[] parts = new double[height * width];
    for (int i = 0; i < parts.length; i++) {
      double place = places[rows ? i / width : i % width];
      parts[i] = place - Math.floor(place);
    }
    Value from = picked(planes, x, places, rows, 0);
    Value to = picked(planes, x, places, rows, 1);
    return from.plus(to.minus(from).times(planes.repeated(x, parts)));
  }

  /// {@return the pixels at the places along an axis, or a step after them}
  private static Value picked(Planes planes, Value x, double[] places, boolean rows, int step) {
    int last = (rows ? planes.height() : planes.width()) - 1;
    int[] at = Arrays.stream(places).mapToInt(p -> Math.min((int) p + step, last)).toArray();
    int height = rows ? at.length : planes.height();
    int width = rows ? planes.width() : at.length;
    return planes.pick(
        x,
        height,
        width,
        (row, column) -> (rows ? at[row] : row) * planes.width() + (rows ? column : at[column]));
  }

  /// {@return the place in the input of each pixel of the output along an axis}
  private double[] places(int extent) {
    double[] places = new double[Math.multiplyExact(extent, scale)];
    for (int i = 0; i < places.length; i++) {
      places[i] =
          alignCorners
              ? (double) i * (extent - 1) / Math.max(1, places.length - 1)
              : Math.max(0, (i + 0.5) / scale - 0.5);
    }
    return places;
  }
}
