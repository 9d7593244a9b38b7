package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import dev.gatun.plugins.evaluate.draw.Heatmap;
import java.util.Optional;

/// The confusion matrix as a picture: each row coloured by shares of its class, with counts where
/// there is room.
@Component(name = "confusion-matrix", summary = "confusion matrix, coloured by share of true class")
public record ConfusionMatrixFigure() implements Figure {
  private static final int MOST = 1000;

  @Override
  public Optional<Metric> metric() {
    return Optional.of(new ConfusionMatrix());
  }

  @Override
  public Optional<byte[]> draw(Run run) {
    if (!(run.result().orElse(null) instanceof Result.Counts counts)) {
      run.skip("there is no confusion matrix, because nothing was evaluated");
      return Optional.empty();
    }
    if (counts.names().size() > MOST) {
      run.skip("%d classes are too many to draw".formatted(counts.names().size()));
      return Optional.empty();
    }
    return Optional.of(
        Heatmap.of("Confusion matrix", counts.names(), counts.counts()).draw().png());
  }
}
