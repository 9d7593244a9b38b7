package dev.gatun.tests.contract;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Call;
import dev.gatun.api.graph.Op;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Layers whose operations break the contract of an [Op].
final class WrongOps {
  private WrongOps() {}

  static List<Mistake> mistakes() {
    return List.of(
        new Mistake(
            WrongFactor.class,
            "CMP-15",
            "inputs [n, 6]: the gradient of 'wrong.inputs' at [0, 0] must be 1.49382 by differences,"
                + " got 0.746910 (relative error 5.0e-01); look at backward of op 'Once'"),
        new Mistake(
            NoBackward.class,
            "CMP-15",
            "wrong: op 'Forward' of [7, 6], backward: there is none; implement backward, or override"
                + " isDifferentiable if no gradient flows"),
        new Mistake(
            MissingGradient.class,
            "CMP-22",
            "inputs [n, 6]: op 'First' leaves the gradient of input 1 unset at [0, 0]; backward must"
                + " overwrite inputGradient(1) where needsGradient(1)"),
        new Mistake(
            InPlace.class,
            "CMP-20",
            "inputs [n, 6]: op 'Halved' changes input 0 at [0, 0] from -0.0628851 to 0.500000; write"
                + " the output and the tensors of Op.saved alone"),
        new Mistake(
            HalfWritten.class,
            "CMP-21",
            "inputs [n, 6]: op 'Half' leaves its output unset at [3, 0]; set all of it"),
        new Mistake(
            Kept.class,
            "CMP-23",
            "inputs [n, 6]: op 'Keeping' uses a tensor of an earlier call in backward at"
                + " WrongOps.java:0; ask the call for tensors each time, and keep numbers for"
                + " backward in those of Op.saved"),
        new Mistake(
            Allocating.class,
            "CMP-24",
            "inputs [n, 6]: op 'Copied' must allocate nothing in a step, allocates # bytes; make"
                + " what it needs once, with Op.saved"),
        new Mistake(
            Mixing.class,
            "CMP-11",
            "inputs [n, 6]: example 0 must give the same in any batch, gives -0.0628851 at [0, 0] in"
                + " a batch of 1 and 0.0160238 in one of 7; an operation that mixes examples must"
                + " override mixesExamples"),
        new Mistake(
            ShapeOfOp.class,
            "CMP-10",
            "must take one of the inputs it is tried with; inputs [n, 6]: op 'Pairs' of [n, 6], [1,"
                + " 2]: both must have 6 columns (input [n, 6], WrongOps.java:0); inputs [n, 2, 4,"
                + " 5]: op 'Pairs' of [n, 2, 4, 5], [1, 2]: both must have 6 columns (input [n, 2,"
                + " 4, 5], WrongOps.java:0); give options that suit one with @Component(example ="
                + " …)"),
        new Mistake(
            Throwing.class,
            "CMP-10",
            "wrong: op 'Beyond' of [7, 6], forward: must not throw, got IndexOutOfBoundsException at"
                + " WrongOps.java:0: Index 6 out of bounds for length 6; mend it, or tell its"
                + " author"),
        new Mistake(
            NullShape.class,
            "CMP-10",
            "wrong: op 'Shapeless' of [n, 6]: shape must give the shape of the output, got null"
                + " (input [n, 6])"));
  }

  /// An operation of one input, in its shape.
  abstract static class Same implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call) {
      call.kernels().copy(call.input(0), call.output());
    }

    @Override
    public void backward(Call call) {
      call.kernels().copy(call.outputGradient(), call.inputGradient(0));
    }
  }

  @Component(name = "wrong", summary = "twice the input", formula = "2·x")
  record WrongFactor() implements Layer {
    static final class Once extends Same {
      @Override
      public void forward(Call call) {
        call.kernels().axpby(2, call.input(0), 0, call.output());
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Once());
    }
  }

  @Component(name = "wrong", summary = "the input")
  record NoBackward() implements Layer {
    static final class Forward implements Op {
      @Override
      public Shape shape(List<Shape> inputs) {
        return inputs.getFirst();
      }

      @Override
      public void forward(Call call) {
        call.kernels().copy(call.input(0), call.output());
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Forward());
    }
  }

  @Component(name = "wrong", summary = "the input plus its double")
  record MissingGradient() implements Layer {
    static final class First extends Same {
      @Override
      public void forward(Call call) {
        call.kernels().copy(call.input(0), call.output());
        call.kernels().axpby(1, call.input(1), 1, call.output());
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new First(), x.times(2));
    }
  }

  @Component(name = "wrong", summary = "one half")
  record InPlace() implements Layer {
    static final class Halved extends Same {
      @Override
      public void forward(Call call) {
        call.kernels().fill(0.5, call.input(0));
        call.kernels().copy(call.input(0), call.output());
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Halved());
    }
  }

  @Component(name = "wrong", summary = "the input, of half of the examples")
  record HalfWritten() implements Layer {
    static final class Half extends Same {
      @Override
      public void forward(Call call) {
        int rows = call.input(0).rows() / 2;
        call.kernels().copy(call.input(0).rows(0, rows), call.output().rows(0, rows));
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Half());
    }
  }

  @Component(name = "wrong", summary = "the square of the input")
  record Kept() implements Layer {
    static final class Keeping extends Same {
      private @Nullable Tensor kept;

      @Override
      public void forward(Call call) {
        kept = call.input(0);
        call.kernels().copy(call.input(0), call.output());
      }

      @Override
      public void backward(Call call) {
        Tensor before = kept;
        if (before != null) {
          call.kernels().copy(before, call.inputGradient(0));
        }
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Keeping());
    }
  }

  @Component(name = "wrong", summary = "the input")
  record Allocating() implements Layer {
    static final class Copied extends Same {
      /// Where the compiler cannot do without the array.
      @SuppressWarnings("unused")
      private double[] last = {};

      @Override
      public void forward(Call call) {
        last = new double[(int) call.input(0).size()];
        super.forward(call);
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Copied());
    }
  }

  @Component(name = "wrong", summary = "the mean over the examples")
  record Mixing() implements Layer {
    static final class Mean extends Same {
      @Override
      public void forward(Call call) {
        Tensor x = call.input(0);
        int rows = x.rows();
        for (int to = 0; to < rows; to++) {
          call.kernels().fill(0, call.output().rows(to, 1));
          for (int from = 0; from < rows; from++) {
            call.kernels().axpby(1.0 / rows, x.rows(from, 1), 1, call.output().rows(to, 1));
          }
        }
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Mean());
    }
  }

  @Component(name = "wrong", summary = "the input and a parameter")
  record ShapeOfOp() implements Layer {
    static final class Pairs extends Same {
      @Override
      public Shape shape(List<Shape> inputs) {
        throw new ShapeMismatchException("both must have 6 columns");
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Pairs(), x.graph().constants(1, 2));
    }
  }

  @Component(name = "wrong", summary = "the input")
  record Throwing() implements Layer {
    static final class Beyond extends Same {
      @Override
      public void forward(Call call) {
        call.input(0).range(0, Shape.of(java.util.Objects.checkIndex(6, 6)));
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Beyond());
    }
  }

  @Component(name = "wrong", summary = "the input")
  record NullShape() implements Layer {
    static final class Shapeless extends Same {
      @Override
      @SuppressWarnings("NullAway") // wrong on purpose
      public Shape shape(List<Shape> inputs) {
        return null;
      }
    }

    @Override
    public Value apply(Scope scope, Value x) {
      return x.apply(new Shapeless());
    }
  }
}
