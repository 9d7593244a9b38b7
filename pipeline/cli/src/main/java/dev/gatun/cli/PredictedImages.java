package dev.gatun.cli;

import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.PngWriter;
import ar.com.hjg.pngj.PngjOutputException;
import dev.gatun.api.Range;
import dev.gatun.engine.Shape;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Predictions;
import dev.gatun.runner.RunException;
import dev.gatun.runner.TrainedModel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes the images a model gives beside what it got, as PNG files.
///
/// @param model gives images
/// @param folder takes them
record PredictedImages(TrainedModel model, Path folder) {
  /// @throws RunException if the model does not give images
  PredictedImages {
    Shape image = model.inputShape();
    boolean drawable =
        model.classes().isEmpty()
            && image.rank() == 3
            && (image.extent(0) == 1 || image.extent(0) == 3)
            && model.outputShape().size() == image.size();
    if (!drawable) {
      throw new RunException(
          ExitCode.DEFINITION,
          "--out",
          "--out: needs a model that makes images of images, got one that makes %s of inputs of %s; leave it out"
              .formatted(
                  model.classes().isEmpty()
                      ? "numbers of " + model.outputShape()
                      : model.classes().size() + " classes",
                  image),
          null);
    }
  }

  /// {@return the files, two for each input: what the model got, where that is known, and what it
  /// made of it}
  List<Path> write(List<PredictCommand.Predicted> predicted) {
    List<Path> files = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (PredictCommand.Predicted file : predicted) {
      String whole = String.valueOf(file.inputs().file().getFileName());
      String stem = whole.replaceFirst("\\.[^.]*$", "");
      // Files of one name from several folders must not overwrite each other's images.
      String name = names.add(stem) ? stem : "%s-%d".formatted(stem, predicted.indexOf(file) + 1);
      Predictions predictions = file.predictions();
      for (int row = 0; row < predictions.count(); row++) {
        String each = predictions.count() == 1 ? name : "%s-%d".formatted(name, row);
        if (predictions.inputs().length > 0) {
          files.add(write(each + "-input.png", predictions.inputs()[row]));
        }
        files.add(write(each + "-predicted.png", predictions.values()[row]));
      }
    }
    return files;
  }

  private Path write(String name, float[] image) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
        write(stream, image);
      }
      return file;
    } catch (IOException | PngjOutputException e) {
      throw new RunException(
          ExitCode.DISK,
          file.toString(),
          "%s: cannot be written: %s; choose another folder with --out"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private void write(OutputStream stream, float[] image) {
    Shape shape = model.inputShape();
    int channels = shape.extent(0);
    int height = shape.extent(1);
    int width = shape.extent(2);
    Range range = model.inputRange().orElseGet(() -> range(image));
    PngWriter writer =
        new PngWriter(stream, new ImageInfo(width, height, 8, false, channels == 1, false));
    int[] line = new int[width * channels];
    for (int row = 0; row < height; row++) {
      for (int i = 0; i < line.length; i++) {
        float number = image[(i % channels * height + row) * width + i / channels];
        double share = (number - range.from()) / range.length();
        line[i] = (int) Math.round(255 * Math.clamp(share, 0, 1));
      }
      writer.writeRowInt(line);
    }
    writer.end();
  }

  private static Range range(float[] image) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float number : image) {
      least = Math.min(least, number);
      most = Math.max(most, number);
    }
    return least < most ? new Range(least, most) : new Range(0, 1);
  }
}
