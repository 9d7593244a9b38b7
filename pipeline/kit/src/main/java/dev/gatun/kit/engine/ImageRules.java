package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Window;
import java.util.Arrays;
import java.util.List;

/// Rules of convolution, pooling and the choice of columns.
final class ImageRules {
  private ImageRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-27",
            Group.IMAGES,
            "Convolutions stay within Higham's bound: strides, padding, gaps, groups, no bias.",
            Agreement.of("convolution")),
        new Rule(
            "ENG-28",
            Group.IMAGES,
            "The gradients of convolution stay within Higham's bound.",
            Agreement.of("convolutionInputGradient", "convolutionParameterGradient")),
        new Rule(
            "ENG-29",
            Group.IMAGES,
            "A maximum under a window is exact, and stands at the first of equals.",
            Agreement.of("maxPool")),
        new Rule(
            "ENG-30",
            Group.IMAGES,
            "Under a window NaN is the greatest; padding alone gives negative infinity at −1.",
            ImageRules::maxPoolSpecial),
        new Rule(
            "ENG-31",
            Group.IMAGES,
            "The gradient of maxima adds each number to its place, and none where that is −1.",
            Agreement.of("maxPoolGradient")),
        new Rule(
            "ENG-32",
            Group.IMAGES,
            "Means under a window and their gradients stay within Higham's bound, padding counted"
                + " or not.",
            Agreement.both(
                Agreement.of("averagePool", "averagePoolGradient"), ImageRules::paddingAlone)),
        new Rule(
            "ENG-33",
            Group.IMAGES,
            "Columns are chosen exactly, −1 giving 0; their gradients add in order.",
            Agreement.of("gatherColumns", "gatherColumnsGradient")));
  }

  private static void maxPoolSpecial(Trial trial) {
    double nan = Double.NaN;
    double[] plane = {1, nan, 3, 4, 5, nan, 7, 8, 9, 9, 9, 9, -1, -1, -2, -2};
    pooled(
        trial, Window.of(2, 2, 0), plane, new double[] {nan, 8, 9, 9}, new double[] {1, 7, 8, 10});
    double low = Double.NEGATIVE_INFINITY;
    double[] corners = {low, low, low, low, low, low, low, low, -3, -4, -5, -6, low, low, low, low};
    pooled(
        trial,
        Window.of(2, 2, 0),
        corners,
        new double[] {low, low, -3, -5},
        new double[] {0, 2, 8, 10});
    double[] y = new double[25];
    double[] indices = new double[25];
    Arrays.fill(y, low);
    Arrays.fill(indices, -1);
    int[] inside = {6, 7, 8, 11, 12, 13, 16, 17, 18};
    double[] small = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    for (int i = 0; i < inside.length; i++) {
      y[inside[i]] = small[i];
      indices[inside[i]] = i;
    }
    pooled(trial, Window.of(1, 1, 1), small, y, indices);
  }

  private static void pooled(
      Trial trial, Window window, double[] plane, double[] y, double[] indices) {
    int from = (int) Math.sqrt(plane.length);
    int to = (int) Math.sqrt(y.length);
    Sample sample =
        Sample.of(
            "maxPool",
            window,
            Operand.in("x", plane, 1, 1, from, from),
            Operand.out("y", 1, 1, to, to),
            Operand.out("indices", 1, 1, to, to).of(ElementType.I32));
    Loaded loaded = trial.load(sample);
    loaded.call();
    Require.equal(sample, "y", y, loaded.values("y"));
    Require.equal(sample, "indices", indices, loaded.values("indices"));
  }

  private static void paddingAlone(Trial trial) {
    for (boolean countPadding : new boolean[] {false, true}) {
      Sample sample =
          Sample.of(
                  "averagePool",
                  Window.of(1, 1, 1),
                  countPadding,
                  Operand.in("x", trial.draw().numbers(18), 2, 1, 3, 3),
                  Operand.out("y", 2, 1, 5, 5))
              .within(Bound.sums(3));
      trial.agree(sample);
      Loaded loaded = trial.load(sample);
      loaded.call();
      double[] y = loaded.values("y");
      Require.that(y[0] == 0, "%s: y must be 0 over padding alone, got %s", sample, y[0]);
    }
  }
}
