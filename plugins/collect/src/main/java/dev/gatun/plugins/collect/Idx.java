package dev.gatun.plugins.collect;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Reads;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Examples in IDX files, gzipped or not: inputs in one, labels or values in another.
///
/// Unsigned bytes stay as they are, with the range `[0, 255]`; other types become float32. Inputs
/// of three axes are images of one channel. Integers with one axis are class labels, numbered from
/// 0, unless `task` says otherwise.
///
/// Unsigned bytes of 1 MiB or more that are not gzipped are mapped into memory, not copied: they
/// may be larger than memory. The file must not be changed while a run uses it; a file cut short
/// meanwhile ends the process.
@Component(
    name = "idx",
    summary = "examples in files of the IDX format, gzipped or not",
    source = "LeCun, Cortes, Burges, The MNIST database of handwritten digits")
@Reads({".idx", "-ubyte"})
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
  /// Checks that the files go together.
  ///
  /// @throws IllegalArgumentException if one is missing
  public Idx {
    classes = List.copyOf(classes);
    var _ = files(path, labels, testPath, testLabels, task, classes);
  }

  @Override
  public Dataset read(Reading reading) {
    return files(path, labels, testPath, testLabels, task, classes).read(reading);
  }

  @Override
  public Examples inputs(Path file, Reading reading) {
    return files(path, labels, testPath, testLabels, task, classes).inputs(file, reading);
  }

  private static ArraySource files(
      Path path,
      Optional<Path> labels,
      Optional<Path> testPath,
      Optional<Path> testLabels,
      Task task,
      List<String> classes) {
    return new ArraySource(
        IdxFile::open,
        "set collect.source to files in the IDX format",
        path,
        labels,
        testPath,
        testLabels,
        task,
        classes);
  }
}
