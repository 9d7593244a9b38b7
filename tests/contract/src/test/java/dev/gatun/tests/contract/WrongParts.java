package dev.gatun.tests.contract;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.Penalty;
import dev.gatun.api.Transform;
import dev.gatun.api.graph.Row;
import dev.gatun.api.graph.RowOp;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Layers, losses, penalties and transforms that break their contract.
final class WrongParts {
  private WrongParts() {}

  static List<Mistake> mistakes() {
    return List.of(
        new Mistake(
            Incomposable.class,
            "CMP-10",
            "must take one of the inputs it is tried with; 3 classes: times: shapes must be equal,"
                + " or one [1, k], [n, 1] or [1, 1], got [n, 3] and [1, 4] (input [n, 3],"
                + " WrongParts.java:0); 2 classes: times: shapes must be equal, or one [1, k],"
                + " [n, 1] or [1, 1], got [n, 2] and [1, 4] (input [n, 2], WrongParts.java:0);"
                + " give options that suit one with @Component(example = …)"),
        new Mistake(
            Null.class, "CMP-10", "wrong: a layer must give a value, got null (input [n, 6])"),
        new Mistake(
            NullPointer.class,
            "CMP-10",
            "wrong: must not throw, got NullPointerException at WrongParts.java:0: the table must be"
                + " filled first; mend it, or tell its author (input [n, 6])"),
        new Mistake(
            ShapeOfLoss.class,
            "CMP-10",
            "loss.wrong: a loss must give one number for each example, [n, 1], got [n, 3] (input"
                + " [n, 3])"),
        new Mistake(
            Predicted.class,
            "CMP-10",
            "loss.wrong: predict must give predictions of the scores' shape, [n, 3], got [n, 1]"
                + " (input [n, 3])"),
        new Mistake(
            ShapeOfPenalty.class,
            "CMP-10",
            "train.penalties.wrong: a penalty must give one number, [1, 1], got [5, 3] (input"
                + " [n, 3])"),
        new Mistake(
            NotFinite.class,
            "CMP-10",
            "must be finite for inputs [n, 6], is not: op 'log' gives NaN at [0, 0] of finite"
                + " inputs"),
        new Mistake(
            Swallowing.class,
            "CMP-12",
            "inputs [n, 6]: must give NaN where its inputs are NaN, or an error, gives [0.00000,"
                + " 0.00000, 0.00000, 0.00000];"
                + " pass NaN on"),
        new Mistake(
            Random.class,
            "CMP-13",
            "inputs [n, 6]: result 0 at [0, 0] must be # in a second run on engine 'reference', got"
                + " #"),
        new Mistake(
            Counting.class,
            "CMP-14",
            "inputs [n, 6]: result 0 at [0, 0] must be # as before another run with the same"
                + " component, got #"),
        new Mistake(
            Changing.class,
            "CMP-06",
            "static field 'calls': must be final; a component that changes gives other results the"
                + " next time"),
        new Mistake(
            Silent.class,
            "CMP-01",
            "summary: must be one line without a full stop, got ''; say what it means in @Component"
                + " or @Option"),
        new Mistake(
            Silent.class,
            "CMP-02",
            "formula: must say what it computes, got none; add @Component(formula = …)"),
        new Mistake(
            Unequal.class,
            "CMP-03",
            "{type: wrong}: two components of it must be equal, got Unequal[times=1] and"
                + " Unequal[times=1]; options must be values, with equals"),
        new Mistake(Left.class, "CMP-40", "a parameter [5, 4] must be finite, got NaN at [0, 1]"),
        new Mistake(
            Inverse.class,
            "CMP-31",
            "inputs [n, 6]: invert must give back -0.0628851 at [0, 0], got -0.251540"));
  }

  @Component(name = "wrong", summary = "weights of four classes", formula = "w·s")
  record Incomposable() implements Loss {
    @Override
    public Value of(Value scores, Target target) {
      return scores.times(scores.graph().constants(1, 2, 3, 4)).sumRows();
    }
  }

