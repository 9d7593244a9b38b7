package dev.gatun.plugins.collect;

import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Points with a class each, drawn one after another from the run's seed: as many of each class, or
/// one more of the first ones.
///
/// @param name of the source, which keys its random numbers
/// @param features of a point
/// @param classes their names
/// @param drawing draws one
record Points(String name, int features, List<String> classes, Drawing drawing) {
  /// Draws one point.
  @FunctionalInterface
  interface Drawing {
    /// Sets all features of a point.
    ///
    /// @param label of its class
    /// @param random to draw from
    /// @param point to be set
    void draw(int label, RandomGenerator random, float[] point);
  }

  /// {@return numbered names of classes}
  ///
  /// @param count how many
  static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  /// {@return a data set of such points}
  ///
  /// @param reading where to put them
  /// @param examples to train with
  /// @param testExamples 0 for none
  Dataset read(Source.Reading reading, int examples, int testExamples) {
    return new Dataset(
        part(reading, "train", examples),
        testExamples == 0 ? Optional.empty() : Optional.of(part(reading, "test", testExamples)));
  }

  private Examples part(Source.Reading reading, String part, int count) {
    Tensor inputs = reading.workspace().allocate(ElementType.F32, Shape.of(count, features));
    Tensor labels = reading.workspace().allocate(ElementType.I32, Shape.of(count));
    RandomGenerator random = PhiloxRandom.of(reading.seed(), name + "." + part);
    float[] point = new float[features];
    for (int i = 0; i < count; i++) {
      int label = i % classes.size();
      drawing.draw(label, random, point);
      MemorySegment.copy(
          point,
          0,
          inputs.segment(),
          ValueLayout.JAVA_FLOAT,
          (long) i * features * Float.BYTES,
          features);
      labels.segment().setAtIndex(ValueLayout.JAVA_INT, i, label);
    }
    return new Examples(
        inputs, Optional.empty(), new Targets.Classes(labels, classes), Optional.empty());
  }
}
