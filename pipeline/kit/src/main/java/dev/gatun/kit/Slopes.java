package dev.gatun.kit;

import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.util.Optional;

/// Slopes of a loss by differences.
///
/// Source: Press et al. 2007, *Numerical Recipes*, 3rd ed., section 5.7: central differences are
/// most accurate with steps of the cube root of the machine epsilon.
final class Slopes {
  private static final double EPSILON = Math.ulp(1.0);
  private static final double STEP = Math.cbrt(EPSILON);

  /// How much smaller the steps are that tell kinks from wrong gradients.
  private static final double FINER = 16;

  /// How many roundings of the loss a difference is granted.
  private static final double ROUNDINGS = 32;

  private final Engine engine;
  private final Plan plan;
  private final Value losses;
  private final Optional<Value> penalty;
  private final double middle;
  private final double magnitude;

  /// @param plan that trains the network, with a batch loaded; left with that batch's forward pass
  ///   done
  Slopes(Engine engine, Network network, Plan plan) {
    this.engine = engine;
    this.plan = plan;
    this.losses = network.losses();
    this.penalty = network.penalty();
    this.middle = loss();
    double sum = Math.abs(penalty());
    double[] each = engine.download(plan.output(losses));
    for (double one : each) {
      sum += Math.abs(one) / each.length;
    }
    this.magnitude = sum;
  }

  /// The slope at one coordinate.
  ///
  /// @param central by steps in both directions
  /// @param jump how far the slopes to the right and to the left differ
  record Slope(double central, double jump) {}

  /// What became of a coordinate whose gradients differ.
  ///
  /// @param index of the coordinate
  /// @param analytic the gradient of the backward pass
  /// @param numerical the best difference
  /// @param kink whether the loss has a kink or a jump there, so that the difference says nothing
  record Found(int index, double analytic, double numerical, boolean kink) {}

  /// {@return what rounding may change in a slope}
  double noise() {
    return ROUNDINGS * EPSILON * magnitude / STEP;
  }

  Slope at(Tensor parameter, int index) {
    return at(parameter, index, STEP);
  }

  private Slope at(Tensor parameter, int index, double step) {
    Tensor one = parameter.range(index, Shape.of(1));
    double value = engine.download(one)[0];
    double h = step * Math.max(1, Math.abs(value));
    double right = value + h;
    double left = value - h;
    double rightLoss = loss(one, right);
    double leftLoss = loss(one, left);
    engine.upload(new double[] {value}, one);
    double jump = (rightLoss - middle) / (right - value) - (middle - leftLoss) / (value - left);
    return new Slope((rightLoss - leftLoss) / (right - left), Math.abs(jump));
  }

  private double loss(Tensor one, double value) {
    engine.upload(new double[] {value}, one);
    return loss();
  }

  private double loss() {
    plan.forward();
    return plan.loss() + penalty();
  }

  private double penalty() {
    return penalty.map(value -> engine.download(plan.output(value))[0]).orElse(0.0);
  }

  /// Looks closer at a coordinate where gradient and difference disagree.
  ///
  /// Where the loss is smooth, the slopes to the right and to the left differ in proportion to the
  /// step. Where it is not, a kink lies within the step: if it lies at the very coordinate, they
  /// differ as much with a finer step; if beside it, the finer step misses it.
  Found classify(Tensor parameter, int index, double analytic) {
    Slope coarse = at(parameter, index);
    Slope fine = at(parameter, index, STEP / FINER);
    double coarseError = Math.abs(analytic - coarse.central());
    double fineError = Math.abs(analytic - fine.central());
    double fineNoise = FINER * noise();
    boolean shrinks = fineError <= coarseError / FINER + fineNoise && fineError < coarseError;
    if (shrinks) {
      boolean smooth =
          Math.abs(coarse.jump() - FINER * fine.jump()) <= coarse.jump() / 2 + FINER * fineNoise;
      return new Found(index, analytic, fine.central(), !smooth);
    }
    boolean kink = fine.jump() > coarse.jump() / 4 && fine.jump() > fineNoise;
    return new Found(index, analytic, coarse.central(), kink);
  }
}
