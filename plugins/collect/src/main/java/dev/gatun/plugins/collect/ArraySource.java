package dev.gatun.plugins.collect;

import dev.gatun.api.Source.Reading;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// Examples in files of arrays: inputs in one, labels or values in another.
///
/// @param format opens a file, given what to do where it is not as it must be
/// @param remedy what to do there
/// @param path file of the inputs
/// @param labels file of their labels or values
/// @param testPath file of test inputs
/// @param testLabels file of their labels or values
/// @param task what the labels are
/// @param classes names of the classes; empty for numbers
record ArraySource(
    BiFunction<Path, String, ArrayFile> format,
    String remedy,
    Path path,
    Optional<Path> labels,
    Optional<Path> testPath,
    Optional<Path> testLabels,
    Task task,
    List<String> classes) {
  private static final int MOST_CLASSES = 65_536;

  /// Checks that the files go together.
  ///
  /// @throws IllegalArgumentException if one is missing
  ArraySource {
    if (testLabels.isPresent() && testPath.isEmpty()) {
      throw new IllegalArgumentException("test-labels needs test-path, the inputs they belong to");
    }
    if (testPath.isPresent() && labels.isPresent() != testLabels.isPresent()) {
      throw new IllegalArgumentException(
          "labels and test-labels must both be set, or neither; only %s is"
              .formatted(labels.isPresent() ? "labels" : "test-labels"));
    }
    if (task == Task.VALUES && !classes.isEmpty()) {
      throw new IllegalArgumentException("classes have no meaning with task: values; remove one");
    }
  }

  Dataset read(Reading reading) {
    boolean asClasses = labels.isPresent() && areClasses(labels.get());
    List<String> names = asClasses && classes.isEmpty() ? numbered() : classes;
    Examples train = part(reading, path, labels, asClasses, names);
    Optional<Examples> test =
        testPath.map(file -> part(reading, file, testLabels, asClasses, names));
    return new Dataset(train, test);
  }

  /// {@return the inputs in another file, without targets}
  Examples inputs(Path file, Reading reading) {
    return part(reading, file, Optional.empty(), false, List.of());
  }

  private ArrayFile open(Path file) {
    return format.apply(file, remedy);
  }

  private boolean areClasses(Path file) {
    try (ArrayFile array = open(file)) {
      boolean labelLike = array.rank() == 1 && array.type().isInteger();
      if (task == Task.CLASSES && !labelLike) {
        throw new DataException(
            "%s: class labels must be integers with one axis, got %s with %d; use task: values"
                .formatted(file, array.type().title, array.rank()));
      }
      if (task != Task.VALUES && !labelLike && !classes.isEmpty()) {
        throw new DataException(
            "%s: holds %s with %d axes, which are values; remove collect.source.classes"
                .formatted(file, array.type().title, array.rank()));
      }
      return task != Task.VALUES && labelLike;
    }
  }

  /// Both parts are looked at, so that a class that only one of them has is a class of both.
  private List<String> numbered() {
    int most = Math.max(greatest(labels), greatest(testLabels));
    return IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
  }

  private int greatest(Optional<Path> file) {
    if (file.isEmpty()) {
      return 0;
    }
    try (ArrayFile array = open(file.get())) {
      return array.greatestLabel(
          MOST_CLASSES, "use task: values if these are not the numbers of classes");
    }
  }

  private Examples part(
      Reading reading, Path inputs, Optional<Path> labels, boolean asClasses, List<String> names) {
    try (ArrayFile array = open(inputs)) {
      reading.used(inputs);
      return ArrayExamples.read(
          reading,
          array,
          labels.isEmpty()
              ? new Targets.None()
              : targets(reading, array, labels.get(), asClasses, names));
    }
  }

  private Targets targets(
      Reading reading, ArrayFile inputs, Path file, boolean asClasses, List<String> names) {
    try (ArrayFile array = open(file)) {
      reading.used(file);
      ArrayExamples.requireCounts(
          inputs, array, "set collect.source to files that belong together");
      return asClasses
          ? new Targets.Classes(
              array.labels(
                  reading.workspace(), names.size(), "name every class in collect.source.classes"),
              names)
          : new Targets.Values(array.numbers(reading.workspace(), ArrayExamples.valueShape(array)));
    }
  }
}
