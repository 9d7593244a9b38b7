package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Average;
import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.ExponentialAverage;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.MeanAverage;
import dev.gatun.plugins.train.Sgd;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is evaluated and left after each epoch is the average of the parameters after each step, as
/// plain `double` arithmetic computes it; the training itself is that without an average.
final class AverageTest {
  private static final int EPOCHS = 4;
  private static final int STEPS_PER_EPOCH = 3;
  private static final double DECAY = 0.7;

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, 11, 5, 3, -1, 1);
  private final Network network =
      Networks.of(examples, Networks.rectified(6, 3), Networks.CROSS_ENTROPY);

  @AfterEach
  void close() {
    data.close();
  }

  /// Keeps the parameters after each step, which is right for one worker, and after each epoch.
  private static final class Keeper extends Recorder {
    final List<double[]> steps = new ArrayList<>();
    final List<double[]> epochs = new ArrayList<>();

    Keeper(String engine, Network network, Examples examples) {
      super(engine, network, examples, 2);
    }

    @Override
    public void progress(int epoch, long done, long all, double loss) {
      super.progress(epoch, done, all, loss);
      steps.add(flatValues());
    }

    @Override
    public boolean epochDone(Trainer.Checkpoint state, double loss, long count, long nanos) {
      epochs.add(flatValues());
      return super.epochDone(state, loss, count, nanos);
    }
  }

  private static GradientDescent trainer(int workers, Optional<Average> average) {
    return new GradientDescent(
        EPOCHS,
        4,
        new Sgd(0.2, 0.9, 0, false),
        new Constant(),
        List.of(),
        Optional.of(workers),
        Optional.empty(),
        Optional.empty(),
        1,
        Optional.empty(),
        average);
  }

  private static double[] each(double[] a, double[] b, BinaryOperator<Double> with) {
    return IntStream.range(0, a.length).mapToDouble(i -> with.apply(a[i], b[i])).toArray();
  }

  /// {@return the exponential average over the first steps, from 0, corrected in the end}
  private static double[] exponential(List<double[]> steps) {
    double[] average = new double[steps.getFirst().length];
    for (double[] step : steps) {
      average = each(average, step, (old, now) -> DECAY * old + (1 - DECAY) * now);
    }
    double correction = 1 - Math.pow(DECAY, steps.size());
    return each(average, average, (sum, same) -> sum / correction);
  }

  /// {@return the mean over the steps from an epoch on; the last step's before it}
  private static double[] mean(List<double[]> steps, int from) {
    int first = Math.min((from - 1) * STEPS_PER_EPOCH, steps.size() - 1);
    List<double[]> counted = steps.subList(first, steps.size());
    double[] sum = counted.stream().reduce((a, b) -> each(a, b, Double::sum)).orElseThrow();
    return each(sum, sum, (total, same) -> total / counted.size());
  }

  @ParameterizedTest
  @CsvSource({"reference, 1, 1e-13", "reference, 3, 1e-13", "java, 2, 1e-6", "openblas, 2, 1e-6"})
  void theAverageIsWhatAnEpochEndsWith(String engine, int workers, double rounding) {
    try (Keeper plain = new Keeper(engine, network, examples);
        Keeper exponential = new Keeper(engine, network, examples);
        Keeper mean = new Keeper(engine, network, examples)) {
      plain.train(trainer(1, Optional.empty()));
      exponential.train(trainer(workers, Optional.of(new ExponentialAverage(DECAY))));
      mean.train(trainer(workers, Optional.of(new MeanAverage(2))));
      assertThat(plain.steps).hasSize(EPOCHS * STEPS_PER_EPOCH);
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        List<double[]> steps = plain.steps.subList(0, epoch * STEPS_PER_EPOCH);
        assertThat(exponential.epochs.get(epoch - 1))
            .as("epoch %d", epoch)
            .containsExactly(exponential(steps), within(rounding));
        assertThat(mean.epochs.get(epoch - 1))
            .as("epoch %d", epoch)
            .containsExactly(mean(steps, 2), within(rounding));
      }
      for (int i = 0; i < EPOCHS; i++) {
        assertThat(exponential.epochLosses.get(i))
            .isCloseTo(plain.epochLosses.get(i), within(rounding));
      }
      assertThat(exponential.flatValues()).isEqualTo(exponential.epochs.getLast());
    }
  }
}
