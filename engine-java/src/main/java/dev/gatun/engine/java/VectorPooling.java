package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Window;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Max pooling: by the most common window, two by two without overlap, where the planes lie, and by
/// others over planes [Phases] apart.
final class VectorPooling {
  private static final Window PAIRS = Window.of(2, 2, 0);
  private static final VectorSpecies<Integer> INT_SPECIES = SPECIES.withLanes(int.class);
  private static final IntVector EVEN = IntVector.zero(INT_SPECIES).addIndex(2);
  private static final IntVector ODD = EVEN.add(1);

  private VectorPooling() {}

  static void max(Window window, Tensor x, Tensor y, Tensor indices) {
    if (!Phases.suit(window, y)) {
      ScalarPooling.max(window, x, y, indices);
      return;
    }
    int outputHeight = y.shape().extent(2);
    int outputWidth = y.shape().extent(3);
    long planes = y.size() == 0 ? 0 : (long) y.rows() * y.shape().extent(1);
    long plane = 4L * x.shape().extent(2) * x.shape().extent(3);
    long outputPlane = 4L * outputHeight * outputWidth;
    boolean pairs = window.equals(PAIRS);
    Phases phases = Planes.ofThread().phases;
    if (!pairs) {
      phases.set(window, x, Float.NEGATIVE_INFINITY);
    }
    for (long p = 0; p < planes; p++) {
      long from = x.address() + p * plane;
      long to = y.address() + p * outputPlane;
      long places = indices.address() + p * outputPlane;
      if (pairs) {
        pairs(from, x.shape().extent(3), outputHeight, outputWidth, to, places);
      } else {
        phases.split(from);
        plane(window, x, phases, outputHeight, outputWidth, to, places);
      }
    }
  }

  private static void plane(
      Window window, Tensor x, Phases phases, int height, int width, long to, long indices) {
    Planes planes = Planes.ofThread();
    int count = height * width;
    float[] output = planes.output(count + LENGTH);
    int[] places = planes.places(count + LENGTH);
    for (int r = 0; r < height; r++) {
      row(window, phases, x.shape().extent(3), r, width, output, places);
    }
    for (int i = 0; i < count; i++) {
      // Nothing was above −∞: it may be the padding alone, or else the first −∞ counts.
      if (places[i] < 0) {
        places[i] = ScalarPooling.max(window, x, phases.plane(), i / width, i % width);
      }
    }
    Planes.write(output, 0, count, to);
    Planes.write(places, count, indices);
  }

  /// Pools for one row of the result, and a little beyond it, which the next overwrites.
  private static void row(
      Window window, Phases phases, int width, int r, int count, float[] output, int[] places) {
    int top = phases.top(r);
    int from = r * count;
    start(output, places, from, count);
    for (int u = phases.firstRow(r); u < phases.endRow(r); u++) {
      int row = top + u * window.dilationHeight();
      for (int v = 0; v < window.kernelWidth(); v++) {
        int left = row * width - window.paddingWidth() + v * window.dilationWidth();
        int at = phases.at(row, v);
        element(phases.numbers(), at, left, window.strideWidth(), output, places, from, count);
      }
    }
  }

