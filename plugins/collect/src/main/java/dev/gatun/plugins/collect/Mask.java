package dev.gatun.plugins.collect;

import dev.gatun.api.Above;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Range;
import dev.gatun.api.Transform;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import java.util.Optional;

/// Hides a part of each input, which becomes the target: a model learns to fill in what is missing.
///
/// The whole input is copied to the target's values, with a mask that is 1 where it was hidden.
/// What is hidden is drawn anew in every epoch of training, and fixed for each example otherwise.
@Component(
    name = "mask",
    summary = "hides a part of each input and makes the whole input the target",
    formula = "x·(1 − m) + fill·m")
public record Mask(
    @Option("what is hidden: a square, half of the image, or pixels at random") @Default("square")
        Area shape,
    @Option("side of the square, as a fraction of the image's shorter side")
        @Default("0.5")
        @Above(0)
        @AtMost(1)
        double size,
    @Option("which half; random: one of the four") @Default("random") Side side,
    @Option("probability of each pixel to be hidden, for shape: random")
        @Default("0.5")
        @Above(0)
        @AtMost(1)
        double fraction,
    @Option("number that replaces what is hidden, in units of the inputs as they are at this point")
        @Default("0")
        double fill,
    @Option("whether an example's hidden part stays the same in every epoch") @Default("false")
        boolean fixed)
    implements Transform {
  /// What is hidden.
  public enum Area {
    /// A square within the image.
    SQUARE,
    /// Half of the image.
    HALF,
    /// Pixels at random, each by itself.
    RANDOM
  }

  /// Which half is hidden.
  public enum Side {
    /// Columns from the left.
    LEFT,
    /// Columns up to the right.
    RIGHT,
    /// Rows from the top.
    TOP,
    /// Rows down to the bottom.
    BOTTOM,
    /// One of the four, each as likely.
    RANDOM
  }

  @Override
  public Sample apply(Scope scope, Sample sample) {
    Value x = sample.inputs();
    Value mask = mask(scope, x);
    // Exact where nothing is hidden: x − x·0 is x.
    Value damaged = x.minus(x.times(mask));
    if (fill != 0) {
      damaged = damaged.plus(mask.times(fill));
    }
    return new Sample(
        damaged,
        sample.range().filter(this::holdsFill),
        sample.target().withValues(x).withMask(mask));
  }

  private Value mask(Scope scope, Value x) {
    if (shape == Area.RANDOM) {
      return pixels(scope, x);
    }
    MaskOp op = new MaskOp(this, x.shape());
    Value like = x.flatten().columns(0, Math.min(MaskOp.DRAWS, x.features()));
    return x.graph().apply(op, draws(scope, like));
  }

  private Value draws(Scope scope, Value like) {
    return fixed ? scope.fixedRandom("mask", like) : scope.random("mask", like);
  }

  /// A pixel is hidden in all of its channels or in none.
  private Value pixels(Scope scope, Value x) {
    int channels = x.shape().rank() == 4 ? x.shape().extent(1) : 1;
    Value flat = x.flatten();
    Value like = channels == 1 ? flat : flat.columns(0, x.features() / channels);
    Value hidden = draws(scope, like).below(fraction, 1);
    Value all = hidden;
    for (int channel = 1; channel < channels; channel++) {
      all = all.beside(hidden);
    }
    return all.reshape(x.shape());
  }

  private boolean holdsFill(Range range) {
    return fill >= range.from() && fill <= range.to();
  }

  @Override
  public Optional<Value> invert(Scope scope, Sample before, Value inputs) {
    return Optional.of(inputs);
  }
}
