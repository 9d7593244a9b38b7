package dev.gatun.plugins.model;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Initializer;
import dev.gatun.api.Option;
import dev.gatun.engine.Shape;
import java.util.random.RandomGenerator;

/// A random matrix with orthonormal rows, or columns where there are fewer of them, times a gain;
/// the axes after the first count as one.
///
/// Normal vectors made orthogonal one after the other, which gives every such matrix the same
/// chance.
@Component(
    name = "orthogonal",
    summary = "random orthonormal rows or columns",
    formula = "gain·Q, QᵀQ = 1 or QQᵀ = 1",
    source =
        "Saxe et al. 2014, Exact solutions to the nonlinear dynamics of learning, section 3; Björck 1994, Numerics of Gram-Schmidt Orthogonalization")
public record Orthogonal(@Option("length of the vectors") @Default("1") @Above(0) double gain)
    implements Initializer {
  @Override
  public void initialize(Shape shape, RandomGenerator random, double[] values) {
    int rows = shape.rows();
    int columns = shape.columns();
    boolean wide = rows <= columns;
    double[][] vectors = new double[wide ? rows : columns][wide ? columns : rows];
    for (int i = 0; i < vectors.length; i++) {
      do {
        Normal.fill(1, random, vectors[i]);
      } while (!orthogonalize(vectors, i));
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i * columns + j] = gain * (wide ? vectors[i][j] : vectors[j][i]);
      }
    }
  }

  /// Makes a vector orthogonal to those before it, twice against rounding, and its length 1.
  ///
  /// @return false if nothing was left of it
  private static boolean orthogonalize(double[][] vectors, int index) {
    double[] vector = vectors[index];
    double before = Math.sqrt(dot(vector, vector));
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < index; i++) {
        add(-dot(vectors[i], vector), vectors[i], vector);
      }
    }
    double length = Math.sqrt(dot(vector, vector));
    if (!(length > 1e-8 * before)) {
      return false;
    }
    for (int j = 0; j < vector.length; j++) {
      vector[j] /= length;
    }
    return true;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void add(double factor, double[] x, double[] to) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * x[j];
    }
  }
}