  @Component(name = "wrong", summary = "nothing")
  record Null() implements Layer {
    @Override
    @SuppressWarnings("NullAway") // wrong on purpose
    public Value apply(Scope scope, Value x) {
      return null;
    }
  }

  @Component(name = "wrong", summary = "a table that nobody filled")
  record NullPointer() implements Layer {
    private static @Nullable Value table() {
      return null;
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.plus(Objects.requireNonNull(table(), "the table must be filled first"));
    }
  }

  @Component(name = "wrong", summary = "a number for each score", formula = "s²")
  record ShapeOfLoss() implements Loss {
    @Override
    public Value of(Value scores, Target target) {
      return scores.square();
    }
  }

  @Component(name = "wrong", summary = "one prediction for all classes", formula = "Σ s²")
  record Predicted() implements Loss {
    @Override
    public Value of(Value scores, Target target) {
      return scores.square().sumRows();
    }

    @Override
    public Value predict(Value scores) {
      return scores.sumRows();
    }
  }

  @Component(name = "wrong", summary = "a cost of each number", formula = "w²")
  record ShapeOfPenalty(@Option("which parameters") @Default("'*.weight'") String parameters)
      implements Penalty {
    @Override
    public Value of(Value parameter) {
      return parameter.square();
    }
  }

  @Component(name = "wrong", summary = "the logarithm of any number")
  record NotFinite() implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
      return x.log();
    }
  }

  @Component(name = "wrong", summary = "1 above 0, else 0")
  record Swallowing() implements Layer {
    private record Positive() implements RowOp {
      @Override
      public Shape shape(List<Shape> inputs) {
        return inputs.getFirst();
      }

      @Override
      public void forward(Row[] inputs, Row output) {
        for (int i = 0; i < output.size(); i++) {
          output.set(i, inputs[0].get(i) > 0 ? 1 : 0);
        }
      }

      @Override
      public void backward(Row[] inputs, Row output, Row gradient, Row[] inputGradients) {}
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Positive());
    }
  }

  @Component(name = "wrong", summary = "the input times a random number")
  record Random() implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
      return x.times(1 + java.util.concurrent.ThreadLocalRandom.current().nextDouble());
    }
  }

  @Component(name = "wrong", summary = "the input times the number of calls")
  record Counting() implements Layer {
    private static final java.util.concurrent.atomic.AtomicInteger CALLS =
        new java.util.concurrent.atomic.AtomicInteger();

    @Override
    public Value apply(Scope scope, Value x) {
      return x.times(CALLS.incrementAndGet());
    }
  }

  @Component(name = "wrong", summary = "the input")
  record Changing() implements Layer {
    @SuppressWarnings({"unused", "NonFinalStaticField"}) // wrong on purpose
    private static int calls;

    @Override
    public Value apply(Scope scope, Value x) {
      calls++;
      return x;
    }
  }

  @Component(name = "wrong", summary = "")
  record Silent() implements Loss {
    @Override
    public Value of(Value scores, Target target) {
      return scores.square().sumRows();
    }
  }

  @Component(name = "wrong", summary = "the input")
  record Unequal(@Option("how often") @Default("1") @AtLeast(0) int times) implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
      return x;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  @Component(name = "wrong", summary = "sets the first number alone")
  record Left() implements Initializer {
    @Override
    public void initialize(Shape shape, java.util.random.RandomGenerator random, double[] values) {
      values[0] = random.nextDouble();
    }
  }

  @Component(name = "wrong", summary = "twice the input")
  record Inverse() implements Transform {
    @Override
    public Sample apply(Scope scope, Sample sample) {
      return new Sample(sample.inputs().times(2), sample.target());
    }

    @Override
    public Optional<Value> invert(Scope scope, Sample before, Value inputs) {
      return Optional.of(inputs.times(2));
    }
  }
}
