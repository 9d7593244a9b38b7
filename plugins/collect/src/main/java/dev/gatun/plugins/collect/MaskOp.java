package dev.gatun.plugins.collect;

import dev.gatun.api.graph.Call;
import dev.gatun.api.graph.Op;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Locale;

/// Turns random numbers, `[n, 1]` or `[n, 2]`, into masks of images: 1 where they are hidden, else
/// 0, the same in each channel.
///
/// @param mask says what is hidden
/// @param images `[n, channels, height, width]` or `[n, height, width]`
record MaskOp(Mask mask, Shape images) implements Op {
  /// How many random numbers the place of a square takes; a half takes one.
  static final int DRAWS = 2;

  private static final Mask.Side[] SIDES = {
    Mask.Side.LEFT, Mask.Side.RIGHT, Mask.Side.TOP, Mask.Side.BOTTOM
  };

  /// Checks the shape.
  ///
  /// @throws IllegalArgumentException if inputs that are no images are to lose a part of an image
  MaskOp {
    if (images.rank() != 3 && images.rank() != 4) {
      throw new IllegalArgumentException(
          "shape: %s must be given images [n, channels, height, width], got %s;"
                  .formatted(mask.shape().name().toLowerCase(Locale.ROOT), images)
              + " put mask before flatten, or use shape: random");
    }
  }

  private int height() {
    return images.extent(images.rank() - 2);
  }

  private int width() {
    return images.extent(images.rank() - 1);
  }

  @Override
  public String name() {
    return "mask";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return images;
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public void forward(Call call) {
    Tensor draws = call.input(0);
    Tensor y = call.output();
    y.segment().fill((byte) 0);
    int last = draws.columns() - 1;
    for (int row = 0; row < y.rows(); row++) {
      if (mask.shape() == Mask.Area.SQUARE) {
        square(y, row, number(draws, row, 0), number(draws, row, last));
      } else {
        half(y, row, number(draws, row, 0));
      }
    }
  }

  private void square(Tensor y, int row, double down, double right) {
    int shorter = Math.min(height(), width());
    int extent = Math.clamp(Math.round(mask.size() * shorter), 1, shorter);
    int top = (int) (down * (height() - extent + 1));
    int left = (int) (right * (width() - extent + 1));
    hide(y, row, top, left, extent, extent);
  }

  private void half(Tensor y, int row, double draw) {
    Mask.Side side =
        mask.side() == Mask.Side.RANDOM ? SIDES[(int) (draw * SIDES.length)] : mask.side();
    int rows = (height() + 1) / 2;
    int columns = (width() + 1) / 2;
    switch (side) {
      case LEFT -> hide(y, row, 0, 0, height(), columns);
      case RIGHT -> hide(y, row, 0, width() - columns, height(), columns);
      case TOP -> hide(y, row, 0, 0, rows, width());
      case BOTTOM -> hide(y, row, height() - rows, 0, rows, width());
      case RANDOM -> throw new AssertionError("a side was drawn");
    }
  }

  private void hide(Tensor y, int row, int top, int left, int rows, int columns) {
    int channels = y.columns() / (height() * width());
    for (int channel = 0; channel < channels; channel++) {
      for (int i = top; i < top + rows; i++) {
        long first = (((long) row * channels + channel) * height() + i) * width() + left;
        for (long at = first; at < first + columns; at++) {
          one(y, at);
        }
      }
    }
  }

  private static double number(Tensor draws, int row, int column) {
    MemorySegment segment = draws.segment();
    long at = (long) row * draws.columns() + column;
    return draws.type() == ElementType.F64
        ? segment.getAtIndex(ValueLayout.JAVA_DOUBLE, at)
        : segment.getAtIndex(ValueLayout.JAVA_FLOAT, at);
  }

  private static void one(Tensor y, long at) {
    if (y.type() == ElementType.F64) {
      y.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, at, 1);
    } else {
      y.segment().setAtIndex(ValueLayout.JAVA_FLOAT, at, 1);
    }
  }
}
