package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import java.util.Arrays;

/// A plane with its padding, the columns taken apart by their remainder on division by the stride:
/// what neighbouring positions of a window see then lies side by side.
///
/// Reused from call to call.
final class Phases {
  /// Phases beyond which the room between them costs more than neighbours save.
  private static final int MOST = 4;

  /// Columns of the result below which a vector of them is hardly better than one.
  private static final int LEAST = 4;

  private final Planes planes;
  private Window window = Window.of(1, 1, 0);
  private int height;
  private int width;

  /// Numbers of one phase of a row, and of all.
  private int length;

  private int row;
  private int[] offsets = new int[0];
  private float[] numbers = new float[0];
  private float[] plane = new float[0];

  Phases(Planes planes) {
    this.planes = planes;
  }

  /// {@return whether positions are many and close enough for this to pay}
  static boolean suit(Window window, Tensor y) {
    return window.strideWidth() <= MOST && y.shape().extent(3) >= LEAST;
  }

  /// Prepares for planes of a tensor.
  ///
  /// @param filler stands in the padding, and in a vector's length behind each phase
  void set(Window given, Tensor x, float filler) {
    window = given;
    height = x.shape().extent(2);
    width = x.shape().extent(3);
    int padded = width + 2 * given.paddingWidth();
    length = Math.ceilDiv(padded, given.strideWidth()) + Lanes.LENGTH;
    row = given.strideWidth() * length;
    numbers = planes.row(height * row);
    plane = planes.input(height * width);
    Arrays.fill(numbers, 0, height * row, filler);
    if (offsets.length < given.kernelWidth()) {
      offsets = new int[given.kernelWidth()];
    }
    for (int v = 0; v < given.kernelWidth(); v++) {
      int column = v * given.dilationWidth();
      offsets[v] = column % given.strideWidth() * length + column / given.strideWidth();
    }
  }

  float[] numbers() {
    return numbers;
  }

  /// {@return the plane as it was}
  float[] plane() {
    return plane;
  }

  /// {@return where the number under a window's column at the first position stands, those under it
  /// at the next positions behind it}
  int at(int planeRow, int v) {
    return planeRow * row + offsets[v];
  }

  /// {@return the row of the plane under the first row of a window}
  int top(int r) {
    return r * window.strideHeight() - window.paddingHeight();
  }

  /// {@return the first row of the window inside the plane}
  int firstRow(int r) {
    return ScalarPooling.first(top(r), window.dilationHeight());
  }

  /// {@return the end of the rows of the window inside the plane}
  int endRow(int r) {
    int dilation = window.dilationHeight();
    return ScalarPooling.end(top(r), height, window.kernelHeight(), dilation, firstRow(r));
  }

  /// Reads a plane and takes it apart.
  void split(long from) {
    Planes.read(from, height * width, plane, 0);
    int stride = window.strideWidth();
    for (int r = 0; r < height; r++) {
      for (int phase = 0; phase < stride; phase++) {
        int first = firstColumn(phase);
        int to = start(r, phase, first);
        if (stride == 1) {
          System.arraycopy(plane, r * width, numbers, to, width);
        } else {
          int count = Math.max(0, Math.ceilDiv(width - first, stride));
          pick(plane, r * width + first, stride, numbers, to, count);
        }
      }
    }
  }

  private static void pick(float[] x, int from, int stride, float[] y, int to, int count) {
    for (int j = 0; j < count; j++) {
      y[to + j] = x[from + j * stride];
    }
  }

  private int firstColumn(int phase) {
    return Math.floorMod(phase - window.paddingWidth(), window.strideWidth());
  }

  private int start(int r, int phase, int column) {
    return r * row + phase * length + (column + window.paddingWidth()) / window.strideWidth();
  }
}
