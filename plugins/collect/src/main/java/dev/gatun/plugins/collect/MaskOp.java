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

/// Draws masks of the input's shape: 1 where it is hidden, else 0, the same in each channel.
record MaskOp(String purpose, Mask mask, int channels, int height, int width) implements Op {
  /// Numbers from 0 to 1 an example needs for the place of a square; half of an image needs one.
  private static final int DRAWS = 2;

  private static final Mask.Side[] SIDES = {
    Mask.Side.LEFT, Mask.Side.RIGHT, Mask.Side.TOP, Mask.Side.BOTTOM
  };

  /// Prepares masks for inputs.
  ///
  /// @param inputs `[n, channels, height, width]` or `[n, height, width]`; of any shape for random
  ///   pixels
  /// @throws IllegalArgumentException if inputs that are no images are to lose a part of an image
  MaskOp(String purpose, Mask mask, Shape inputs) {
    this(
        purpose,
        mask,
        inputs.rank() == 4 ? inputs.extent(1) : 1,
        isImage(inputs) ? inputs.extent(inputs.rank() - 2) : 1,
        isImage(inputs) ? inputs.extent(inputs.rank() - 1) : inputs.columns());
    if (!isImage(inputs) && mask.shape() != Mask.Area.RANDOM) {
      throw new IllegalArgumentException(
          "shape: %s must be given images [n, channels, height, width], got %s;"
                  .formatted(mask.shape().name().toLowerCase(Locale.ROOT), inputs)
              + " put mask before flatten, or use shape: random");
    }
  }

  private static boolean isImage(Shape inputs) {
    return inputs.rank() == 3 || inputs.rank() == 4;
  }

  @Override
  public String name() {
    return "mask";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public List<Shape> saved(List<Shape> inputs) {
    int draws = mask.shape() == Mask.Area.RANDOM ? height * width : DRAWS;
    return List.of(Shape.of(inputs.getFirst().rows(), draws));
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public void forward(Call call) {
    Tensor draws = call.saved(0);
    if (mask.fixed()) {
      call.fixedRandom(draws);
    } else {
      call.random(draws);
    }
    Tensor y = call.output();
    call.kernels().fill(0, y);
    for (int row = 0; row < y.rows(); row++) {
      switch (mask.shape()) {
        case SQUARE -> square(draws, row, y);
        case HALF -> half(draws, row, y);
        case RANDOM -> pixels(draws, row, y);
      }
    }
  }

  private void square(Tensor draws, int row, Tensor y) {
    int shorter = Math.min(height, width);
    int extent = Math.clamp(Math.round(mask.size() * shorter), 1, shorter);
    int top = (int) (number(draws, row, 0) * (height - extent + 1));
    int left = (int) (number(draws, row, 1) * (width - extent + 1));
    hide(y, row, top, left, extent, extent);
  }

  private void half(Tensor draws, int row, Tensor y) {
    Mask.Side side =
        mask.side() == Mask.Side.RANDOM
            ? SIDES[(int) (number(draws, row, 0) * SIDES.length)]
            : mask.side();
    int rows = (height + 1) / 2;
    int columns = (width + 1) / 2;
    switch (side) {
      case LEFT -> hide(y, row, 0, 0, height, columns);
      case RIGHT -> hide(y, row, 0, width - columns, height, columns);
      case TOP -> hide(y, row, 0, 0, rows, width);
      case BOTTOM -> hide(y, row, height - rows, 0, rows, width);
      case RANDOM -> throw new AssertionError("a side was drawn");
    }
  }

  private void pixels(Tensor draws, int row, Tensor y) {
    int pixels = height * width;
    for (int pixel = 0; pixel < pixels; pixel++) {
      if (number(draws, row, pixel) < mask.fraction()) {
        hide(y, row, pixel / width, pixel % width, 1, 1);
      }
    }
  }

  private void hide(Tensor y, int row, int top, int left, int rows, int columns) {
    for (int channel = 0; channel < channels; channel++) {
      for (int i = top; i < top + rows; i++) {
        long first = (((long) row * channels + channel) * height + i) * width + left;
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
