package dev.gatun.engine.openblas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

/// Tensors of one type for one test, and the bounds that decompositions must meet: `10·max(m,
/// n)·u·‖A‖` (LAPACK Users' Guide, 3rd ed., sections 4.1 and 4.9).
final class Numbers implements AutoCloseable {
  private static final double MODEST = 10;

  private final Workspace workspace = Workspace.open("numbers");
  private final Random random = new Random(7);
  private final ElementType type;

  Numbers(ElementType type) {
    this.type = type;
  }

  double unit() {
    return type == ElementType.F32 ? 0x1p-24 : 0x1p-53;
  }

  Tensor of(int rows, int columns, double... values) {
    return filled(workspace.allocate(type, Shape.of(rows, columns)), values);
  }

  private Tensor filled(Tensor tensor, double... values) {
    for (int i = 0; i < values.length; i++) {
      if (type == ElementType.F32) {
        tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) values[i]);
      } else {
        tensor.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, i, values[i]);
      }
    }
    return tensor;
  }

  Tensor random(int rows, int columns) {
    return of(rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
  }

  /// {@return a tensor of NaN}
  Tensor output(int... extents) {
    Tensor tensor = workspace.allocate(type, Shape.of(extents));
    double[] nan = new double[Math.toIntExact(tensor.size())];
    Arrays.fill(nan, Double.NaN);
    return filled(tensor, nan);
  }

  /// {@return a symmetric matrix with `shift` added to its diagonal}
  Tensor symmetric(int n, double shift) {
    double[] values = values(random(n, n));
    for (int i = 0; i < n; i++) {
      values[i * n + i] += shift;
      for (int j = 0; j < i; j++) {
        values[j * n + i] = values[i * n + j];
      }
    }
    return of(n, n, values);
  }

  /// {@return a copy with numbers above the diagonal that must not be read}
  Tensor lowerOnly(Tensor a) {
    double[] values = values(a);
    int n = a.rows();
    for (int i = 0; i < n; i++) {
      Arrays.fill(values, i * n + i + 1, (i + 1) * n, 1e6);
    }
    return of(n, n, values);
  }

  double[] values(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          type == ElementType.F32
              ? tensor.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i)
              : tensor.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, i);
    }
    return values;
  }

  Tensor transposed(Tensor a) {
    int m = a.rows();
    int n = a.columns();
    double[] values = values(a);
    double[] result = new double[values.length];
    Arrays.setAll(result, i -> values[i % m * n + i / m]);
    return of(n, m, result);
  }

  Tensor product(Tensor a, Tensor b) {
    double[] ones = new double[a.columns()];
    Arrays.fill(ones, 1);
    return of(a.rows(), b.columns(), product(a, ones, b));
  }

  /// {@return `left·diag(scales)·right`, of as many columns and rows as there are scales}
  private double[] product(Tensor left, double[] scales, Tensor right) {
    double[] a = values(left);
    double[] b = values(right);
    int n = right.columns();
    double[] result = new double[left.rows() * n];
    for (int i = 0; i < left.rows(); i++) {
      for (int k = 0; k < scales.length; k++) {
        double factor = a[i * left.columns() + k] * scales[k];
        for (int j = 0; j < n; j++) {
          result[i * n + j] += factor * b[k * n + j];
        }
      }
    }
    return result;
  }

  /// Requires that `a = left·diag(scales)·right` to a modest multiple of `max(m, n)·u·norm`.
  void assertProduct(Tensor a, Tensor left, double[] scales, Tensor right, double norm) {
    double bound = MODEST * Math.max(a.rows(), right.rows()) * unit() * norm;
    double[] exact = values(a);
    double[] made = product(left, scales, right);
    double worst = 0;
    for (int i = 0; i < exact.length; i++) {
      worst = worse(worst, made[i] - exact[i]);
    }
    assertThat(worst).as("%s = %s times %s", a, left, right).isLessThanOrEqualTo(bound);
  }

  /// {@return the greater magnitude, NaN being the greatest}
  private static double worse(double worst, double difference) {
    return Math.max(worst, Math.abs(difference));
  }

  void assertOrthonormalColumns(Tensor q) {
    double[] ones = new double[q.rows()];
    Arrays.fill(ones, 1);
    double[] gram = product(transposed(q), ones, q);
    int n = q.columns();
    double worst = 0;
    for (int i = 0; i < gram.length; i++) {
      worst = worse(worst, gram[i] - (i / n == i % n ? 1 : 0));
    }
    assertThat(worst)
        .as("deviation of the columns of %s from orthonormality", q)
        .isLessThanOrEqualTo(MODEST * q.rows() * unit());
  }

  @Override
  public void close() {
    workspace.close();
  }
}
