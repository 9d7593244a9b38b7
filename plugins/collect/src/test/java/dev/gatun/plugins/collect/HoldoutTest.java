package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Split.Parts;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldoutTest {
  private final Workspace workspace = Workspace.open("test");

  @AfterEach
  void close() {
    workspace.close();
  }

  private Examples examples(Targets targets, int count) {
    return new Examples(
        workspace.allocate(ElementType.F32, Shape.of(count, 1)),
        Optional.empty(),
        targets,
        Optional.empty());
  }

  private Examples classes(int... sizes) {
    int[] labels =
        IntStream.range(0, sizes.length)
            .flatMap(label -> IntStream.generate(() -> label).limit(sizes[label]))
            .toArray();
    PhiloxRandom.shuffle(labels, PhiloxRandom.of(1, "labels"));
    return examples(Numbers.classes(workspace, sizes.length, labels), labels.length);
  }

  private static Parts split(Holdout holdout, Examples examples) {
    return holdout.split(examples, PhiloxRandom.of(7, "split"));
  }

  private static int[] counts(Examples examples, int[] rows, int classes) {
    int[] labels = Numbers.labels(examples);
    int[] counts = new int[classes];
    Arrays.stream(rows).forEach(row -> counts[labels[row]]++);
    return counts;
  }

  private static void isPartition(Parts parts, int count) {
    int[] all =
        Stream.of(parts.train(), parts.validation(), parts.test())
            .flatMapToInt(Arrays::stream)
            .sorted()
            .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, count).toArray());
  }

  @ParameterizedTest
  @CsvSource({"100,0.1,0.2,10,20", "7,0.5,0.0,4,0", "33,0.333,0.333,11,11", "2,0.5,0,1,0"})
  void sizesAreTheNearestToTheFractions(
      int count, double validation, double test, int validating, int testing) {
    Parts parts = split(new Holdout(validation, test, true), examples(new Targets.None(), count));
    isPartition(parts, count);
    assertThat(parts.validation()).hasSize(validating).isSorted();
    assertThat(parts.test()).hasSize(testing);
  }

  @Test
  void eachClassGivesItsFractionAndTheTotalIsExact() {
    Examples examples = classes(95, 34, 11, 10);
    Parts parts = split(new Holdout(0.1, 0.2, true), examples);
    isPartition(parts, 150);
    assertThat(counts(examples, parts.validation(), 4)).containsExactly(10, 3, 1, 1);
    assertThat(counts(examples, parts.test(), 4)).containsExactly(19, 7, 2, 2);
  }

  @Test
  void noClassGivesMoreThanItHas() {
    Examples examples = classes(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    isPartition(split(new Holdout(0.4, 0.5, true), examples), 10);
  }

  @Test
  void withoutStratificationClassesAreNotLookedAt() {
    Examples examples = classes(50, 50);
    Parts parts = split(new Holdout(0.3, 0, false), examples);
    isPartition(parts, 100);
    assertThat(parts.validation()).hasSize(30);
    assertThat(counts(examples, parts.validation(), 2)).isNotEqualTo(new int[] {15, 15});
  }

  @Test
  void theSameRandomNumbersGiveTheSameSplit() {
    Examples examples = classes(60, 40);
    Holdout holdout = new Holdout(0.2, 0.2, true);
    Parts first = split(holdout, examples);
    assertThat(split(holdout, examples).validation()).isEqualTo(first.validation());
    assertThat(holdout.split(examples, PhiloxRandom.of(8, "split")).validation())
        .isNotEqualTo(first.validation());
  }

  @Test
  void saysThatAPartWouldBeEmpty() {
    Examples examples = examples(new Targets.None(), 4);
    assertThatThrownBy(() -> split(new Holdout(0.1, 0, true), examples))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "split: validation 0.1 of 4 examples must be at least 1, got 0; raise"
                + " collect.split.validation, set it to 0, or use more examples");
    assertThatThrownBy(() -> split(new Holdout(0, 0.1, true), examples))
        .hasMessageStartingWith("split: test 0.1 of 4 examples must be at least 1, got 0;");
    assertThatThrownBy(() -> split(new Holdout(0.45, 0.5, true), examples))
        .hasMessage(
            "split: 4 of 4 examples are held out and none is left to train with; lower"
                + " collect.split.validation or collect.split.test");
  }

  @Test
  void fractionsMustLeaveSomething() {
    assertThatThrownBy(() -> new Holdout(0.5, 0.5, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("validation + test must be below 1, got 0.5 + 0.5");
  }
}
