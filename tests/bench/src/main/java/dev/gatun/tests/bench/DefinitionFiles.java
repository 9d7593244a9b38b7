package dev.gatun.tests.bench;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Workload B as a definition, with random images of bytes in files of the IDX format.
final class DefinitionFiles {
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int BYTES = 8;

  private DefinitionFiles() {}

  /// {@return a definition file}
  ///
  /// @param folder takes it and its data
  /// @param examples how many
  /// @param epochs of training
  /// @throws IOException if it cannot be written
  static Path write(Path folder, int examples, int epochs) throws IOException {
    Path images = folder.resolve("images-%d".formatted(examples));
    Path labels = folder.resolve("labels-%d".formatted(examples));
    Random random = new Random(1);
    try (DataOutputStream out = open(images)) {
      out.writeInt(BYTES << 8 | 3);
      out.writeInt(examples);
      out.writeInt(SIDE);
      out.writeInt(SIDE);
      byte[] image = new byte[SIDE * SIDE];
      for (int i = 0; i < examples; i++) {
        random.nextBytes(image);
        out.write(image);
      }
    }
    try (DataOutputStream out = open(labels)) {
      out.writeInt(BYTES << 8 | 1);
      out.writeInt(examples);
      for (int i = 0; i < examples; i++) {
        out.writeByte(i % CLASSES);
      }
    }
    Path definition = folder.resolve("workload-b-%d.yaml".formatted(examples));
    return Files.writeString(definition, text(images, labels, epochs));
  }

  private static String text(Path images, Path labels, int epochs) {
    return """
    name: workload-b
    seed: 7
    collect:
      source: {type: idx, path: '%s', labels: '%s'}
      split: {type: holdout, validation: 0}
      transforms:
        - {type: scale, to: [0, 1]}
    model:
      type: sequential
      layers:
        - {id: hidden, type: linear, units: 512}
        - relu
        - {id: output, type: linear, units: auto}
    loss: cross-entropy
    train:
      epochs: %d
      batch-size: 128
      optimizer: {type: sgd, learning-rate: 0.05, momentum: 0.9, weight-decay: 1e-4}
    """
        .formatted(images, labels, epochs);
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }
}
