package dev.gatun.kit.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Shapes that find mistakes: one below, at and above each vector length, tall, wide, and random.
final class RandomShapes {
  private static final int[] EXTENTS = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33};
  private static final int RANDOM = 50;
  private static final int MOST = 40;

  /// A matrix's extents.
  record Extents(int rows, int columns) {}

  private RandomShapes() {}

  static List<Extents> of(Random random) {
    List<Extents> shapes = new ArrayList<>();
    for (int extent : EXTENTS) {
      shapes.add(new Extents(extent, 5));
      shapes.add(new Extents(3, extent));
    }
    shapes.add(new Extents(259, 3));
    shapes.add(new Extents(2, 517));
    for (int i = 0; i < RANDOM; i++) {
      shapes.add(new Extents(1 + random.nextInt(MOST), 1 + random.nextInt(MOST)));
    }
    return shapes;
  }
}
