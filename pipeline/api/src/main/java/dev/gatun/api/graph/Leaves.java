package dev.gatun.api.graph;

import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/// The operations a graph begins with: parameters, constants, and what the examples hold.
final class Leaves {
  private Leaves() {}

  /// An op whose shape is given, since its numbers come from outside the graph.
  sealed interface Leaf extends Op {
    @Override
    default Shape shape(List<Shape> inputs) {
      throw new AssertionError("the shape of a leaf is given");
    }

    @Override
    default boolean isDifferentiable() {
      return false;
    }
  }

  /// A parameter or state: its tensor is shared by all plans.
  record Stored(String path) implements Leaf {
    @Override
    public void forward(Call call) {}
  }

  /// Numbers that do not change: they are set once, when a plan is compiled.
  sealed interface Fixed extends Leaf {
    /// Sets the numbers.
    ///
    /// @param engine whose memory they are in
    /// @param y overwritten
    void fill(Engine engine, Tensor y);

    @Override
    default void forward(Call call) {}
  }

  /// A number.
  record Constant(double number) implements Fixed {
    @Override
    public void fill(Engine engine, Tensor y) {
      engine.fill(number, y);
    }
  }

  /// A row of numbers.
  static final class Constants implements Fixed {
    private final double[] numbers;

    Constants(double... numbers) {
      this.numbers = numbers.clone();
    }

    @Override
    public void fill(Engine engine, Tensor y) {
      engine.upload(numbers, y);
    }
  }

  /// Numbers of columns.
  static final class Indices implements Fixed {
    private final int[] indices;

    Indices(int... indices) {
      this.indices = indices.clone();
    }

    @Override
    public ElementType type(ElementType arithmetic) {
      return ElementType.I32;
    }

    @Override
    public void fill(Engine engine, Tensor y) {
      engine.upload(Arrays.stream(indices).asDoubleStream().toArray(), y);
    }
  }

  /// Numbers of the examples, converted to the engine's type: `x·scale + shift`, scale and shift
  /// being the op's inputs.
  sealed interface Gathered extends Leaf {
    /// {@return the numbers of all examples}
    ///
    /// @throws DataException if they have none
    Tensor source(Examples examples);

    /// {@return the name of the numbers in messages}
    String what();

    @Override
    default void forward(Call call) {
      call.kernels()
          .gather(
              source(call.examples()),
              call.rowNumbers(),
              call.input(0),
              call.input(1),
              call.output());
    }
  }

  record Inputs() implements Gathered {
    @Override
    public Tensor source(Examples examples) {
      return examples.inputs();
    }

    @Override
    public String what() {
      return "inputs";
    }
  }

  record Values() implements Gathered {
    @Override
    public Tensor source(Examples examples) {
      if (examples.targets() instanceof Targets.Values(Tensor values)) {
        return values;
      }
      throw new DataException("the examples have no values, though the graph needs them");
    }

    @Override
    public String what() {
      return "values";
    }
  }

  record Weights() implements Gathered {
    @Override
    public Tensor source(Examples examples) {
      return examples
          .weights()
          .orElseThrow(
              () -> new DataException("the examples have no weights, though the graph needs them"));
    }

    @Override
    public String what() {
      return "weights";
    }
  }

  /// The examples' class labels, each below the number of classes.
  record Labels(int count) implements Leaf {
    /// {@return the labels of all examples}
    ///
    /// @throws DataException if they have none
    static Targets.Classes classes(Examples examples) {
      if (examples.targets() instanceof Targets.Classes classes) {
        return classes;
      }
      throw new DataException("the examples have no classes, though the graph needs them");
    }

    @Override
    public ElementType type(ElementType arithmetic) {
      return ElementType.I32;
    }

    @Override
    public void forward(Call call) {
      MemorySegment all = classes(call.examples()).labels().segment();
      // By an array: loops over memory segments take hundreds of times as long until compiled.
      int[] labels = call.integers();
      int count = labels.length;
      MemorySegment.copy(call.rowNumbers().segment(), ValueLayout.JAVA_INT, 0, labels, 0, count);
      for (int i = 0; i < count; i++) {
        labels[i] = all.getAtIndex(ValueLayout.JAVA_INT, labels[i]);
      }
      MemorySegment.copy(labels, 0, call.output().segment(), ValueLayout.JAVA_INT, 0, count);
    }
  }
}
