package dev.gatun.tests.contract;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Option;
import dev.gatun.api.Result;
import dev.gatun.api.Schedule;
import dev.gatun.api.Source;
import dev.gatun.api.Split;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/// Metrics, figures, optimizers, schedules, sources and splits that break their contract.
final class WrongOthers {
  private WrongOthers() {}

  static List<Mistake> mistakes() {
    return List.of(
        new Mistake(
            NotANumber.class,
            "CMP-80",
            "7 classes: must give a number, got NaN for the number; look for a division by 0"),
        new Mistake(
            MeanOfMeans.class,
            "CMP-81",
            "7 classes: the number must be 0.618730 in batches of 5 too, got 0.614417; add up what is"
                + " additive, and divide in result()"),
        new Mistake(
            Idle.class,
            "CMP-50",
            "update: must change parameters whose gradient is not 0, leaves them as they are"),
        new Mistake(
            Ascending.class,
            "CMP-50",
            "update: 40 steps must bring a quadratic down from 21.7187, got 194285; look at"
                + " the sign of the step"),
        new Mistake(
            Undeclared.class,
            "CMP-50",
            "update: asks for slot(0), of 0; declare as many with slots()"),
        new Mistake(
            FirstPart.class,
            "CMP-51",
            "on engine 'reference' a parameter at [0, 0] must be 2.10949 as with the gradient in"
                + " one part, got 2.47799"),
        new Mistake(
            Negative.class,
            "CMP-60",
            "factor: must be finite and at least 0, got -1.0 at step 2 of 7, 1 an epoch"),
        new Mistake(
            Remembering.class,
            "CMP-61",
            "must answer the same when asked again, got 1.0, 200.0 and, of a new one, 201.0; keep"
                + " nothing between calls"),
        new Mistake(
            Unseeded.class,
            "CMP-95",
            "inputs must be the same when read again with the same seed, differs at byte"
                + " 0; take random numbers from PhiloxRandom.of(reading.seed(), …)"),
        new Mistake(
            Endless.class,
            "CMP-96",
            "read: numbers must be finite and in the range it names, got Infinity in row 0"),
        new Mistake(Overlapping.class, "CMP-97", "split: row 0 is in two parts"),
        new Mistake(
            NoPicture.class,
            "CMP-90",
            "7 classes: must draw a PNG file, got 4 bytes that begin otherwise"),
        new Mistake(
            NoReason.class,
            "CMP-90",
            "7 classes: must draw or say why not, got nothing; call Run.skip with the reason"));
  }

  @Component(name = "wrong", summary = "a number that is none")
  record NotANumber() implements Metric {
    @Override
    public EnumSet<Need> needs() {
      return EnumSet.of(Need.LABELS);
    }

    @Override
    public Meter start(Info info) {
      return new Meter() {
        @Override
        public void add(Batch batch) {}

        @Override
        public Result result() {
          return new Result.Number(Double.NaN);
        }
      };
    }
  }

  @Component(name = "wrong", summary = "mean of the batches' mean losses")
  record MeanOfMeans() implements Metric {
    @Override
    public EnumSet<Need> needs() {
      return EnumSet.of(Need.LOSSES);
    }

    @Override
    public Meter start(Info info) {
      return new Meter() {
        private double sum;
        private int batches;

        @Override
        public void add(Batch batch) {
          double mean = 0;
          for (int row = 0; row < batch.rows(); row++) {
            mean += batch.losses()[row] / batch.rows();
          }
          sum += mean;
          batches++;
        }

        @Override
        public Result result() {
          return new Result.Number(sum / batches);
        }
      };
    }
  }

  /// An optimizer without slots.
  interface Plain extends Optimizer {
    @Override
    default double learningRate() {
      return 0.1;
    }

    @Override
    default int slots() {
      return 0;
    }
  }

  @Component(name = "wrong", summary = "changes nothing")
  record Idle() implements Plain {
    @Override
    public void update(Update update) {}
  }

  @Component(name = "wrong", summary = "goes up")
  record Ascending() implements Plain {
    @Override
    public void update(Update update) {
      update.kernels().axpby(update.rate(), update.gradient(), 1, update.parameters());
    }
  }

  @Component(name = "wrong", summary = "remembers in a slot that it did not ask for")
  record Undeclared() implements Plain {
    @Override
    public void update(Update update) {
      update.kernels().axpby(1, update.gradient(), 0.9, update.slot(0));
    }
  }

  @Component(name = "wrong", summary = "takes the first worker's part for the gradient")
  record FirstPart() implements Plain {
    @Override
    public void update(Update update) {
      update.kernels().axpby(-update.rate(), update.partialGradients()[0], 1, update.parameters());
    }
  }

  @Component(name = "wrong", summary = "falls for ever")
  record Negative() implements Schedule {
    @Override
    public double factor(long step, long stepsPerEpoch, long steps) {
      return 1 - step;
    }
  }

  @Component(name = "wrong", summary = "counts its calls")
  record Remembering() implements Schedule {
    private static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public double factor(long step, long stepsPerEpoch, long steps) {
      return CALLS.incrementAndGet();
    }
  }

  private static Dataset data(Source.Reading reading, double number) {
    Tensor inputs = reading.workspace().allocate(ElementType.F32, Shape.of(4, 2));
    inputs.segment().setAtIndex(ValueLayout.JAVA_FLOAT, 0, (float) number);
    return new Dataset(
        new Examples(inputs, Optional.empty(), new Targets.None(), Optional.empty()),
        Optional.empty());
  }

  @Component(name = "wrong", summary = "other numbers each time")
  record Unseeded() implements Source {
    @Override
    public Dataset read(Reading reading) {
      return data(reading, java.util.concurrent.ThreadLocalRandom.current().nextDouble());
    }
  }

  @Component(name = "wrong", summary = "a number that is none")
  record Endless() implements Source {
    @Override
    public Dataset read(Reading reading) {
      return data(reading, Double.POSITIVE_INFINITY);
    }
  }

  @Component(name = "wrong", summary = "trains with all examples, validation included")
  record Overlapping(@Option("examples for validation") @Default("1") int validation)
      implements Split {
    @Override
    public Parts split(Examples examples, RandomGenerator random) {
      int[] all = new int[examples.count()];
      java.util.Arrays.setAll(all, i -> i);
      return new Parts(all, java.util.Arrays.copyOf(all, validation), new int[0]);
    }
  }

  @Component(name = "wrong", summary = "four bytes")
  record NoPicture() implements Figure {
    @Override
    public Optional<byte[]> draw(Run run) {
      return Optional.of(new byte[4]);
    }
  }

  @Component(name = "wrong", summary = "nothing, without a word")
  record NoReason() implements Figure {
    @Override
    public Optional<byte[]> draw(Run run) {
      return Optional.empty();
    }
  }
}
