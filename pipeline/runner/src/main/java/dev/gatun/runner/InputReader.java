package dev.gatun.runner;

import dev.gatun.api.Reads;
import dev.gatun.api.Source;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads inputs for a model from files of any format that an installed source reads.
///
/// @param installation has the sources
/// @param definitions reads definitions
/// @param request names the definition of the model
/// @param definition of the model, whose own source comes first
/// @param form that the inputs must have
record InputReader(
    Installation installation,
    Definitions definitions,
    Definitions.Request request,
    Definition definition,
    ModelForm form) {
  /// What each channel counts in gray, as in ITU-R BT.601.
  private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

  /// {@return the inputs in a file}
  ///
  /// @throws DataException if there are none of the model's form
  Inputs read(Path file) {
    Source source = source(file);
    try (Workspace workspace = Workspace.open("inputs")) {
      Session.Reading reading =
          new Session.Reading(workspace, definition.seed(), new ArrayList<>());
      Examples examples = source.inputs(file, reading);
      float[][] rows = new float[examples.count()][examples.inputs().columns()];
      for (int row = 0; row < rows.length; row++) {
        Floats.row(examples.inputs(), row, rows[row]);
      }
      return new Inputs(file, fitting(file, examples.inputShape(), rows));
    }
  }

  private Source source(Path file) {
    String name =
        String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    Source own = definition.collect().source();
    if (reads(own.getClass(), name)) {
      return own;
    }
    for (Map.Entry<String, Class<? extends Record>> source : sources().entrySet()) {
      if (reads(source.getValue(), name)) {
        String path = file.toAbsolutePath().toString().replace("'", "''");
        List<String> assignments = new ArrayList<>(request.assignments());
        assignments.add("collect.source={type: %s, path: '%s'}".formatted(source.getKey(), path));
        return definitions
            .read(new Definitions.Request(request.definition(), List.of(), assignments))
            .value()
            .collect()
            .source();
      }
    }
    throw new DataException(
        "%s: must be a file whose name ends in %s, or one of these and .gz; convert it"
            .formatted(file, String.join(", ", endings())));
  }

  private Map<String, Class<? extends Record>> sources() {
    return installation.components().types(Source.class);
  }

  private static boolean reads(Class<?> source, String name) {
    @Nullable Reads reads = source.getAnnotation(Reads.class);
    return reads != null && List.of(reads.value()).stream().anyMatch(name::endsWith);
  }

  private TreeSet<String> endings() {
    TreeSet<String> endings = new TreeSet<>();
    for (Class<?> source : sources().values()) {
      @Nullable Reads reads = source.getAnnotation(Reads.class);
      endings.addAll(reads == null ? List.of() : List.of(reads.value()));
    }
    return endings;
  }

  /// Inputs of the model's shape; flat ones of as many numbers, and images in colour or gray.
  private float[][] fitting(Path file, Shape found, float[][] rows) {
    Shape wanted = form.input();
    boolean flat = found.rank() == 1 || wanted.rank() == 1;
    if (found.equals(wanted) || (flat && found.size() == wanted.size())) {
      return rows;
    }
    if (isImage(found) && isImage(wanted) && side(found).equals(side(wanted))) {
      int to = wanted.extent(0);
      if (found.extent(0) == 3 && to == 1) {
        return each(rows, InputReader::gray);
      }
      if (found.extent(0) == 1 && to == 3) {
        return each(rows, InputReader::colored);
      }
    }
    throw new DataException(
        isImage(found) && isImage(wanted)
            ? "%s: must be %s like the model's inputs, got %s; scale it"
                .formatted(file, pixels(wanted), pixels(found))
            : "%s: must hold inputs of %s numbers, as the model takes them, got %s; give it data of the same form"
                .formatted(file, wanted, found));
  }

  private static boolean isImage(Shape shape) {
    return shape.rank() == 3 && (shape.extent(0) == 1 || shape.extent(0) == 3);
  }

  private static List<Integer> side(Shape image) {
    return List.of(image.extent(1), image.extent(2));
  }

  private static String pixels(Shape image) {
    return "%d×%d pixels".formatted(image.extent(2), image.extent(1));
  }

  private static float[][] each(float[][] rows, UnaryOperator<float[]> change) {
    float[][] changed = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      changed[row] = change.apply(rows[row]);
    }
    return changed;
  }

  private static float[] gray(float[] image) {
    float[] gray = new float[image.length / LUMA.length];
    for (int i = 0; i < gray.length; i++) {
      float sum = 0;
      for (int channel = 0; channel < LUMA.length; channel++) {
        sum += LUMA[channel] * image[channel * gray.length + i];
      }
      gray[i] = sum;
    }
    return gray;
  }

  private static float[] colored(float[] image) {
    float[] colored = new float[LUMA.length * image.length];
    for (int channel = 0; channel < LUMA.length; channel++) {
      System.arraycopy(image, 0, colored, channel * image.length, image.length);
    }
    return colored;
  }
}
