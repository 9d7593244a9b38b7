package dev.gatun.plugins.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// The last steps with the changes of the gradient they made, which stand for the inverse of the
/// second derivatives.
///
/// Source: Nocedal and Wright 2006, *Numerical Optimization*, algorithm 7.4 and equation 7.20.
final class CurvatureMemory {
  /// Pairs with less curvature than this share of the squared change would be rounding errors.
  private static final double LEAST_CURVATURE = 1e-14;

  private final int capacity;
  private final Deque<Pair> pairs = new ArrayDeque<>();

  /// A step, the change of the gradient, and their product.
  private record Pair(double[] step, double[] change, double product) {}

  CurvatureMemory(int capacity) {
    this.capacity = capacity;
  }

  /// {@return the pairs, oldest first: step, change, step, change and so on}
  List<double[]> pairs() {
    return pairs.stream().flatMap(pair -> Stream.of(pair.step, pair.change)).toList();
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  void clear() {
    pairs.clear();
  }

  /// Remembers a pair, unless the curvature along the step is not above 0.
  ///
  /// @param step difference of two points
  /// @param change difference of their gradients
  void add(double[] step, double[] change) {
    double product = dot(step, change);
    if (product <= LEAST_CURVATURE * dot(change, change)) {
      return;
    }
    if (pairs.size() == capacity) {
      pairs.removeFirst();
    }
    pairs.addLast(new Pair(step, change, product));
  }

  /// {@return where to go: minus the approximate inverse times the gradient}
  ///
  /// @param gradient not modified
  double[] direction(double[] gradient) {
    double[] q = gradient.clone();
    double[] shares = new double[pairs.size()];
    int i = pairs.size();
    for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
      Pair pair = newest.next();
      shares[--i] = dot(pair.step, q) / pair.product;
      add(-shares[i], pair.change, q);
    }
    double scale =
        pairs.isEmpty()
            ? 1
            : pairs.getLast().product / dot(pairs.getLast().change, pairs.getLast().change);
    for (int j = 0; j < q.length; j++) {
      q[j] *= scale;
    }
    for (Pair pair : pairs) {
      add(shares[i++] - dot(pair.change, q) / pair.product, pair.step, q);
    }
    for (int j = 0; j < q.length; j++) {
      q[j] = -q[j];
    }
    return q;
  }

  /// {@return the sum of the products of the elements}
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double factor, double[] x, double[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += factor * x[i];
    }
  }
}
