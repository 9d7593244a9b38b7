package dev.gatun.plugins.collect;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Range;
import dev.gatun.api.Reads;
import dev.gatun.api.Source;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Images in PNG files of one size, as unsigned bytes with the range `[0, 255]`.
///
/// The sub-folders of a folder are the classes of the images in them, in the order of their names;
/// the images of a folder without sub-folders have no target. What is transparent is laid on white.
@Component(
    name = "images",
    summary = "images in PNG files, the sub-folders of a folder being their classes",
    source = "Portable Network Graphics Specification, 3rd edition (2025)")
@Reads(".png")
public record Images(
    @Option("a folder with a sub-folder for each class, a folder of images, or one image")
        Path path,
    @Option("the same for test images; none if left out") Optional<Path> testPath,
    @Option("gray, or red, green and blue; auto: gray if every training image is") @Default("auto")
        Color color)
    implements Source {
  /// Channels of the images.
  public enum Color {
    /// Gray if every image is.
    AUTO,
    /// One channel: 0.299 red, 0.587 green, 0.114 blue, as in ITU-R BT.601.
    GRAY,
    /// Three channels: red, green, blue.
    RGB
  }

  private static final String REMEDY = "set collect.source.path to PNG images, or a folder of them";

  /// An image and the index of its class; −1 where it has none.
  private record Labelled(Path file, PngImage image, int label) {}

  @Override
  public Dataset read(Reading reading) {
    List<String> classes = classes(path);
    List<Labelled> train = images(path, classes, reading);
    boolean gray =
        color == Color.GRAY
            || (color == Color.AUTO && train.stream().allMatch(one -> one.image().channels() == 1));
    return new Dataset(
        examples(train, classes, gray, reading.workspace()),
        testPath.map(folder ->
            examples(images(folder, classes, reading), classes, gray, reading.workspace())));
  }

  @Override
  public Examples inputs(Path file, Reading reading) {
    return new Images(file, Optional.empty(), color).read(reading).train();
  }

  private static List<String> classes(Path path) {
    return Files.isDirectory(path)
        ? list(path).stream()
            .filter(Files::isDirectory)
            .map(folder -> String.valueOf(folder.getFileName()))
            .toList()
        : List.of();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw DataStream.unreadable(folder, e, REMEDY);
    }
  }

  private static List<Labelled> images(Path path, List<String> classes, Reading reading) {
    List<Labelled> images = new ArrayList<>();
    if (Files.isDirectory(path) && !classes.isEmpty()) {
      for (Path folder : list(path).stream().filter(Files::isDirectory).toList()) {
        int label = classes.indexOf(String.valueOf(folder.getFileName()));
        if (label < 0) {
          throw new DataException(
              "%s: must be one of the classes %s, got '%s'; move its images"
                  .formatted(path, String.join(", ", classes), folder.getFileName()));
        }
        add(images, pictures(folder), label, reading);
      }
    } else {
      add(images, Files.isDirectory(path) ? pictures(path) : List.of(path), -1, reading);
    }
    if (images.isEmpty()) {
      throw new DataException("%s: has no PNG image; %s".formatted(path, REMEDY));
    }
    return images;
  }

  private static List<Path> pictures(Path folder) {
    return list(folder).stream()
        .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".png"))
        .toList();
  }

  private static void add(List<Labelled> images, List<Path> files, int label, Reading reading) {
    for (Path file : files) {
      PngImage image = PngImage.read(file);
      reading.used(file);
      if (!images.isEmpty()) {
        Labelled first = images.getFirst();
        if (image.width() != first.image().width() || image.height() != first.image().height()) {
          throw new DataException(
              "%s: must be %d×%d pixels like %s, got %d×%d; scale it"
                  .formatted(
                      file,
                      first.image().width(),
                      first.image().height(),
                      first.file(),
                      image.width(),
                      image.height()));
        }
      }
      images.add(new Labelled(file, image, label));
    }
  }

  private static Examples examples(
      List<Labelled> images, List<String> classes, boolean gray, Workspace workspace) {
    PngImage first = images.getFirst().image();
    Tensor inputs =
        workspace.allocate(
            ElementType.U8, Shape.of(images.size(), gray ? 1 : 3, first.height(), first.width()));
    MemorySegment all = inputs.segment();
    long at = 0;
    for (Labelled each : images) {
      byte[] samples = gray ? each.image().gray() : each.image().colored();
      MemorySegment.copy(samples, 0, all, ValueLayout.JAVA_BYTE, at, samples.length);
      at += samples.length;
    }
    return new Examples(
        inputs,
        Optional.of(new Range(0, 255)),
        targets(images, classes, workspace),
        Optional.empty());
  }

  private static Targets targets(List<Labelled> images, List<String> classes, Workspace workspace) {
    if (classes.isEmpty()) {
      return new Targets.None();
    }
    Tensor labels = workspace.allocate(ElementType.I32, Shape.of(images.size()));
    for (int i = 0; i < images.size(); i++) {
      labels.segment().setAtIndex(ValueLayout.JAVA_INT, i, images.get(i).label());
    }
    return new Targets.Classes(labels, classes);
  }
}