  /// What is written behind a row's end, the next row overwrites.
  private static void start(float[] output, int[] places, int from, int count) {
    for (int s = 0; s < count; s += LENGTH) {
      FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY).intoArray(output, from + s);
      IntVector.broadcast(INT_SPECIES, -1).intoArray(places, from + s);
    }
  }

  /// Compares one element of every window of a row with the greatest so far: it counts if it is
  /// greater or NaN, where there was no NaN yet.
  private static void element(
      float[] split,
      int at,
      int left,
      int stride,
      float[] output,
      int[] places,
      int from,
      int count) {
    for (int s = 0; s < count; s += LENGTH) {
      FloatVector next = FloatVector.fromArray(SPECIES, split, at + s);
      FloatVector greatest = FloatVector.fromArray(SPECIES, output, from + s);
      VectorMask<Float> greater =
          next.compare(LE, greatest).not().and(greatest.compare(EQ, greatest));
      greatest.blend(next, greater).intoArray(output, from + s);
      IntVector.fromArray(INT_SPECIES, places, from + s)
          .blend(
              IntVector.broadcast(INT_SPECIES, left + s * stride).addIndex(stride),
              greater.cast(INT_SPECIES))
          .intoArray(places, from + s);
    }
  }

  private static void pairs(
      long x, int width, int outputHeight, int outputWidth, long y, long indices) {
    Buffers buffers = Buffers.ofThread();
    long row = 4L * outputWidth;
    for (int r = 0; r < outputHeight; r++) {
      int place = 2 * r * width;
      pairs(x + 4L * place, width, place, y + r * row, indices + r * row, row, buffers);
    }
  }

  /// Pools two rows.
  private static void pairs(
      long x, int width, int place, long y, long indices, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    whole(x, x + 4L * width, width, place, y, indices, end);
    if (end < bytes) {
      int count = Lanes.rest(bytes);
      long top = buffers.chunk(0);
      long bottom = buffers.chunk(1);
      stage(x + 2 * end, top, count);
      stage(x + 4L * width + 2 * end, bottom, count);
      long result = buffers.rest(0);
      long places = buffers.rest(1);
      whole(top, bottom, width, place + (int) (end / 2), result, places, BYTES);
      Lanes.unstage(result, y + end, count);
      Lanes.unstage(places, indices + end, count);
    }
  }

  /// Copies twice as many elements to two whole vectors.
  private static void stage(long from, long to, int count) {
    Lanes.stage(from, to, Math.min(LENGTH, 2 * count));
    Lanes.stage(from + BYTES, to + BYTES, Math.max(0, 2 * count - LENGTH));
  }

  private static void whole(
      long top, long bottom, int width, int place, long y, long indices, long bytes) {
    IntVector topLeft = IntVector.broadcast(INT_SPECIES, place).addIndex(2);
    for (long at = 0; at < bytes; at += BYTES) {
      IntVector a = fromMemorySegment(SPECIES, MEMORY, top + 2 * at, ORDER).reinterpretAsInts();
      IntVector b =
          fromMemorySegment(SPECIES, MEMORY, top + 2 * at + BYTES, ORDER).reinterpretAsInts();
      IntVector c = fromMemorySegment(SPECIES, MEMORY, bottom + 2 * at, ORDER).reinterpretAsInts();
      IntVector d =
          fromMemorySegment(SPECIES, MEMORY, bottom + 2 * at + BYTES, ORDER).reinterpretAsInts();
      FloatVector greatest = EVEN.selectFrom(a, b).reinterpretAsFloats();
      IntVector places = topLeft;
      FloatVector next = ODD.selectFrom(a, b).reinterpretAsFloats();
      // Greater or NaN, where there was no NaN yet.
      VectorMask<Float> greater =
          next.compare(LE, greatest).not().and(greatest.compare(EQ, greatest));
      greatest = greatest.blend(next, greater);
      places = places.blend(topLeft.add(1), greater.cast(INT_SPECIES));
      next = EVEN.selectFrom(c, d).reinterpretAsFloats();
      greater = next.compare(LE, greatest).not().and(greatest.compare(EQ, greatest));
      greatest = greatest.blend(next, greater);
      places = places.blend(topLeft.add(width), greater.cast(INT_SPECIES));
      next = ODD.selectFrom(c, d).reinterpretAsFloats();
      greater = next.compare(LE, greatest).not().and(greatest.compare(EQ, greatest));
      greatest = greatest.blend(next, greater);
      places = places.blend(topLeft.add(width + 1), greater.cast(INT_SPECIES));
      greatest.intoMemorySegment(MEMORY, y + at, ORDER);
      places.intoMemorySegment(MEMORY, indices + at, ORDER);
      topLeft = topLeft.add(2 * LENGTH);
    }
  }
}
