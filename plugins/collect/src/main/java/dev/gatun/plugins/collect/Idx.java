package dev.gatun.plugins.collect;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Source;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Examples in IDX files, gzipped or not: inputs in one, labels or values in another.
///
/// Unsigned bytes stay as they are, with the range `[0, 255]`; other types become float32. Inputs
/// of three axes are images of one channel. Integers with one axis are class labels, numbered from
/// 0, unless `task` says otherwise.
@Component(
    name = "idx",
    summary = "examples in files of the IDX format, gzipped or not",
    source = "LeCun, Cortes, Burges, The MNIST database of handwritten digits")
public record Idx(
    @Option("file of the inputs") Path path,
    @Option("file of their labels or values; none if left out") Optional<Path> labels,
    @Option("file of test inputs; none if left out") Optional<Path> testPath,
    @Option("file of their labels or values") Optional<Path> testLabels,
    @Option("what the labels are; auto: classes if they are integers with one axis, else values")
        @Default("auto")
        Task task,
    @Option("names of the classes in the order of their labels; numbers if left out")
        List<String> classes)
    implements Source {
  private static final String REMEDY = "set collect.source to files in the IDX format";
  private static final int MOST_CLASSES = 65_536;

  /// Checks that the files go together.
  ///
  /// @throws IllegalArgumentException if one is missing
  public Idx {
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

  @Override
  public Dataset read(Reading reading) {
    boolean asClasses = labels.isPresent() && areClasses(labels.get());
    List<String> names = asClasses && classes.isEmpty() ? numbered() : classes;
    Examples train = part(reading, path, labels, asClasses, names);
    Optional<Examples> test =
        testPath.map(file -> part(reading, file, testLabels, asClasses, names));
    return new Dataset(train, test);
  }

  private boolean areClasses(Path file) {
    try (IdxFile idx = IdxFile.open(file, REMEDY)) {
      boolean labelLike = idx.rank() == 1 && idx.type().isInteger();
      if (task == Task.CLASSES && !labelLike) {
        throw new DataException(
            "%s: class labels must be integers with one axis, got %s with %d; use task: values"
                .formatted(file, idx.type().title, idx.rank()));
      }
      if (task != Task.VALUES && !labelLike && !classes.isEmpty()) {
        throw new DataException(
            "%s: holds %s with %d axes, which are values; remove collect.source.classes"
                .formatted(file, idx.type().title, idx.rank()));
      }
      return task != Task.VALUES && labelLike;
    }
  }

  /// Both parts are looked at, so that a class that only one of them has is a class of both.
  private List<String> numbered() {
    int most = Math.max(greatest(labels), greatest(testLabels));
    return IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
  }

  private static int greatest(Optional<Path> file) {
    if (file.isEmpty()) {
      return 0;
    }
    try (IdxFile idx = IdxFile.open(file.get(), REMEDY)) {
      return idx.greatestLabel(
          MOST_CLASSES, "use task: values if these are not the numbers of classes");
    }
  }

  private static Examples part(
      Reading reading, Path inputs, Optional<Path> labels, boolean asClasses, List<String> names) {
    try (IdxFile idx = IdxFile.open(inputs, REMEDY)) {
      reading.used(inputs);
      return IdxExamples.read(
          reading,
          idx,
          labels.isEmpty()
              ? new Targets.None()
              : targets(reading, idx, labels.get(), asClasses, names));
    }
  }

  private static Targets targets(
      Reading reading, IdxFile inputs, Path file, boolean asClasses, List<String> names) {
    try (IdxFile idx = IdxFile.open(file, REMEDY)) {
      reading.used(file);
      IdxExamples.requireCounts(inputs, idx, "set collect.source to files that belong together");
      return asClasses
          ? new Targets.Classes(
              idx.labels(
                  reading.workspace(), names.size(), "name every class in collect.source.classes"),
              names)
          : new Targets.Values(idx.numbers(reading.workspace(), IdxExamples.valueShape(idx)));
    }
  }
}
