package dev.gatun.kit.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rules of matrix products.
final class ProductRules {
  private static final int[][] LARGE = {
    {64, 400, 10}, {10, 257, 128}, {65, 100, 130}, {1, 300, 70}, {70, 300, 1}, {33, 1, 65}
  };

  private ProductRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-01",
            Group.PRODUCTS,
            "Products stay within Higham's bound in all transpositions, for every α and β.",
            ProductRules::agree),
        new Rule(
            "ENG-02",
            Group.PRODUCTS,
            "With β = 0 a product does not read the old result.",
            ProductRules::doesNotRead),
        new Rule(
            "ENG-03",
            Group.PRODUCTS,
            "A product over no terms is β times the old result.",
            ProductRules::noTerms),
        new Rule(
            "ENG-04",
            Group.PRODUCTS,
            "NaN and infinity reach the row or column of the result they belong to, and no other.",
            ProductRules::notFinite));
  }

  private static void agree(Trial trial) {
    for (RandomShapes.Extents shape : RandomShapes.of(trial.random())) {
      int terms = trial.draw().between(1, 40);
      agree(trial, shape.rows(), terms, shape.columns());
    }
    for (int[] shape : LARGE) {
      agree(trial, shape[0], shape[1], shape[2]);
    }
  }

  private static void agree(Trial trial, int m, int k, int n) {
    ProductSamples.all(trial.draw(), m, k, n).forEach(trial::agree);
    ProductSamples.weightGradients(trial.draw(), m, k, n).forEach(trial::agree);
  }

  /// Old results of NaN: a product that reads them has NaN in it.
  private static void doesNotRead(Trial trial) {
    for (RandomShapes.Extents shape : RandomShapes.of(trial.random())) {
      List<Sample> samples = new ArrayList<>();
      samples.addAll(ProductSamples.all(trial.draw(), shape.rows(), 9, shape.columns()));
      samples.addAll(
          ProductSamples.weightGradients(trial.draw(), shape.rows(), 9, shape.columns()));
      for (Sample sample : samples) {
        Operand result = sample.written().getFirst();
        if (result.role() == Operand.Role.OUTPUT) {
          Loaded loaded = trial.load(sample);
          loaded.call();
          Require.noneNaN(sample, result.name(), loaded.values(result.name()));
          trial.recycle();
        }
      }
    }
  }

  private static void noTerms(Trial trial) {
    for (int[] shape : new int[][] {{1, 1}, {3, 5}, {17, 33}}) {
      agree(trial, shape[0], 0, shape[1]);
    }
  }

  private static void notFinite(Trial trial) {
    for (double special : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int[] shape : new int[][] {{3, 4, 5}, {17, 19, 23}, {40, 300, 37}}) {
        for (int transpositions = 0; transpositions < 4; transpositions++) {
          notFinite(trial, special, transpositions, shape[0], shape[1], shape[2]);
        }
      }
    }
  }

  private static void notFinite(
      Trial trial, double special, int transpositions, int m, int k, int n) {
    boolean transposeA = (transpositions & 1) != 0;
    boolean transposeB = (transpositions & 2) != 0;
    Sample sample =
        ProductSamples.gemm(trial.draw(), transposeA, transposeB, 1, m, k, n, 0)
            .within(Bound.sums(k + 3));
    int row = trial.random().nextInt(m);
    int term = trial.random().nextInt(k);
    double[] a = sample.operand("a").values().clone();
    a[transposeA ? term * m + row : row * k + term] = special;
    Sample changed = sample.with("a", a);
    Loaded loaded = trial.load(changed);
    loaded.call();
    double[] c = loaded.values("c");
    for (int i = 0; i < m; i++) {
      double[] found = Arrays.copyOfRange(c, i * n, (i + 1) * n);
      Require.that(
          i == row
              ? Arrays.stream(found).noneMatch(Double::isFinite)
              : Arrays.stream(found).allMatch(Double::isFinite),
          "%s: %s in row %d of op(a) must reach that row of c and no other, got %s in row %d",
          changed,
          special,
          row,
          Arrays.toString(found),
          i);
    }
    trial.recycle();
  }
}
